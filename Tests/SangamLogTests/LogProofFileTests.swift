import SangamLog
import Testing

@Suite struct LogProofFileTests {
    private let owner: Owner
    private let log: [SectionEntry]

    init() throws {
        owner = try Owner()
        log = try TestLog.puts(11)
    }

    private func file(_ index: Int, size: Int = 11) throws -> LogProofFile {
        let leaves = log.prefix(size).map(\.entry.leaf)
        let proof = try InclusionProof.make(
            index: UInt64(index), size: UInt64(size), from: .leaves(leaves))
        return LogProofFile(entry: log[index].entry, proof: proof, head: try owner.head(leaves))
    }

    @Test func `a proof of any entry is written, read and verified`() throws {
        for size in [1, 2, 7, 8, 11] {
            for index in 0..<size {
                let file = try file(index, size: size)
                #expect(try LogProofFile(file.bytes, chain: owner.chain) == file)
            }
        }
    }

    @Test func `no changed byte proves anything (P3)`() throws {
        let bytes = try file(6).bytes
        for index in bytes.indices {
            #expect(throws: DocumentProblem.self, "byte \(index)") {
                try LogProofFile(bytes.flipping(bit: index % 8, at: index), chain: owner.chain)
            }
        }
        for count in stride(from: 0, to: bytes.count, by: 3) {
            #expect(throws: DocumentProblem.self, "cut at \(count)") {
                try LogProofFile(Array(bytes.prefix(count)), chain: owner.chain)
            }
        }
        #expect(throws: DocumentProblem.self) {
            try LogProofFile(bytes + [0x0A], chain: owner.chain)
        }
    }

    @Test func `bytes after the note are told by their line`() throws {
        let bytes = try file(6).bytes
        let line = bytes.count { $0 == 0x0A } + 1
        #expect(throws: DocumentProblem(line: line, reason: .trailing)) {
            try LogProofFile(bytes + ascii("more\n"), chain: owner.chain)
        }
    }

    @Test func `a proof by another node's chain is none (C6)`() throws {
        let stranger = try Owner(label: "other.example.org", prefix: "other ")
        let bytes = try file(6).bytes
        let problem = #expect(throws: DocumentProblem.self) {
            try LogProofFile(bytes, chain: stranger.chain)
        }
        #expect(problem?.reason == .checkpointOrigin)
    }

    @Test func `a proof stays good when the chain has grown`() throws {
        let file = try file(6)
        var owner = owner
        try owner.succeed(closing: log.map(\.entry.leaf))
        #expect(try LogProofFile(file.bytes, chain: owner.chain) == file)
    }
}
