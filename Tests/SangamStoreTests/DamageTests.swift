import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// P4 and A8: what is damaged at rest is found before it leaves, by any way.
struct DamageTests {
    private let place: Place
    private let network: Network
    private var logID: String { network.origin.logID }

    init() async throws {
        var network = try Network("north")
        for number in 0..<300 { try network.put(number) }
        place = try Place()
        self.network = network
        try await place.receive(try network.section())
    }

    /// Everything that may be asked of the log; nil where the store refused to answer.
    private struct Answers {
        var section: NaiveSection?
        var tile: [UInt8]?
        var bundle: [UInt8]?
        var payload: [UInt8]?
        var checkpoint: [UInt8]?
        var refusals: [StoreError.Code] = []
    }

    private func ask(_ index: Int) async throws -> Answers {
        var answers = Answers()
        func attempt(_ body: () async throws -> Void) async throws {
            do { try await body() } catch let error as StoreError {
                answers.refusals.append(error.code)
            }
        }
        let tile = index / 256
        let width = min(256, 300 - tile * 256)
        let reader = place.reader
        try await attempt {
            answers.section = try NaiveSection(try await place.served(network.origin))
        }
        try await attempt {
            let path = TilePath(level: 0, index: UInt64(tile), width: width)
            answers.tile = try await reader.tile(logID: logID, path: path)
        }
        try await attempt {
            let path = TilePath(level: nil, index: UInt64(tile), width: width)
            answers.bundle = try await reader.tile(logID: logID, path: path)
        }
        try await attempt {
            let answer = try await reader.payload(logID: logID, index: UInt64(index))
            if case .line(let line) = answer { answers.payload = line }
        }
        try await attempt { answers.checkpoint = try await reader.checkpoint(logID: logID) }
        return answers
    }

    /// Checks that no answer says anything but the truth.
    private func expectTruth(_ answers: Answers, _ index: Int, _ what: Comment) throws {
        let lines = network.log.map(\.entry.bytes)
        let tile = index / 256
        let width = min(256, 300 - tile * 256)
        let range = (tile * 256)..<(tile * 256 + width)
        if let section = answers.section {
            let isTrue = section.entries == Array(lines[section.from..<section.to])
            #expect(isTrue, what)
            for (index, bytes) in section.payloads {
                let isTrue = bytes == network.log[index].payload?.bytes
                #expect(isTrue, what)
            }
        }
        if let bytes = answers.tile {
            let isTrue =
                bytes == NaiveTree.tile(lines, level: 0, index: tile, width: width)
            #expect(isTrue, what)
        }
        if let bytes = answers.bundle {
            let isTrue = bytes == lines[range].flatMap { [UInt8(0), UInt8($0.count)] + $0 }
            #expect(isTrue, what)
        }
        if let line = answers.payload {
            let isTrue = try NaiveSection.entry(ofPayloadLine: line[...]) == lines[index]
            #expect(isTrue, what)
        }
        if let note = answers.checkpoint {
            let isTrue = try note == network.head().note.bytes
            #expect(isTrue, what)
        }
    }

    private func verified() async throws -> VerifiedLog {
        try await place.reader.verify(network.origin)
    }

    @Test(arguments: [(0, 0), (7, 3), (100, 6), (255, 1), (256, 0), (299, 4)])
    func `A8 a flipped bit in an entry is never served, and verify names the index`(
        index: Int, bit: Int
    ) async throws {
        let length = network.log[index].entry.bytes.count
        for byte in [0, 5, 20, 45, length - 20, length - 1] {
            let condition = "idx = \(index)"
            try await place.flip("entry", "line", condition, byte: byte, bit: bit)
            let answers = try await ask(index)
            try expectTruth(answers, index, "byte \(byte) of entry \(index)")
            #expect(answers.section == nil && answers.bundle == nil && answers.payload == nil)
            #expect(answers.refusals.allSatisfy { $0 == .corrupt })
            #expect(try await verified().problem?.index == UInt64(index))
            try await place.flip("entry", "line", condition, byte: byte, bit: bit)
        }
        #expect(try await verified().ok)
        #expect(try await ask(index).refusals == [])
    }

    @Test(arguments: [(0, 0), (0, 255), (1, 256), (1, 299)])
    func `A8 a flipped bit in a tile is never served, and verify names the index`(
        tile: Int, index: Int
    ) async throws {
        for (byte, bit) in [(0, 0), (17, 5), (31, 7)] {
            let condition = "level = 0 AND idx = \(tile)"
            let at = (index % 256) * 32 + byte
            try await place.flip("tile", "hashes", condition, byte: at, bit: bit)
            let answers = try await ask(index)
            try expectTruth(answers, index, "byte \(at) of tile \(tile)")
            #expect(answers.tile == nil && answers.bundle == nil && answers.payload == nil)
            #expect(answers.refusals.contains(.corrupt))
            #expect(try await verified().problem?.index == UInt64(index))
            try await place.flip("tile", "hashes", condition, byte: at, bit: bit)
        }
    }

