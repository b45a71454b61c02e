import SangamLog
import Testing

@Suite struct SectionTests {
    private let owner: Owner
    private let log: [SectionEntry]

    init() throws {
        owner = try Owner()
        var generator = SeededGenerator(seed: propertySeed)
        log = try TestLog.mixed(40, using: &generator)
    }

    @Test func `what is written is read`() throws {
        for (from, to, size) in [(0, 40, 40), (0, 7, 40), (13, 40, 40), (13, 29, 33), (40, 40, 40)]
        {
            let section = try SectionReader.read(
                owner.section(log, from: from, to: to, size: size))
            #expect(section.entries == Array(log[from..<to]))
            #expect(section.chain == owner.chain)
            #expect(section.head.size == UInt64(size) && section.head.epoch == 0)
            #expect(section.from == UInt64(from) && section.to == UInt64(to))
            #expect(section.proof.isEmpty == (to == size))
        }
    }

    @Test func `an empty log has a section, and it says nothing`() throws {
        let section = try SectionReader.read(owner.section([]))
        #expect(section.head.size == 0 && section.head.root == Hash.emptyRoot)
        let verified = try LogExtension.check(section, asked: nil, replica: .empty())
        #expect(verified.entries.isEmpty && verified.isComplete)
    }

    @Test func `bytes in any portions are the same section (C11)`() throws {
        let bytes = try owner.section(log, to: 30)
        let whole = try SectionReader.read(bytes)
        var generator = SeededGenerator(seed: propertySeed)
        for _ in 0..<50 {
            var reader = SectionReader()
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...max(1, bytes.count / 6), using: &generator)
                try reader.feed(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            #expect(try reader.finish() == whole, "seed \(propertySeed)")
        }
        var reader = SectionReader()
        for byte in bytes { try reader.feed([byte]) }
        #expect(try reader.finish() == whole)
    }

