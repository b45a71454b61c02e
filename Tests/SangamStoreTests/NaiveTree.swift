import Crypto
import Foundation
import SangamLog
import Testing

/// The tree of RFC 6962 by its definition, sharing no code with the program: slow and plain.
enum NaiveTree {
    static func root(_ entries: [[UInt8]]) throws -> Hash {
        try #require(Hash(rootBytes(entries[...])))
    }

    static func rootBytes(_ entries: ArraySlice<[UInt8]>) -> [UInt8] {
        switch entries.count {
        case 0: return Array(SHA256.hash(data: []))
        case 1: return Array(SHA256.hash(data: [0] + (entries.first ?? [])))
        default:
            var split = 1
            while split * 2 < entries.count { split *= 2 }
            let middle = entries.startIndex + split
            return Array(
                SHA256.hash(
                    data: [1] + rootBytes(entries[..<middle]) + rootBytes(entries[middle...])))
        }
    }

    /// The bytes of a tile of a log, by its definition.
    static func tile(_ entries: [[UInt8]], level: Int, index: Int, width: Int) -> [UInt8] {
        let span = (0..<level).reduce(1) { total, _ in total * 256 }
        return (0..<width).flatMap { place in
            let first = (index * 256 + place) * span
            return rootBytes(entries[first..<(first + span)])
        }
    }
}

/// A served section, read line by line without the program's reader.
struct NaiveSection {
    var origin = ""
    var size = 0
    var root = ""
    var from = 0
    var to = 0
    var proofs: [String] = []
    var entries: [[UInt8]] = []
    /// The payload of each index that came with one.
    var payloads: [Int: [UInt8]] = [:]

    init(_ bytes: [UInt8]) throws {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let words = lines.map { String(decoding: $0, as: UTF8.self) }
        try #require(words.first == "sangam section v1" && words.suffix(2) == ["end", ""])
        if let at = words.firstIndex(of: "checkpoint") {
            origin = words[at + 1]
            size = try #require(Int(words[at + 2]))
            root = words[at + 3]
        }
        let at = try #require(words.firstIndex { $0.hasPrefix("range ") })
        let range = words[at].split(separator: " ")
        from = try #require(Int(range[1]))
        to = try #require(Int(range[2]))
        for line in lines[(at + 1)...].dropLast(2) {
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("proof ") {
                proofs.append(String(text.dropFirst(6)))
            } else if text.hasPrefix("e ") {
                entries.append(Array(line.dropFirst(2)))
            } else {
                try take(payloadLine: line)
            }
        }
        try #require(entries.count == to - from)
    }

    private mutating func take(payloadLine line: ArraySlice<UInt8>) throws {
        let words = line.split(separator: 0x20, maxSplits: 4, omittingEmptySubsequences: false)
        try #require(words.count == 5 && words[0].elementsEqual("p".utf8))
        payloads[from + entries.count] = Array(words[4])
        entries.append(try NaiveSection.entry(ofPayloadLine: line))
    }

    /// The entry that a `p` line stands for.
    static func entry(ofPayloadLine line: ArraySlice<UInt8>) throws -> [UInt8] {
        let words = line.split(separator: 0x20, maxSplits: 4, omittingEmptySubsequences: false)
        let nonce = try #require(Data(base64Encoded: Data(words[3])))
        let commitment = SHA256.hash(data: Data("sangam payload v1\n".utf8) + nonce + words[4])
        let start = Array("put ".utf8) + words[1] + [0x20] + words[2] + [0x20]
        return start + Array(Data(commitment).base64EncodedString().utf8)
    }
}
