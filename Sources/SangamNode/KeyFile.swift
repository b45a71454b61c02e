import Foundation

/// The two secret keys of a running node, as they stand in the file `keys`, mode 0600.
///
/// Shape: `sangam keys v1`, `signing <base64 of the 32-byte seed>`, `cosigner <base64>`, `end`; LF
/// ends each line. No error and no description shows a seed.
public struct KeyFile: Sendable, CustomStringConvertible, CustomReflectable {
    public static let name = "keys"

    public let signingSeed: [UInt8]
    public let cosignerSeed: [UInt8]

    /// - Precondition: both seeds have 32 bytes.
    public init(signingSeed: [UInt8], cosignerSeed: [UInt8]) {
        precondition(signingSeed.count == 32 && cosignerSeed.count == 32, "a seed has 32 bytes")
        self.signingSeed = signingSeed
        self.cosignerSeed = cosignerSeed
    }

    /// Throws: `key-file`, naming the line and what is expected there.
    public init(parsing bytes: [UInt8]) throws(NodeError) {
        var lines = KeyLines(bytes, file: Self.name)
        try lines.expect("sangam keys v1")
        signingSeed = try lines.secret("signing")
        cosignerSeed = try lines.secret("cosigner")
        try lines.expect("end")
        try lines.expectNothing()
    }

    public func encoded() -> [UInt8] {
        let signing = Data(signingSeed).base64EncodedString()
        let cosigner = Data(cosignerSeed).base64EncodedString()
        return Array("sangam keys v1\nsigning \(signing)\ncosigner \(cosigner)\nend\n".utf8)
    }

    public static func read(from folder: DataFolder) throws(NodeError) -> KeyFile {
        try folder.checkSecret(name)
        guard let bytes = try folder.readFile(name, maximumBytes: 4096) else {
            throw NodeError(
                code: "no-keys", message: "there is no key file \(folder.file(name))",
                hint: "put the file back from a backup; without it, the recovery key makes new ones"
            )
        }
        return try KeyFile(parsing: bytes)
    }

    public func write(to folder: DataFolder) throws(NodeError) {
        try folder.writeFile(Self.name, encoded(), mode: 0o600)
    }

    public var description: String { "KeyFile(secret)" }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// 32 bytes from strict base64: only the text that they encode to.
    static func decode32(_ text: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: text), data.count == 32,
            data.base64EncodedString().utf8.elementsEqual(text.utf8)
        else { return nil }
        return Array(data)
    }
}

/// Reads a file of keys line by line, strictly; its errors never quote a line.
struct KeyLines {
    private let lines: [ArraySlice<UInt8>]
    private let file: String
    private var next = 0

    init(_ bytes: [UInt8], file: String) {
        lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        self.file = file
    }

    /// The lines before the first that does not begin with `#` are for people.
    mutating func skipComments() {
        while next < lines.count, lines[next].first == UInt8(ascii: "#") { next += 1 }
    }

    mutating func expect(_ line: String) throws(NodeError) {
        guard next < lines.count, lines[next].elementsEqual(line.utf8) else {
            throw refused("has to be \"\(line)\"")
        }
        next += 1
    }

    /// The text after `<name> `.
    mutating func value(_ name: String) throws(NodeError) -> String {
        let start = Array("\(name) ".utf8)
        guard next < lines.count, lines[next].starts(with: start) else {
            throw refused("has to begin with \"\(name) \"")
        }
        let value = lines[next].dropFirst(start.count)
        guard value.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !value.isEmpty else {
            throw refused("has to be one ASCII word after \"\(name) \"")
        }
        next += 1
        return String(decoding: value, as: UTF8.self)
    }

    mutating func secret(_ name: String) throws(NodeError) -> [UInt8] {
        let text = try value(name)
        guard let bytes = KeyFile.decode32(text) else {
            next -= 1
            throw refused("has to be \"\(name) \" and 32 bytes in base64")
        }
        return bytes
    }

    mutating func expectNothing() throws(NodeError) {
        guard next == lines.count - 1, lines[next].isEmpty else {
            throw refused("has to be the end of the file, after a line break")
        }
    }

    private func refused(_ rule: String) -> NodeError {
        NodeError(
            code: "key-file",
            message: "the file of keys (\(file)) is damaged: line \(next + 1) \(rule)",
            hint: "nothing was changed; put the file back from a backup", category: .verification)
    }
}
