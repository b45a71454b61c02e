import SangamLog
import Testing

/// C20: files of sections, as a stick carries them.
@Suite struct BundleReaderTests {
    private let one: [UInt8]
    private let two: [UInt8]
    private let three: [UInt8]

    init() throws {
        let owner = try Owner()
        let log = try TestLog.puts(30)
        one = try owner.section(log, to: 10)
        two = try owner.section(log, from: 10, to: 20)
        three = try owner.section(log, from: 20)
    }

    /// Each item in a word: `0-10`, or the reason of a fault with the range if it is known.
    private func words(_ pieces: [[UInt8]]) -> [String] {
        var reader = BundleReader()
        let items = pieces.flatMap { reader.take($0) } + reader.finish()
        return items.map { item in
            switch item {
            case .section(let section): "\(section.from)-\(section.to)"
            case .fault(let fault):
                fault.problem.reason.rawValue
                    + (fault.from.map { " \($0)-\(fault.to ?? 0)" } ?? "")
            }
        }
    }

    private func words(_ bytes: [UInt8]) -> [String] { words([bytes]) }

    @Test func `sections come one after another, in any portions`() {
        let file = one + two + three
        #expect(words(file) == ["0-10", "10-20", "20-30"])
        #expect(words(file.map { [$0] }) == ["0-10", "10-20", "20-30"])
        var generator = SeededGenerator(seed: propertySeed)
        for _ in 0..<20 {
            var pieces: [[UInt8]] = []
            var rest = file[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...3_000, using: &generator)
                pieces.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            #expect(words(pieces) == ["0-10", "10-20", "20-30"], "seed \(propertySeed)")
        }
    }

    @Test func `C20 a file that is cut anywhere gives what is whole in it`() {
        let file = one + two + three
        for count in stride(from: 0, through: file.count, by: 97) {
            let whole = [one.count, one.count + two.count, file.count].count { $0 <= count }
            let said = words(Array(file.prefix(count)))
            #expect(Array(said.prefix(whole)) == Array(["0-10", "10-20", "20-30"].prefix(whole)))
            let isAtBorder = [0, one.count, one.count + two.count, file.count].contains(count)
            #expect(said.count == whole + (isAtBorder ? 0 : 1), "cut at \(count): \(said)")
            if !isAtBorder { #expect(said.last?.hasPrefix("cut") == true) }
        }
    }

    @Test func `C20 a section in the middle that is cut or damaged spoils no other`() {
        #expect(words(one + two.dropLast(40) + three) == ["0-10", "endLine 10-20", "20-30"])
        #expect(words(one + two.dropLast(4) + three) == ["0-10", "cut 10-20", "20-30"])
        var damaged = two
        let end = Array("\nend\n".utf8)
        damaged.replaceSubrange((damaged.count - end.count)..., with: Array("\nEnd\n".utf8))
        #expect(words(one + damaged + three) == ["0-10", "endLine 10-20", "20-30"])
        let noise = Array("PK\u{3}\u{4} not a section\nat all\n".utf8)
        #expect(words(noise + one) == ["newerFormat", "0-10"])
        #expect(words(one + noise + three) == ["0-10", "newerFormat", "20-30"])
        let newer = Array("sangam section v2\nanything\nend\n".utf8)
        #expect(words(newer + newer + three) == ["newerFormat", "20-30"])
    }

    @Test func `C20 a line without an end takes no more memory than a section`() {
        let line = [UInt8](repeating: 0x61, count: 1 << 20)
        var reader = BundleReader()
        var items: [BundleReader.Item] = []
        for _ in 0..<64 { items += reader.take(line) }
        #expect(items.count == 1)
        items = reader.take([0x0A] + one)
        guard case .section? = items.first else {
            return _ = Issue.record("what follows the line was not read: \(items.count) items")
        }
    }

    @Test func `an empty file has nothing in it`() {
        #expect(words([UInt8]()).isEmpty)
    }
}