    @Test func `A8 a flipped bit in a tile of level 1 is found`() async throws {
        try await place.flip("tile", "hashes", "level = 1", byte: 9, bit: 2)
        let answers = try await ask(3)
        try expectTruth(answers, 3, "level 1")
        let path = TilePath(level: 1, index: 0, width: 1)
        let error = await #expect(throws: StoreError.self) {
            _ = try await place.reader.tile(logID: logID, path: path)
        }
        #expect(error?.code == .corrupt)
        #expect(try await verified().ok == false)
    }

    @Test(arguments: [
        "DELETE FROM tile WHERE level = 0 AND idx = 0", "DELETE FROM tile WHERE level = 1",
        "UPDATE tile SET hashes = substr(hashes, 1, 33)", "UPDATE tile SET hashes = zeroblob(32)",
        "UPDATE tile SET hashes = zeroblob(0) WHERE level = 1",
        "DELETE FROM entry WHERE idx = 5", "DELETE FROM entry WHERE idx = 299",
        "UPDATE entry SET line = zeroblob(0) WHERE idx = 5", "UPDATE log SET size = 299",
        "UPDATE log SET size = 301", "UPDATE log SET size = 0",
    ])
    func `A10 rows that are missing or of another length are refused, not guessed`(
        damage: String
    ) async throws {
        try await place.sql(damage)
        let answers = try await ask(5)
        try expectTruth(answers, 5, "\(damage)")
        #expect(try await verified().ok == false)
    }

    @Test func `P4 a damaged payload does not travel and is not shown; its entry does`()
        async throws
    {
        let length = try #require(network.log[7].payload).bytes.count
        for (column, byte) in [("bytes", 3), ("bytes", length - 4), ("nonce", 0), ("nonce", 15)] {
            try await place.flip("payload", column, "idx = 7", byte: byte, bit: 0)
            let answers = try await ask(7)
            try expectTruth(answers, 7, "\(column) \(byte)")
            let section = try #require(answers.section)
            #expect(section.payloads[7] == nil && section.payloads.count == 299)
            #expect(answers.payload == nil && answers.refusals == [])
            guard case .withoutPayload = try await place.lookup(network, 7) else {
                Issue.record("a damaged payload was shown")
                return
            }
            #expect(try await place.found("7").contains("north 7") == false)
            #expect(try await verified().problem?.index == 7)
            try await place.flip("payload", column, "idx = 7", byte: byte, bit: 0)
        }
        #expect(try await place.found("7").contains("north 7"))
    }

    @Test(arguments: [0, 15, 17, 4_096])
    func `P4 a nonce of another length is damage and no trap`(length: Int) async throws {
        try await place.sql("UPDATE payload SET nonce = zeroblob(\(length)) WHERE idx = 7")
        let answers = try await ask(7)
        #expect(try #require(answers.section).payloads[7] == nil && answers.payload == nil)
        guard case .withoutPayload = try await place.lookup(network, 7) else {
            return _ = Issue.record("a damaged payload was shown")
        }
        #expect(try await verified().problem?.index == 7)
    }

    @Test func `P4 another payload in the place of one is not served as its own`() async throws {
        try await place.sql(
            "UPDATE payload SET bytes = (SELECT bytes FROM payload WHERE idx = 8) WHERE idx = 7")
        let answers = try await ask(7)
        try expectTruth(answers, 7, "swapped")
        #expect(try #require(answers.section).payloads[7] == nil && answers.payload == nil)
    }

    @Test(arguments: [0, 3, 60, 90, 120, -1, -3, -30, -80])
    func `A8 a flipped bit in a stored head is never served, and the other logs go on`(
        byte: Int
    ) async throws {
        var other = try Network("south")
        try other.put(1)
        try await place.receive(try other.section())
        for bit in [0, 6] {
            try await place.flip(
                "log", "complete", "origin = '\(network.origin)'", byte: byte, bit: bit)
            let answers = try await ask(7)
            try expectTruth(answers, 7, "byte \(byte) of the head")
            #expect(answers.section == nil && answers.checkpoint == nil && answers.tile == nil)
            #expect(answers.refusals.count == 5)
            #expect(try await verified().ok == false)
            let roster = try await place.reader.roster(after: 0)
            #expect(roster.map(\.row.checkpoint.origin) == [other.origin])
            let logs = try await place.reader.logs()
            #expect(logs.map(\.isBroken) == [true, false])
            try await place.flip(
                "log", "complete", "origin = '\(network.origin)'", byte: byte, bit: bit)
        }
    }

    @Test func `A8 a relayed log with a damaged head is healed by the next section`() async throws {
        try await place.flip("log", "complete", "1 = 1", byte: 90, bit: 1)
        var longer = network
        try longer.put(1_000)
        try await place.receive(try longer.section(from: 300))
        #expect(try await verified().ok)
        #expect(try await place.reader.log(network.origin)?.size == 301)
    }

    @Test func `A8 a record that is stored in another state is found by verify`() async throws {
        try await place.sql("UPDATE record SET removed = 1 WHERE idx = 9")
        #expect(try await verified().problem?.index == 9)
        try await place.sql("DELETE FROM listing; DELETE FROM record WHERE idx = 9")
        #expect(try await verified().ok == false)
    }
}
