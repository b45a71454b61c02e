import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What a store serves of a log, compared with the definitions of the tree and its tiles.
struct ServeTests {
    /// A store that holds the log of a network with this many puts.
    private func holding(_ count: Int) async throws -> (Place, Network) {
        var network = try Network("north")
        for number in 0..<count { try network.put(number) }
        let place = try Place()
        try await place.receive(try network.section())
        return (place, network)
    }

    @Test(arguments: [1, 2, 3, 255, 256, 257, 300, 513])
    func `sections, checkpoint, tiles and bundles of a log are those of its definition`(
        count: Int
    ) async throws {
        let (place, network) = try await holding(count)
        let lines = network.log.map(\.entry.bytes)
        let logID = network.origin.logID
        let section = try NaiveSection(try await place.served(network.origin))
        #expect(section.origin == network.origin.line && section.size == count)
        #expect(try NaiveTree.root(lines).base64 == section.root)
        #expect(section.entries == lines && section.proofs.isEmpty)
        #expect(
            section.payloads
                == Dictionary(
                    uniqueKeysWithValues: network.log.enumerated().compactMap { index, item in
                        item.payload.map { (index, $0.bytes) }
                    }))
        let note = try network.head().note.bytes
        #expect(try await place.reader.checkpoint(logID: logID) == note)
        for level in 0...2 {
            let elements = (0..<level).reduce(count) { total, _ in total / 256 }
            for index in 0...(elements / 256) {
                let width = min(256, elements - index * 256)
                for part in Set([1, width / 2, width]).sorted() where part > 0 && part <= width {
                    let path = TilePath(level: level, index: UInt64(index), width: part)
                    let tile = try await place.reader.tile(logID: logID, path: path)
                    #expect(
                        tile == NaiveTree.tile(lines, level: level, index: index, width: part),
                        "\(path.text)")
                }
                let beyond = TilePath(
                    level: level, index: UInt64(index), width: max(width, 0) + 1)
                if width < 256 {
                    #expect(try await place.reader.tile(logID: logID, path: beyond) == nil)
                }
            }
        }
    }

    @Test(arguments: [1, 255, 256, 257])
    func `an entry bundle is lengths and entries, of any width that the head has`(
        count: Int
    ) async throws {
        let (place, network) = try await holding(count)
        for (index, width) in [(0, 1), (0, 255), (0, 256), (1, 1), (1, 2)] {
            let path = TilePath(level: nil, index: UInt64(index), width: width)
            let bundle = try await place.reader.tile(logID: network.origin.logID, path: path)
            guard index * 256 + width <= count else {
                #expect(bundle == nil, "\(path.text) of \(count)")
                continue
            }
            let lines = network.log[(index * 256)..<(index * 256 + width)].map(\.entry.bytes)
            let wanted = lines.flatMap { [UInt8($0.count / 256), UInt8($0.count % 256)] + $0 }
            #expect(bundle == wanted, "\(path.text) of \(count)")
        }
    }

    @Test func `tiles that no log can have are not there`() async throws {
        let (place, network) = try await holding(3)
        for path in [
            TilePath(level: 0, index: 1, width: 1), TilePath(level: 1, index: 0, width: 1),
            TilePath(level: 8, index: 0, width: 1), TilePath(level: 63, index: 0, width: 256),
            TilePath(level: 0, index: .max, width: 1), TilePath(level: nil, index: .max, width: 1),
            TilePath(level: 0, index: 1 << 56, width: 1),
            TilePath(level: 7, index: 1 << 55, width: 256),
        ] {
            #expect(try await place.reader.tile(logID: network.origin.logID, path: path) == nil)
            #expect(try await place.reader.tile(logID: "0", path: path) == nil)
        }
    }

    @Test func `a log of a few thousand entries in pieces is served as it was received`()
        async throws
    {
        var network = try Network("north")
        let place = try Place()
        // In pieces of odd sizes, so that every width of a partial tile is written and extended.
        for size in [1, 254, 255, 256, 257, 700, 1_999, 2_560, 2_561, 3_000] {
            for number in network.log.count..<size { try network.put(number % 2_000) }
            let from = try await place.reader.log(network.origin)?.held ?? 0
            try await place.receive(try network.section(from: Int(from)))
        }
        let lines = network.log.map(\.entry.bytes)
        let logID = network.origin.logID
        let root = try NaiveTree.root(lines)
        #expect(try await place.reader.log(network.origin)?.root == root)
        for index in 0...11 {
            let width = min(256, 3_000 - index * 256)
            for level: Int? in [0, nil] {
                let path = TilePath(level: level, index: UInt64(index), width: width)
                let bytes = try await place.reader.tile(logID: logID, path: path)
                let range = (index * 256)..<(index * 256 + width)
                let wanted =
                    level == nil
                    ? lines[range].flatMap { [UInt8(0), UInt8($0.count)] + $0 }
                    : NaiveTree.tile(lines, level: 0, index: index, width: width)
                #expect(bytes == wanted, "\(path.text)")
            }
        }
        let above = try await place.reader.tile(
            logID: logID, path: TilePath(level: 1, index: 0, width: 11))
        #expect(above == NaiveTree.tile(lines, level: 1, index: 0, width: 11))
        #expect(try await place.reader.verify(network.origin).ok)
    }

    @Test func `sections of any limit lead a second store to the same log`() async throws {
        let (place, network) = try await holding(600)
        let other = try Place()
        for limit in [1, 2, 7, 200, 255, 8_192] {
            let held = try await other.reader.log(network.origin)?.held ?? 0
            let bytes = try await place.served(network.origin, from: held, entriesMax: limit)
            let section = try NaiveSection(bytes)
            #expect(section.from == Int(held) && section.to == min(600, Int(held) + limit))
            try await other.receive(bytes)
        }
        let last = try await place.served(network.origin, from: 600)
        #expect(try NaiveSection(last).entries.isEmpty)
        try await other.receive(last)
        #expect(try await other.served(network.origin) == place.served(network.origin))
    }

    @Test func `a bound of bytes is kept, and one entry is sent whatever it is`() async throws {
        let (place, network) = try await holding(50)
        let answer = try await place.reader.range(
            logID: network.origin.logID, from: 0, filter: PayloadFilter(), bytesMax: 8_000)
        guard case .section(let bytes) = answer else { return _ = Issue.record("no section") }
        #expect(bytes.count <= 8_000)
        #expect(try NaiveSection(bytes).to > 1)
        let least = try await place.reader.range(
            logID: network.origin.logID, from: 7, filter: PayloadFilter(), bytesMax: 1)
        guard case .section(let one) = least else { return _ = Issue.record("no section") }
        #expect(try NaiveSection(one).to == 8)
    }

    @Test
    func `an asker that is ahead is told our size, one of an unknown log that it is not here`()
        async throws
    {
        let (place, network) = try await holding(3)
        let ahead = try await place.reader.range(
            logID: network.origin.logID, from: 4, filter: PayloadFilter())
        #expect(ahead == .ahead(size: 3))
        let most = try await place.reader.range(
            logID: network.origin.logID, from: .max, filter: PayloadFilter())
        #expect(most == .ahead(size: 3))
        let unknown = try Network("south").origin.logID
        #expect(
            try await place.reader.range(logID: unknown, from: 0, filter: PayloadFilter())
                == .notFound)
        #expect(try await place.reader.checkpoint(logID: unknown) == nil)
        #expect(try await place.reader.payload(logID: unknown, index: 0) == .notFound)
    }

    @Test func `a payload line gives the entry; what is no current put has none`() async throws {
        var network = try Network("north")
        try network.put(1)
        try network.put(1, Network.payload("Newer"))
        try network.put(2)
        try network.remove(2)
        try network.advise("bread")
        let place = try Place()
        try await place.receive(try network.section())
        let logID = network.origin.logID
        guard case .line(let line) = try await place.reader.payload(logID: logID, index: 1) else {
            return _ = Issue.record("the current revision is served")
        }
        #expect(line.starts(with: ascii("p ")) && !line.contains(0x0A))
        #expect(try NaiveSection.entry(ofPayloadLine: line[...]) == network.log[1].entry.bytes)
        #expect(try await place.reader.payload(logID: logID, index: 0) == .gone)
        #expect(try await place.reader.payload(logID: logID, index: 2) == .gone)
        for index: UInt64 in [3, 4, 5, .max] {
            #expect(try await place.reader.payload(logID: logID, index: index) == .notFound)
        }
    }

    @Test func `filters choose payloads and never entries`() async throws {
        var network = try Network("north")
        let kenya = #","place":{"address":{"country":"KE"}}"#
        let spain = #","place":{"address":{"country":"ES"}}"#
        try network.put(0, kind: "network", Network.payload("N", "network"))
        try network.put(1, Network.payload("K", rest: kenya))
        try network.put(2, Network.payload("S", rest: spain))
        try network.put(3, kind: "offer", Network.payload("O", "offer", rest: kenya))
        try network.put(4, Network.payload("Nowhere"))
        let place = try Place()
        try await place.receive(try network.section())
        func indexes(_ filter: PayloadFilter) async throws -> [Int] {
            let bytes = try await place.served(network.origin, filter: filter)
            let section = try NaiveSection(bytes)
            #expect(section.entries == network.log.map(\.entry.bytes))
            return section.payloads.keys.sorted()
        }
        #expect(try await indexes(PayloadFilter()) == [0, 1, 2, 3, 4])
        #expect(try await indexes(PayloadFilter(mode: .statements)) == [0])
        #expect(try await indexes(PayloadFilter(mode: .none)) == [])
        #expect(try await indexes(PayloadFilter(kinds: ["offer"])) == [0, 3])
        #expect(try await indexes(PayloadFilter(countries: ["KE"])) == [0, 1, 3, 4])
        let both = PayloadFilter(kinds: ["organisation"], countries: ["ES"])
        #expect(try await indexes(both) == [0, 2, 4])
    }
}
