import SangamLog
import Testing

/// A node that signs two histories (C1), found in each of the ways in which it can be found.
@Suite struct ForkTests {
    private let owner: Owner
    private let log: [SectionEntry]
    /// The same log with another entry 4.
    private let other: [SectionEntry]

    init() throws {
        owner = try Owner()
        log = try TestLog.puts(9)
        var other = log
        other[4] = try TestLog.put(4, revision: 1)
        self.other = other
    }

    private var origin: Origin { owner.chain.currentOrigin }

    private func holding(_ log: [SectionEntry], size: Int, of head: Int? = nil) throws -> HeldNode {
        var held = HeldNode()
        try held.receive(owner.section(log, to: size, size: head ?? size), asked: origin)
        return held
    }

    /// The evidence in the refusal of a section, written, read again and compared.
    private func evidence(_ bytes: [UInt8], by held: HeldNode) throws -> ForkEvidence? {
        let section = try SectionReader.read(bytes)
        do {
            _ = try LogExtension.check(
                section, asked: origin, replica: held.replica(origin))
        } catch ExtensionRefusal.fork(let evidence, let line) {
            #expect(line == section.endLine)
            let found = try #require(evidence, "the refusal brings evidence")
            #expect(try ForkEvidence.parse(found.bytes) == found)
            #expect(found.node == owner.chain.node)
            return found
        }
        return nil
    }

    private func sizes(_ evidence: ForkEvidence?) -> [UInt64] {
        guard case .heads(let a, let b, _, _) = evidence?.form else { return [] }
        return [a.size, b.size]
    }

