import Foundation
import Testing

/// The hand-written records of scripts/demo, as that script reads them: one payload a line.
private struct DemoRecord {
    let network: String
    let line: String
    let json: [String: Any]

    var key: String { text("source", "id") }
    var kind: String { json["kind"] as? String ?? "" }
    var names: [String: String] { json["name"] as? [String: String] ?? [:] }
    /// `"@key"` stands for the id of an earlier record.
    var references: [String] {
        line.matches(of: /"@([a-z0-9-]+)"/).map { String($0.1) }
    }

    func text(_ member: String, _ inner: String) -> String {
        (json[member] as? [String: Any])?[inner] as? String ?? ""
    }

    static func all() throws -> [DemoRecord] {
        try ["za", "uk", "asia"].flatMap { network in
            try Project.text("scripts/demo-data/\(network).ndjson")
                .split(separator: "\n").map { line in
                    let json = try JSONSerialization.jsonObject(with: Data(line.utf8))
                    return DemoRecord(
                        network: network, line: String(line), json: json as? [String: Any] ?? [:])
                }
        }
    }
}

@Suite struct DemoDataTests {
    @Test func `every demo record has its own key and only refers to earlier ones`() throws {
        var seen: Set<String> = []
        for record in try DemoRecord.all() {
            #expect(record.text("source", "system") == "demo")
            #expect(record.key.hasPrefix(record.network + "-"))
            #expect(record.line.contains(#""source":{"system":"demo","id":"\#(record.key)""#))
            #expect(seen.isSuperset(of: record.references), "\(record.key)")
            #expect(seen.insert(record.key).inserted, "\(record.key)")
            let lang = try #require(record.json["lang"] as? String)
            #expect(record.names[lang] != nil, "\(record.key)")
        }
        // Those that the script itself names.
        #expect(seen.isSuperset(of: ["za-umbumbano", "za-market"]))
    }

    @Test func `the demo looks like a living directory`() throws {
        let records = try DemoRecord.all()
        for network in ["za", "uk", "asia"] {
            let own = records.filter { $0.network == network }
            #expect(own.count >= 25)
            #expect(
                Set(own.map(\.kind)).isSuperset(of: ["organisation", "offer", "event", "campaign"]))
            let directions = own.compactMap { $0.json["direction"] as? String }
            #expect(Set(directions) == ["offer", "want"])
        }
        #expect(Set(records.flatMap { $0.names.keys }).count >= 8)
        let names = records.flatMap { $0.names.values }.joined().unicodeScalars
        let scripts: [ClosedRange<UInt32>] = [
            0x61...0x7A, 0x600...0x6FF, 0x900...0x97F, 0xB80...0xBFF, 0xE00...0xE7F,
            0x1780...0x17FF, 0x4E00...0x9FFF,
        ]
        #expect(scripts.allSatisfy { script in names.contains { script.contains($0.value) } })
    }

    @Test func `two organisations are listed by two networks`() throws {
        var networks: [String: Set<String>] = [:]
        for record in try DemoRecord.all() where record.kind == "organisation" {
            for identifier in record.json["identifiers"] as? [[String: String]] ?? [] {
                networks[identifier["value"] ?? "", default: []].insert(record.network)
            }
        }
        #expect(networks.values.count { $0.count == 2 } == 2)
    }
}
