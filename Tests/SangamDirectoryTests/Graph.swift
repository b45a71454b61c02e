import SangamDirectory
import SangamLog
import Testing

/// Made-up networks and records for the tests of the rules between records.
enum Graph {
    static func node(_ number: Int) -> NodeID {
        NodeID(statementZeroText: Array("network \(number)".utf8))
    }

    static func id(_ number: Int, of network: Int = 1, kind: String = "organisation") throws
        -> RecordID
    {
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: number >> ($0 % 4 * 8)) }
        let key = try #require(RecordKey(kind: kind, randomBytes: bytes))
        return RecordID(node: node(network), key: key)
    }

    static func record(_ json: String) throws -> Record {
        try RecordCoding.parse(Array(json.utf8), kind: nil)
    }

    /// An organisation; `more` is further members of the object.
    static func organisation(_ name: String, _ more: String = "") throws -> Record {
        try record(
            #"{"kind":"organisation","lang":"en","name":{"en":"\#(name)"}"#
                + (more.isEmpty ? "}" : ",\(more)}"))
    }

    static func offer(_ name: String, _ more: String, lang: String = "en") throws -> Record {
        try record(
            #"{"kind":"offer","lang":"\#(lang)","name":{"\#(lang)":"\#(name)"},\#(more)}"#)
    }

    /// 2026-11-22T00:00:00Z
    static let now: Int64 = 1_795_305_600
}
