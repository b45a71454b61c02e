import Foundation
import SangamLog
import Testing

func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

func tree(_ leaves: some Sequence<Hash>) -> MerkleTree {
    var tree = MerkleTree()
    for leaf in leaves { tree.append(leaf) }
    return tree
}

func root(_ leaves: some Sequence<Hash>) -> Hash { tree(leaves).root }

func hash(_ base64: String) throws -> Hash {
    try #require(Hash(base64: ascii(base64)[...]), "\(base64) is no hash")
}

func hash(hex: String) throws -> Hash {
    try #require(Hexadecimal.decode(ascii(hex)[...]).flatMap { Hash($0) }, "\(hex) is no hash")
}

/// A small generator that repeats itself from a seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}

/// The seed of a property test; `SANGAM_TEST_SEED` replaces it, and every failure prints it.
let propertySeed =
    ProcessInfo.processInfo.environment["SANGAM_TEST_SEED"].flatMap { UInt64($0) } ?? 20_261_121

extension Array where Element == UInt8 {
    /// The same bytes with one bit changed.
    func flipping(bit: Int, at index: Int) -> [UInt8] {
        var copy = self
        copy[index] ^= 1 << UInt8(bit)
        return copy
    }

    /// The same bytes with the first occurrence of a text replaced.
    func replacing(_ old: String, with new: String) throws -> [UInt8] {
        let range = try #require(firstRange(of: Swift.Array(old.utf8)), "\(old) does not occur")
        return Swift.Array(self[..<range.lowerBound]) + Swift.Array(new.utf8)
            + Swift.Array(self[range.upperBound...])
    }
}
