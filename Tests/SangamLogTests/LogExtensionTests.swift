import SangamLog
import Testing

/// The receiver's checks against what it holds.
@Suite struct LogExtensionTests {
    private let owner: Owner
    private let log: [SectionEntry]

    init() throws {
        owner = try Owner()
        log = try TestLog.puts(12)
    }

    private var origin: Origin { owner.chain.currentOrigin }

    /// A receiver that holds the first entries of the log, proved by a head of that size.
    private func holding(_ count: Int) throws -> HeldNode {
        var held = HeldNode()
        try held.receive(owner.section(log, size: count), asked: origin)
        return held
    }

    private func refusal(
        _ bytes: [UInt8], by held: HeldNode, asked: Origin? = nil
    ) throws -> ExtensionRefusal? {
        let replica = held.replica(try SectionReader.read(bytes).origin)
        do {
            _ = try LogExtension.check(SectionReader.read(bytes), asked: asked, replica: replica)
            return nil
        } catch let refusal as ExtensionRefusal {
            return refusal
        }
    }

    @Test func `sections one after another make the whole log`() throws {
        var held = HeldNode()
        for from in [0, 5, 11] {
            let to = min(from + 6, 12)
            let verified = try held.receive(
                owner.section(log, from: from == 0 ? 0 : from, to: to), asked: origin)
            #expect(verified.isComplete == (to == 12))
        }
        #expect(held.logs[origin]?.entries == log)
    }

    @Test func `what a verified extension says is what was new`() throws {
        let held = try holding(5)
        let section = try SectionReader.read(owner.section(log, from: 3, to: 9, size: 10))
        let verified = try LogExtension.check(
            section, asked: origin, replica: held.replica(origin))
        #expect(verified.size == 5 && verified.entries == Array(log[5..<9]))
        #expect(verified.repeated == Array(log[3..<5]) && verified.repeatedFrom == 3)
        #expect(verified.tree == tree(log.prefix(9).map(\.entry.leaf)))
        #expect(verified.chain == owner.chain && verified.head.size == 10)
        let old = try SectionReader.read(owner.section(log, from: 1, to: 4, size: 5))
        let below = try LogExtension.check(old, asked: origin, replica: held.replica(origin))
        #expect(below.entries.isEmpty && below.tree.size == 5)
        #expect(below.repeated == Array(log[1..<4]) && below.repeatedFrom == 1)
    }

