import SangamDirectory
import Testing

@testable import SangamLog
@testable import SangamStore

/// A log into which its owner has put a line that is no entry.
struct BrokenLogTests {
    private let place: Place
    private var north: Network

    init() async throws {
        north = try Network("north")
        for number in 0..<3 { try north.put(number) }
        place = try Place()
    }

    private static let lines: [[UInt8]] = [
        [], Array(repeating: 0x61, count: 513), ascii("put \u{1F}"), ascii("remove café"),
    ]

    @Test(arguments: lines)
    func `a log stops before a line that is no entry, and stays visible`(line: [UInt8])
        async throws
    {
        var owner = north
        owner.log.append(SectionEntry(entry: Entry(unreadable: line), payload: nil))
        try owner.put(9)
        let done = try await place.receive(try owner.section())
        #expect(done.appended == 3 && done.completeHead == nil)
        let status = try #require(try await place.reader.log(north.origin))
        #expect(status.isBroken && status.held == 3)
        #expect(try await place.found("").sorted() == ["north 0", "north 1", "north 2"])
        let holding = try #require(try await place.reader.holding(north.origin))
        #expect(holding.isAtEnd && !holding.isStopped)
        #expect(try await place.reopened().reader.log(north.origin)?.isBroken == true)
    }

    @Test func `what was complete before is served on, and the next statement heals`()
        async throws
    {
        try await place.receive(try north.section())
        var owner = north
        owner.log.append(SectionEntry(entry: Entry(unreadable: [0x80]), payload: nil))
        try await place.receive(try owner.section(from: 3))
        let served = try NaiveSection(try await place.served(north.origin))
        #expect(served.entries.count == 3)
        #expect(try await place.reader.verify(north.origin).ok)
        try owner.succeed(closingAt: 3)
        try owner.put(9)
        try await place.receive(try owner.section())
        #expect(try await place.reader.logs().map(\.isBroken) == [false, false])
        #expect(try await place.found("").count == 4)
    }

    @Test func `a line that only a carrier put there breaks nothing`() async throws {
        let good = try north.section()
        let text = String(decoding: good, as: UTF8.self)
        let parts = text.components(separatedByLines: "p organisation")
        let bad = parts.head + "e x\u{7F}\n" + parts.tail
        var reader = SectionReader()
        try reader.feed(ascii(bad))
        let section = try reader.finish()
        #expect(section.fault?.problem.reason == .entryByte)
        await #expect(throws: ExtensionRefusal.invalid(.rootMismatch, line: section.endLine)) {
            try await place.receive(ascii(bad))
        }
        #expect(try await place.reader.log(north.origin) == nil)
    }
}

extension String {
    /// The text before the first line that begins with a prefix, and after that line.
    fileprivate func components(separatedByLines prefix: String) -> (head: String, tail: String) {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let index = lines.firstIndex(where: { $0.hasPrefix(prefix) }) else {
            return (self, "")
        }
        let head = lines[..<index].joined(separator: "\n") + "\n"
        lines.removeFirst(index + 1)
        return (head, lines.joined(separator: "\n"))
    }
}