    @Test func `a section cut at any byte is never a section (C11, A1)`() throws {
        let bytes = WorkedExample.section
        for count in 0..<bytes.count {
            let lines = bytes.prefix(count).count { $0 == 0x0A }
            #expect(throws: DocumentProblem(line: lines + 1, reason: .cut), "cut at \(count)") {
                try SectionReader.read(Array(bytes.prefix(count)))
            }
        }
        #expect(throws: Never.self) { try SectionReader.read(bytes) }
    }

    @Test func `a file is sections one after another, an answer exactly one (C20)`() throws {
        let first = try owner.section(log, to: 10)
        let second = try owner.section(log, from: 10)
        var reader = SectionReader()
        try reader.feed(first + second)
        #expect(reader.isDone && reader.leftover == second)
        #expect(try reader.section().to == 10)
        let line = first.count { $0 == 0x0A } + 1
        #expect(throws: DocumentProblem(line: line, reason: .trailing)) { try reader.finish() }
        // What is fed after the end is left over too.
        var other = SectionReader()
        try other.feed(first)
        #expect(other.leftover.isEmpty && other.isDone)
        try other.feed(second)
        #expect(other.leftover == second)
    }

    @Test func `a section of a closed epoch names the epoch and carries no checkpoint`() throws {
        var owner = owner
        try owner.succeed(closing: log.prefix(12).map(\.entry.leaf))
        let section = try SectionReader.read(owner.closedSection(log, epoch: 0, to: 5))
        #expect(
            section.head
                == .closed(epoch: 0, size: 12, root: root(log.prefix(12).map(\.entry.leaf))))
        #expect(section.origin.epoch == 0)
        let verified = try LogExtension.check(
            section, asked: section.origin, replica: .empty())
        #expect(verified.tree.size == 5 && !verified.isComplete)
    }

    // MARK: Bounds

    @Test func `a line without end is refused at 8 MiB, not kept (E3)`() throws {
        let start = try owner.section(log, to: 0, size: 0).dropLast(ascii("end\n").count)
        var reader = SectionReader()
        try reader.feed(ascii("sangam section v1\nidentity\n"))
        let portion = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)
        var fed = 0
        let refusal = #expect(throws: DocumentProblem.self) {
            while fed <= Limits.sectionBytesMax {
                try reader.feed(portion)
                fed += portion.count
            }
        }
        #expect(refusal?.reason == .sectionBytes)
        #expect(fed <= Limits.sectionBytesMax && !start.isEmpty)
    }

    @Test func `lines beyond 8 MiB are refused too`() throws {
        let count = 200
        let wide = try (0..<count).map { number -> SectionEntry in
            let payload = SealedPayload(
                nonce: [UInt8](repeating: 1, count: 16),
                bytes: [UInt8](repeating: UInt8(ascii: "y"), count: Limits.payloadBytesMax))
            let entry = Entry.put(
                try TestLog.key(number), time: 1, commitment: payload.commitment)
            return SectionEntry(entry: entry, payload: payload)
        }
        let leaves = wide.map(\.entry.leaf)
        let head = try SectionHead.checkpoint(owner.head(leaves))
        var writer = SectionWriter(chain: owner.chain, head: head, from: 0)
        var written = 0
        while written < count, writer.append(wide[written]) { written += 1 }
        #expect(written < count && writer.to == UInt64(written))
        let proof = try ConsistencyProof.make(
            from: UInt64(written), to: UInt64(count), from: .leaves(leaves))
        let bytes = writer.finish(proof: proof)
        #expect(bytes.count <= Limits.sectionBytesMax)
        let section = try SectionReader.read(bytes)
        #expect(section.entries.count == written)
        // The same with all entries is over the limit.
        var body = try owner.section([], to: 0, size: 0)
        body = try body.replacing("range 0 0\nend\n", with: "")
        let over =
            try bytes.replacing("range 0 \(written)\n", with: "range 0 \(count)\n")
            .dropLast(4) + wide[written...].flatMap(\.line) + ascii("end\n")
        #expect(throws: DocumentProblem.self) { try SectionReader.read(Array(over)) }
    }

    @Test func `a writer keeps below the limits it is given, but writes one entry`() throws {
        let head = try SectionHead.checkpoint(owner.head(log.map(\.entry.leaf)))
        for (entries, bytes, expected) in [(3, .max, 3), (0, .max, 1), (.max, 0, 1), (.max, -5, 1)]
        {
            var writer = SectionWriter(
                chain: owner.chain, head: head, from: 0, entriesMax: entries, bytesMax: bytes)
            var count = 0
            for item in log {
                guard writer.append(item) else { break }
                count += 1
            }
            #expect(count == expected && writer.to == UInt64(expected))
        }
        for bytesMax in stride(from: 6_000, through: 12_000, by: 500) {
            var writer = SectionWriter(
                chain: owner.chain, head: head, from: 0, bytesMax: bytesMax)
            var count = 0
            while count < log.count, writer.append(log[count]) { count += 1 }
            let proof = Array(repeating: Hash.emptyRoot, count: Limits.proofHashesMax)
            #expect(count == 1 || writer.finish(proof: proof).count <= bytesMax)
        }
    }

    @Test func `a payload over 65,536 bytes is hashed and dropped, its entry stays`() throws {
        for (count, isKept) in [
            (Limits.payloadBytesMax, true), (Limits.payloadBytesMax + 1, false),
        ] {
            let payload = SealedPayload(
                nonce: [UInt8](repeating: 9, count: 16),
                bytes: [UInt8](repeating: UInt8(ascii: "z"), count: count))
            let entry = Entry.put(
                try TestLog.key(1), time: 5, commitment: payload.commitment)
            let item = SectionEntry(entry: entry, payload: payload)
            let section = try SectionReader.read(owner.section([item]))
            #expect(section.entries[0].entry == entry)
            #expect((section.entries[0].payload != nil) == isKept, "\(count) bytes")
            #expect(throws: Never.self) {
                try LogExtension.check(section, asked: nil, replica: .empty())
            }
        }
    }
}
