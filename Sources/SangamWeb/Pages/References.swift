import SangamDirectory
import SangamLog

/// The records that a record points at, wherever it does so.
enum References {
    static func of(_ record: Record, home: NodeID) -> [RecordID] {
        var found: [RecordID] = []
        var seen: Set<RecordID> = []
        for member in record.json.members where member.name != "name" {
            collect(member.value, home, depth: 3) { id in
                if seen.insert(id).inserted { found.append(id) }
            }
        }
        return found
    }

    private static func collect(
        _ value: JSON, _ home: NodeID, depth: Int, _ take: (RecordID) -> Void
    ) {
        guard depth > 0 else { return }
        switch value {
        case .string(let text):
            if let id = RecordID.resolve(text, home: home) { take(id) }
        case .array(let items):
            for item in items.prefix(256) { collect(item, home, depth: depth - 1, take) }
        case .object(let object):
            for member in object.members { collect(member.value, home, depth: depth - 1, take) }
        case .null, .bool, .number: break
        }
    }
}
