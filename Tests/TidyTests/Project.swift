import Foundation

/// The project's folder and what is in it, found from this file's own place.
enum Project {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources = swiftFiles(under: "Sources")
    static let tests = swiftFiles(under: "Tests")

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Paths relative to the root of all files under a folder, sorted.
    static func files(under folder: String) -> [String] {
        let start = root.appendingPathComponent(folder).path
        let names =
            FileManager.default.enumerator(atPath: start)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            let there = FileManager.default.fileExists(
                atPath: start + "/" + name, isDirectory: &isFolder)
            return there && !isFolder.boolValue
        }.map { folder + "/" + $0 }.sorted()
    }

    private static func swiftFiles(under folder: String) -> [SourceFile] {
        files(under: folder).filter { $0.hasSuffix(".swift") }.compactMap { path in
            (try? text(path)).map { SourceFile(path: path, text: $0) }
        }
    }
}
