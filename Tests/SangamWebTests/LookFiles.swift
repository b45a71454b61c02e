import Foundation

/// The files that the look is made of, as they lie in the source tree.
enum LookFiles {
    static let top = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let resources = top.appending(path: "Sources/SangamWeb/Resources")

    static func text(_ name: String) throws -> String {
        try String(contentsOf: resources.appending(path: name), encoding: .utf8)
    }

    static func names(_ ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: resources.path)
            .filter { $0.hasSuffix(ending) }.sorted()
    }

    /// The English texts by key.
    static func words() throws -> [String: String] {
        var words: [String: String] = [:]
        for line in try text("Catalogues/en.txt").split(separator: "\n")
        where !line.hasPrefix("#") {
            guard let sign = line.range(of: " = ") else { continue }
            words[String(line[..<sign.lowerBound])] = String(line[sign.upperBound...])
        }
        return words
    }

    /// All that stands between `start` and one of `ends`, as often as it does.
    static func pieces(_ text: String, after start: String, until ends: Set<Character>) -> [String]
    {
        text.components(separatedBy: start).dropFirst().map { rest in
            String(rest.prefix { !ends.contains($0) })
        }
    }
}