    @Test func `duplicated, overlapping, late and cut sections come to the same state (C11)`()
        throws
    {
        var generator = SeededGenerator(seed: propertySeed)
        let log = try TestLog.mixed(30, using: &generator)
        var whole = HeldNode()
        try whole.receive(owner.section(log), asked: origin)
        for round in 0..<12 {
            var held = HeldNode()
            for _ in 0..<12 {
                let size = Int.random(in: 1...30, using: &generator)
                let to = Int.random(in: 1...size, using: &generator)
                let from = Int.random(in: 0..<to, using: &generator)
                let bytes = try owner.section(log, from: from, to: to, size: size)
                let cut = Int.random(in: 0..<(2 * bytes.count), using: &generator)
                let before = held.logs[origin]?.entries
                do {
                    try held.receive(Array(bytes.prefix(cut)), asked: origin)
                } catch let problem as DocumentProblem {
                    #expect(problem.reason == .cut)
                    #expect(held.logs[origin]?.entries == before, "nothing was applied")
                } catch ExtensionRefusal.rangeAhead(let size) {
                    #expect(from > before?.count ?? 0 && size == UInt64(before?.count ?? 0))
                }
            }
            let size = held.logs[origin]?.entries.count ?? 0
            try held.receive(owner.section(log, from: size), asked: origin)
            try held.receive(owner.section(log), asked: origin)
            #expect(
                held.logs[origin]?.entries == whole.logs[origin]?.entries,
                "seed \(propertySeed), round \(round)")
        }
    }

    @Test func `a range that begins beyond what is held is answered with our size`() throws {
        let held = try holding(5)
        let bytes = try owner.section(log, from: 6)
        #expect(try refusal(bytes, by: held) == .rangeAhead(size: 5))
        #expect(try refusal(bytes, by: HeldNode()) == .rangeAhead(size: 0))
        #expect(try refusal(owner.section(log, from: 5), by: held) == nil)
    }

    @Test func `a broken log takes no entry at or after its bad line, whichever head comes`()
        throws
    {
        var replica = try holding(5).replica(origin)
        replica.isBroken = true
        for bytes in [try owner.section(log, from: 5), try owner.section(log, to: 7, size: 7)] {
            let section = try SectionReader.read(bytes)
            #expect(throws: ExtensionRefusal.policy(.frozen)) {
                try LogExtension.check(section, asked: nil, replica: replica)
            }
        }
        // What it has already may come again, for the payloads.
        let held = try SectionReader.read(owner.section(log, to: 5, size: 5))
        #expect(
            try LogExtension.check(held, asked: nil, replica: replica).entries.isEmpty)
    }

    @Test func `what a statement closed is no fork, but says from where ours is void`() throws {
        var other = log
        other[3] = try TestLog.put(3, revision: 1)
        var later = owner
        try later.succeed(closing: log.map(\.entry.leaf))
        var held = HeldNode()
        try held.receive(owner.section(Array(other.prefix(5))), asked: origin)
        let section = try SectionReader.read(later.closedSection(log, epoch: 0))
        let replica = held.replica(origin)
        #expect(throws: ExtensionRefusal.isVoid(from: 3)) {
            try LogExtension.check(section, asked: nil, replica: replica)
        }
    }

    @Test func `entries that do not lead to the head are refused (C9)`() throws {
        var other = log
        other[7] = try TestLog.put(7, revision: 1)
        let leaves = log.map(\.entry.leaf)
        let head = try SectionHead.checkpoint(owner.head(leaves))
        for (to, reason) in [(12, Reason.rootMismatch), (9, .proofInvalid)] {
            var writer = SectionWriter(chain: owner.chain, head: head, from: 0)
            let fits = other[..<to].map { writer.append($0) }
            #expect(fits.allSatisfy { $0 })
            let proof = try ConsistencyProof.make(
                from: UInt64(to), to: 12, from: .leaves(leaves))
            let bytes = writer.finish(proof: proof)
            let line = bytes.count { $0 == 0x0A }
            #expect(try refusal(bytes, by: HeldNode()) == .invalid(reason, line: line))
        }
    }

    @Test func `a pull takes no other log than the one asked for (C6)`() throws {
        let stranger = try Owner(label: "other.example.org", prefix: "other ")
        let bytes = try stranger.section(log)
        #expect(try refusal(bytes, by: HeldNode(), asked: origin) == .originMismatch)
        #expect(try refusal(bytes, by: HeldNode(), asked: nil) == nil)
        // A replica of one node never takes another node's chain.
        let replica = try holding(5).replica(origin)
        #expect(throws: ExtensionRefusal.originMismatch) {
            try LogExtension.check(SectionReader.read(bytes), asked: nil, replica: replica)
        }
    }

    @Test func `a head under a foreign key or a foreign name is refused (C6)`() throws {
        let stranger = try Owner(label: "other.example.org", prefix: "other ")
        let leaves = log.map(\.entry.leaf)
        let ours = try owner.head(leaves).note
        let good = try owner.section(log)
        func refusal(_ note: SignedNote) throws -> Reason? {
            let start = try #require(good.firstRange(of: ours.bytes))
            let bytes = good[..<start.lowerBound] + note.bytes + good[start.upperBound...]
            do {
                _ = try SectionReader.read(Array(bytes))
                return nil
            } catch { return error.reason }
        }
        #expect(try refusal(ours) == nil)
        // A valid head of the stranger; our text with the stranger's line, under either name.
        #expect(try refusal(stranger.head(leaves).note) == .checkpointOrigin)
        let line = try stranger.signer().sign(text: ours.text)
        #expect(try refusal(SignedNote(text: ours.text, signatures: [line])) == .signatureKey)
        let forger = try #require(
            SignerKey(name: origin.line, seed: Owner.seed("other signing 0")))
        let forged = try forger.sign(text: ours.text)
        #expect(try refusal(SignedNote(text: ours.text, signatures: [forged])) == .signatureKey)
        // The id of the real key does not help: the key itself decides.
        let claimed = NoteSignature(
            key: try owner.signer().verifier, signature: forged.signature)
        #expect(
            try refusal(SignedNote(text: ours.text, signatures: [claimed])) == .signatureInvalid)
        #expect(
            try refusal(SignedNote(text: ours.text, signatures: ours.signatures + [line]))
                == .signatureCount)
    }

    @Test(arguments: [
        (String(UInt64(1) << 40), Reason.rangeOrder), (String((UInt64(1) << 40) + 1), .treeSize),
        (String(UInt64(1) << 63), .treeSize), (String(UInt64.max), .treeSize),
        ("18446744073709551616", .treeSize),
        ("1" + String(repeating: "0", count: 40), .treeSize),
    ])
    func `a size beyond reason is refused without a trap (C5)`(
        size: String, reason: Reason
    ) throws {
        let good = try owner.section(log)
        let text = try owner.head(log.map(\.entry.leaf)).note.text
            .replacing("\n12\n", with: "\n\(size)\n")
        let note = SignedNote(text: text, signatures: [try owner.signer().sign(text: text)])
        let range = try #require(good.firstRange(of: owner.head(log.map(\.entry.leaf)).note.bytes))
        let bytes = Array(good[..<range.lowerBound] + note.bytes + good[range.upperBound...])
        // A head of 2^40 is legal; a range beyond it is not.
        for (line, expected) in [
            ("range 0 99999999999999999999999999999999", reason),
            ("range 18446744073709551615 18446744073709551615", reason),
        ] {
            let problem = #expect(throws: DocumentProblem.self) {
                try SectionReader.read(bytes.replacing("range 0 12", with: line))
            }
            #expect(problem?.reason == expected)
        }
    }

    @Test func `policy and frost come after the chain and before the range`() throws {
        let ahead = try SectionReader.read(owner.section(log, from: 6))
        for reason in [Reason.notAccepted, .blocked, .paused] {
            #expect(throws: ExtensionRefusal.policy(reason)) {
                try LogExtension.check(
                    ahead, asked: nil, replica: .empty(), policy: { _ in reason })
            }
        }
        var frozen = Replica.empty(chain: owner.chain)
        frozen.isFrozen = true
        #expect(throws: ExtensionRefusal.policy(.frozen)) {
            try LogExtension.check(ahead, asked: nil, replica: frozen)
        }
        // The policy is asked about the section's own log.
        var asked: [Origin] = []
        let whole = try SectionReader.read(owner.section(log))
        _ = try LogExtension.check(whole, asked: nil, replica: .empty()) { origin in
            asked.append(origin)
            return nil
        }
        #expect(asked == [origin])
    }

    @Test func `a smaller head than ours is ignored, not refused, and ours stays (C2)`() throws {
        var held = try holding(12)
        let verified = try held.receive(owner.section(log, to: 3, size: 7), asked: origin)
        #expect(verified.entries.isEmpty && verified.tree.size == 12)
        #expect(held.logs[origin]?.verified?.size == 12)
        let head = try owner.head(log.prefix(7).map(\.entry.leaf))
        #expect(throws: Never.self) {
            try LogExtension.check(head: head, replica: held.replica(origin))
        }
    }
}
