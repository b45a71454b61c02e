import SangamDirectory
import SangamLog
import Testing

/// Whatever a payload holds, every lossless file gives it back.
@Suite struct ExportRoundTripTests {
    private static let columns = [
        FlatColumns(), FlatColumns(languages: ["fr", "en", "zu", "pt-BR"]),
        FlatColumns(languages: ["fr"], ext: ["Old number", "e\u{301}", "\u{E9}", " x", ""]),
        FlatColumns(kinds: ["offer"]), FlatColumns(kinds: []),
    ]

    private static func nasty(_ round: Int) throws -> ExportedRecord {
        var generator = NastyPayload(seed: propertySeed &+ UInt64(round))
        return try exported(generator.next())
    }

    @Test func `every payload comes back from its cells, guards and all (D8)`() throws {
        var exact = 0
        let headers = try Self.columns.map { try #require(FlatHeader($0.header)) }
        for round in 0..<2_500 {
            let record = try Self.nasty(round)
            let columns = Self.columns[round % Self.columns.count]
            let cells = columns.cells(for: record)
            let header = headers[round % headers.count]
            let read = try header.payload(cells)
            #expect(CanonicalJSON.same(read, record.payload), "round \(round)")
            #expect(header.record(cells) == record.id)
            if cells.last?.isEmpty == true { exact += 1 }
        }
        // Some must have come through the readable columns alone, or they prove nothing.
        #expect(exact > 60)
    }

    @Test func `every payload comes back from the bytes of a CSV file (D8)`() throws {
        for excel in [false, true] {
            let columns = FlatColumns(languages: ["fr"], ext: ["Old number"])
            var writer = CSVWriter(columns: columns, privacy: .everything, excel: excel)
            var bytes = writer.begin()
            let records = try (0..<600).map(Self.nasty)
            for record in records { bytes += writer.row(record) }
            bytes += writer.end()
            #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]) == excel)
            let rows = try #require(StrictCSV.parse(Array(bytes.dropFirst(excel ? 3 : 0))))
            #expect(rows.count == records.count + 1)
            let header = try #require(FlatHeader(rows[0]))
            for (row, record) in zip(rows.dropFirst(), records) {
                #expect(row.count == rows[0].count)
                #expect(CanonicalJSON.same(try header.payload(row), record.payload))
            }
        }
    }

    @Test func `no cell begins as a formula, and none holds NUL or CR (D8)`() throws {
        let columns = FlatColumns(languages: ["fr", "en"], ext: ["Old number"])
        let numbers = ["latitude", "longitude", "members", "women", "workers", "market_minutes"]
        var guarded = 0
        for round in 0..<1_000 {
            let cells = columns.cells(for: try Self.nasty(round))
            let broken = zip(columns.header, cells).filter { name, cell in
                if cell.utf8.contains(where: { $0 == 0 || $0 == 0x0D }) { return true }
                if numbers.contains(name), Double(cell) != nil { return false }
                return cell.unicodeScalars.first.map(Self.formulas.contains) ?? false
            }
            #expect(broken.isEmpty, "round \(round)")
            guarded += cells.count { $0.hasPrefix("'") }
        }
        #expect(guarded > 300)
    }

    private static let formulas = "=+-@\t\n＝＋－＠".unicodeScalars

    @Test func `every payload comes back from GeoJSON`() throws {
        var writer = GeoJSONWriter(
            columns: FlatColumns(languages: ["fr"]), privacy: .everything)
        var bytes = writer.begin()
        let records = try (0..<600).map(Self.nasty)
        for record in records { bytes += writer.row(record) }
        bytes += writer.end()
        #expect(!bytes.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") })
        let features = try collection(bytes)
        #expect(features.count == records.count)
        var points = 0
        for (feature, record) in zip(features, records) {
            #expect(FlatFeature.isOurs(feature))
            #expect(FlatFeature.record(feature) == record.id)
            #expect(CanonicalJSON.same(try FlatFeature.payload(feature), record.payload))
            if feature["geometry"] != .null { points += 1 }
        }
        #expect(points > 20)
    }

    @Test func `every payload comes back from NDJSON, each line a payload by itself`() throws {
        var writer = NDJSONWriter(privacy: .everything)
        for round in 0..<1_000 {
            let record = try Self.nasty(round)
            let line = writer.row(record)
            #expect(line.last == 0x0A && line.count { $0 == 0x0A } == 1)
            let read = try #require(NDJSONLine.parse(Array(line.dropLast())))
            #expect(read.record == record.id)
            #expect(CanonicalJSON.same(read.payload, record.payload), "round \(round)")
            let plain = try RecordCoding.parseJSON(line, maximumDepth: NDJSONLine.maximumDepth)
            #expect(plain.object?["kind"] == "organisation")
        }
    }

    @Test func `files made for the public have no contact and no people, whatever is in them`()
        throws
    {
        var everything = NDJSONWriter(privacy: .everything)
        var `public` = NDJSONWriter(privacy: .public)
        var dropped = 0
        for round in 0..<900 {
            var record = try Self.nasty(round)
            if round % 3 == 0 { record.payload["forms"] = ["individual"] }
            #expect(!everything.row(record).isEmpty)
            let line = `public`.row(record)
            guard !line.isEmpty else {
                dropped += 1
                continue
            }
            #expect(round % 3 != 0)
            #expect(NDJSONLine.parse(Array(line))?.payload["contact"] == nil)
        }
        #expect((300...330).contains(dropped))
    }

    @Test func `cutting and swapping cells never traps (D13)`() throws {
        let header = try #require(FlatHeader(FlatColumns(languages: ["fr"]).header))
        for round in 0..<900 {
            let seed = propertySeed &+ UInt64(round)
            var generator = SeededGenerator(seed: seed)
            var cells = FlatColumns(languages: ["fr"]).cells(for: try Self.nasty(round))
            cells.shuffle(using: &generator)
            cells = Array(cells.prefix(Int.random(in: 0...cells.count + 3, using: &generator)))
            _ = try? header.payload(cells)
        }
    }
}

/// A record of one node with this payload.
func exported(_ payload: JSONObject, kind: String = "organisation") throws -> ExportedRecord {
    let key = try #require(RecordKey(kind: kind, id: "3n372anpsvzcdjeytnslg5ykqm"))
    let id = RecordID(node: try node(), key: key)
    return ExportedRecord(
        id: id, network: "SEM South Africa", payload: payload,
        link: "https://sem.example.org/l/\(id)", confirmed: 1_790_899_200)
}

func exported(_ text: String) throws -> ExportedRecord {
    let record = try record(text)
    return try exported(record.json, kind: record.kind)
}

/// The features of a collection.
func collection(_ bytes: [UInt8]) throws -> [JSONObject] {
    let value = try RecordCoding.parseJSON(
        bytes, maximumBytes: .max, maximumDepth: FlatFeature.maximumDepth)
    #expect(value.object?["type"] == "FeatureCollection")
    return try #require(value.object?["features"]?.array).compactMap(\.object)
}