    @Test func `the same size with another root (C1)`() throws {
        let held = try holding(log, size: 9)
        #expect(sizes(try evidence(owner.section(other), by: held)) == [9, 9])
        // Also if the section begins behind the difference and so does not show it.
        let section = try SectionReader.read(owner.section(other, from: 5))
        #expect(throws: ExtensionRefusal.invalid(.rootMismatch, line: section.endLine)) {
            try LogExtension.check(section, asked: origin, replica: held.replica(origin))
        }
        #expect(sizes(try headEvidence(owner.head(other.map(\.entry.leaf)), held)) == [9, 9])
    }

    @Test func `a smaller head that is not on our tree (C1, C2)`() throws {
        let held = try holding(log, size: 9)
        #expect(sizes(try evidence(owner.section(other, size: 6), by: held)) == [6, 9])
        let head = try owner.head(other.prefix(6).map(\.entry.leaf))
        #expect(sizes(try headEvidence(head, held)) == [6, 9])
        // The lines sent are ours; only the head that they are proved against is not.
        #expect(sizes(try evidence(owner.section(other, to: 3, size: 6), by: held)) == [6, 9])
        #expect(sizes(try evidence(owner.section(other, to: 3), by: held)) == [9, 9])
    }

    @Test func `a larger log whose lines below our size differ (C1)`() throws {
        let held = try holding(log, size: 6)
        #expect(sizes(try evidence(owner.section(other), by: held)) == [6, 9])
        #expect(sizes(try evidence(owner.section(other, from: 2), by: held)) == [6, 9])
    }

    @Test func `a larger log that is not proved whole is refused without evidence (C1)`() throws {
        let held = try holding(log, size: 6)
        let section = try SectionReader.read(owner.section(other, to: 8))
        #expect(throws: ExtensionRefusal.fork(nil, line: section.endLine)) {
            try LogExtension.check(section, asked: origin, replica: held.replica(origin))
        }
    }

    @Test func `a verified head beyond our entries that the entries do not meet (C1)`() throws {
        let held = try holding(log, size: 3, of: 7)
        #expect(held.logs[origin]?.verified?.size == 7)
        #expect(sizes(try evidence(owner.section(other, size: 7), by: held)) == [7, 7])
        #expect(sizes(try evidence(owner.section(other, from: 3), by: held)) == [7, 9])
        #expect(sizes(try evidence(owner.section(other, from: 1), by: held)) == [7, 9])
    }

    @Test func `a pending head that the entries pass with another root (C1)`() throws {
        var held = try holding(log, size: 3)
        for size in [6, 9] {
            held.logs[origin]?.pending = try owner.head(log.prefix(size).map(\.entry.leaf))
            let found = try evidence(owner.section(other, from: 3), by: held)
            #expect(sizes(found) == [UInt64(size), 9])
        }
        // Not reached yet: nothing to say.
        #expect(try evidence(owner.section(other, from: 3, size: 8), by: held) == nil)
        // Two heads of one size need no entries.
        #expect(sizes(try evidence(owner.section(other, from: 3, to: 5), by: held)) == [9, 9])
        // Met: nothing to say either.
        #expect(try evidence(owner.section(log, from: 3), by: held) == nil)
    }

    @Test func `a head announced without entries is compared with our own tree (C1)`() throws {
        let held = try holding(log, size: 6)
        let leaves = log.map(\.entry.leaf)
        for size in 0...9 {
            #expect(try headEvidence(owner.head(Array(leaves.prefix(size))), held) == nil)
        }
        let others = other.map(\.entry.leaf)
        for size in 0...4 {
            #expect(try headEvidence(owner.head(Array(others.prefix(size))), held) == nil)
        }
        for size in 5...6 {
            let found = try headEvidence(owner.head(Array(others.prefix(size))), held)
            #expect(sizes(found) == [UInt64(size), 6])
        }
        // Beyond our entries a single head says nothing.
        #expect(try headEvidence(owner.head(others), held) == nil)
    }

    private func headEvidence(
        _ head: SignedCheckpoint, _ held: HeldNode
    ) throws -> ForkEvidence? {
        do {
            try LogExtension.check(head: head, replica: held.replica(origin))
        } catch ExtensionRefusal.fork(let evidence, line: 0) {
            let found = try #require(evidence)
            #expect(try ForkEvidence.parse(found.bytes) == found)
            return found
        }
        return nil
    }

    @Test func `without a head of ours the fork is named, and nothing is claimed to prove it`()
        throws
    {
        var held = try holding(log, size: 9)
        held.logs[origin]?.verified = nil
        let section = try SectionReader.read(owner.section(other))
        #expect(throws: ExtensionRefusal.fork(nil, line: section.endLine)) {
            try LogExtension.check(section, asked: origin, replica: held.replica(origin))
        }
    }

    @Test func `two histories of a closed epoch are no fork evidence`() throws {
        var owner = owner
        let held = try holding(log, size: 9)
        try owner.succeed(closing: other.map(\.entry.leaf))
        let section = try SectionReader.read(owner.closedSection(other, epoch: 0))
        #expect(throws: ExtensionRefusal.isVoid(from: 4)) {
            try LogExtension.check(section, asked: origin, replica: held.replica(origin))
        }
    }

    @Test func `two statements of one number are an identity conflict (P2)`() throws {
        var (ours, theirs) = (owner, owner)
        let leaves = log.map(\.entry.leaf)
        try ours.succeed(closing: leaves, time: 1_795_100_000)
        try theirs.succeed(closing: leaves, time: 1_795_100_001)
        try theirs.succeed(closing: [], time: 1_795_200_000)
        var held = HeldNode()
        try held.receive(ours.section([]), asked: nil)
        let section = try SectionReader.read(theirs.section([]))
        do {
            _ = try LogExtension.check(
                section, asked: nil, replica: held.replica(section.origin))
            Issue.record("the conflict was not seen")
        } catch ExtensionRefusal.identityConflict(let evidence) {
            #expect(try ForkEvidence.parse(evidence.bytes) == evidence)
            #expect(evidence.node == owner.chain.node)
            #expect(evidence.statements == owner.chain.statements)
            guard case .statements(let a, let b) = evidence.form else {
                Issue.record("evidence of another form")
                return
            }
            #expect(a == ours.chain.statements[1] && b == theirs.chain.statements[1])
        }
    }
}
