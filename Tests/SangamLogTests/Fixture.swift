import Foundation
import SangamLog
import Testing

/// One vector of `Fixtures`: header lines, an empty line, then the raw bytes of the case.
struct Fixture: Sendable, CustomTestStringConvertible {
    /// Folder and file name without its ending.
    let path: String
    let headers: [(key: String, value: String)]
    let bytes: [UInt8]

    /// The headers that every case may have; the others are the document's own.
    static let frame: Set<String> = ["name", "document", "outcome", "reason", "line"]

    init(path: String, file: [UInt8]) throws {
        self.path = path
        let blank = zip(file.indices, file.indices.dropFirst()).first {
            file[$0] == 0x0A && file[$1] == 0x0A
        }
        let end = try #require(blank, "\(path): no empty line ends the header")
        let text = try #require(
            String(validating: file[..<end.0], as: UTF8.self), "\(path): header is not UTF-8")
        headers = try text.split(separator: "\n").map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            try #require(parts.count == 2, "\(path): a header line without a colon: \(line)")
            return (String(parts[0]), String(parts[1].dropFirst()))
        }
        bytes = Array(file[(end.1 + 1)...])
    }

    subscript(_ key: String) -> String? { headers.first { $0.key == key }?.value }

    func all(_ key: String) -> [String] { headers.filter { $0.key == key }.map(\.value) }

    func require(_ key: String) throws -> String {
        try #require(self[key], "\(path): the header \(key) is missing")
    }

    func number(_ key: String) throws -> UInt64 {
        try #require(UInt64(require(key)), "\(path): \(key) is no number")
    }

    func hash(_ key: String) throws -> Hash {
        try #require(Hash(base64: Array(require(key).utf8)[...]), "\(path): \(key) is no hash")
    }

    /// A case that this one names as its context.
    func other(_ key: String) throws -> Fixture { try Fixture.load(require(key)) }

    /// `proof <base64>` lines, as the cases of consistency and inclusion write them.
    var proof: [Hash] {
        bytes.split(separator: 0x0A).compactMap { Hash(base64: $0.dropFirst(6)) }
    }

    var testDescription: String { path }

    // MARK: The folder

    static func folder() throws -> URL {
        try #require(
            Bundle.module.url(forResource: "Fixtures", withExtension: nil),
            "the test bundle holds no Fixtures")
    }

    static func load(_ path: String) throws -> Fixture {
        let url = try folder().appendingPathComponent(path + ".txt")
        return try Fixture(path: path, file: Array(Data(contentsOf: url)))
    }

    /// The folders, one for each kind of document.
    static func documents() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder().path)
            .filter { !$0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted()
    }

    static func all(of document: String) throws -> [Fixture] {
        let url = try folder().appendingPathComponent(document)
        return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
            .filter { $0.hasSuffix(".txt") }
            .map { try load(document + "/" + $0.dropLast(4)) }
    }
}
