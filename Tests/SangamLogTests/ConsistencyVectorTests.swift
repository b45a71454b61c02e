import Foundation
import SangamLog
import Testing

/// One check of a consistency proof: what an implementation must say of it.
private struct ConsistencyCase: Decodable, CustomTestStringConvertible {
    let size1: UInt64
    let size2: UInt64
    let root1: String?
    let root2: String?
    let proof: [String]?
    let desc: String
    let wantErr: Bool

    var testDescription: String { "\(size1) to \(size2): \(desc)" }

    /// Whether our verifier takes it. Some roots there are words; their hashes stand in for them.
    var isVerified: Bool {
        func read(_ text: String?) -> Hash {
            let bytes = Base64.decode(text ?? "") ?? []
            return Hash(bytes) ?? Hash.sha256(bytes)
        }
        return ConsistencyProof.verifies(
            oldSize: size1, oldRoot: read(root1), newSize: size2, newRoot: read(root2),
            proof: (proof ?? []).map { read($0) })
    }
}

@Suite struct ConsistencyVectorTests {
    private static let leaves = TestLog.leaves(20)

    private static func proof(_ old: Int, _ new: Int) throws -> [Hash] {
        try ConsistencyProof.make(from: UInt64(old), to: UInt64(new), from: .leaves(leaves))
    }

    /// A case of our own: the good proof from one size to another, and what is done to it.
    private struct Own: CustomTestStringConvertible {
        let old: Int
        let new: Int
        var claimedOld: UInt64?
        var claimedNew: UInt64?
        var desc: String
        var isGood = false
        var change: @Sendable ([Hash]) -> [Hash] = { $0 }
        var testDescription: String { "\(old) to \(new): \(desc)" }
    }

    private static let stranger = Hash.leaf([0xFF])

    private static let own = [
        Own(old: 1, new: 1, desc: "same size, no hashes", isGood: true),
        Own(old: 1, new: 2, desc: "smallest step", isGood: true),
        Own(old: 8, new: 16, desc: "both complete", isGood: true),
        Own(old: 6, new: 13, desc: "neither complete", isGood: true),
        Own(old: 19, new: 20, desc: "one leaf more", isGood: true),
        Own(old: 0, new: 5, desc: "from the empty tree proves nothing"),
        Own(old: 5, new: 5, desc: "same size with a hash") { _ in [stranger] },
        Own(old: 6, new: 13, desc: "empty proof") { _ in [] },
        Own(old: 6, new: 13, desc: "first hash missing") { Array($0.dropFirst()) },
        Own(old: 6, new: 13, desc: "last hash missing") { Array($0.dropLast()) },
        Own(old: 6, new: 13, desc: "a hash too many") { $0 + [stranger] },
        Own(old: 6, new: 13, desc: "a hash in front") { [stranger] + $0 },
        Own(old: 6, new: 13, desc: "order reversed") { $0.reversed() },
        Own(old: 8, new: 13, desc: "old root sent though complete") {
            [root(leaves.prefix(8))] + $0
        },
        Own(old: 6, new: 13, claimedOld: 7, desc: "other old size"),
        Own(old: 6, new: 13, claimedNew: 17, desc: "other new size"),
        Own(old: 6, new: 13, claimedOld: 13, claimedNew: 6, desc: "sizes swapped"),
        Own(old: 6, new: 13, claimedOld: .max, claimedNew: .max, desc: "huge equal sizes"),
        Own(old: 6, new: 13, claimedNew: .max, desc: "huge new size"),
        Own(old: 6, new: 13, desc: "64 hashes") { _ in Array(repeating: stranger, count: 64) },
    ]

    @Test(arguments: own)
    private func `a consistency proof is judged rightly`(_ own: Own) throws {
        let leaves = ConsistencyVectorTests.leaves
        let proof = own.change(try ConsistencyVectorTests.proof(own.old, own.new))
        let isVerified = ConsistencyProof.verifies(
            oldSize: own.claimedOld ?? UInt64(own.old), oldRoot: root(leaves.prefix(own.old)),
            newSize: own.claimedNew ?? UInt64(own.new), newRoot: root(leaves.prefix(own.new)),
            proof: proof)
        #expect(isVerified == own.isGood)
    }

    /// The conformance cases of transparency-dev/merkle, where a folder with them lies beside the
    /// checkout.
    @Test func `the shared conformance cases agree`() throws {
        let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("shared").appendingPathComponent("vectors")
            .appendingPathComponent("merkle").appendingPathComponent("consistency")
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("SKIPPED: no conformance cases beside the checkout; our own 20 have been run")
            return
        }
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".json") }.sorted()
        #expect(names.count >= 98)
        for name in names {
            let data = try Data(contentsOf: folder.appendingPathComponent(name))
            let vector = try JSONDecoder().decode(ConsistencyCase.self, from: data)
            #expect(vector.isVerified == !vector.wantErr, "\(name): \(vector.testDescription)")
        }
    }
}
