import Foundation
import SangamDirectory
import SangamNode

/// The routes as `Routes.swift` writes them, in the spelling of OpenAPI: `GET /n/{node}`.
enum RouteSource {
    struct Fault: Error { let line: String }

    static func routes() throws -> Set<String> {
        let file = LookFiles.top.appending(path: "Sources/SangamWeb/Routes.swift")
        return try routes(in: String(contentsOf: file, encoding: .utf8))
    }

    private static let methods = ["get": "GET", "page": "GET", "form": "POST", "post": "POST"]

    /// Throws: for a route whose path is no plain text and no loop that is known here.
    static func routes(in source: String) throws -> Set<String> {
        var routes: Set<String> = []
        for piece in source.components(separatedBy: "routes.").dropFirst() {
            let name = String(piece.prefix { $0 != "(" })
            guard let method = methods[name] else {
                if name.hasPrefix("router") { continue }
                throw Fault(line: String(piece.prefix(60)))
            }
            let rest = piece.dropFirst(name.count + 1).drop { $0.isWhitespace }
            guard rest.first == "\"" else { throw Fault(line: String(piece.prefix(60))) }
            let path = String(rest.dropFirst().prefix { $0 != "\"" })
            for written in try expanded(path) { routes.insert("\(method) \(spelled(written))") }
        }
        return routes
    }

    private static func expanded(_ path: String) throws -> [String] {
        let loops = [
            "\\(format.rawValue)": ViewFormat.allCases.map(\.rawValue),
            "\\(name)": LeafletFiles.names,
        ]
        for (mark, values) in loops where path.contains(mark) {
            return values.map { path.replacingOccurrences(of: mark, with: $0) }
        }
        guard !path.contains("\\") else { throw Fault(line: path) }
        return [path]
    }

    /// Braces for colons; what may be of several parts has two names in the document.
    private static func spelled(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            if part == "**" { return "{level}/{tile}" }
            return part.hasPrefix(":") ? "{\(part.dropFirst())}" : String(part)
        }.joined(separator: "/")
    }
}
