import Foundation
import Testing

/// A folder of a test's own, removed with the object.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let name = "sangam-store-" + UUID().uuidString
        path = FileManager.default.temporaryDirectory.appending(path: name).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    /// The files in which some bytes stand.
    func files(containing text: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(!names.isEmpty, "there is nothing to look through")
        return try names.filter { name in
            let bytes = try Data(contentsOf: URL(filePath: file(name)))
            return bytes.range(of: Data(text.utf8)) != nil
        }
    }

    /// The files in which some bytes stand.
    func files(containing bytes: [UInt8]) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        return try names.filter { name in
            try Data(contentsOf: URL(filePath: file(name))).range(of: Data(bytes)) != nil
        }
    }
}
