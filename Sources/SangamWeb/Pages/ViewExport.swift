import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// A view of the directory as a file, written while it is read: nothing of it is ever held whole.
struct ViewExport: Sendable {
    let node: Node
    let query: SearchQuery
    let format: ViewFormat
    let head: ViewHead
    let base: String
    let now: Int64
    let names: NetworkNames

    private static let rowsAtOnce = 200

    /// Hands the file over piece by piece.
    @Sendable func pieces(_ write: ([UInt8]) async throws -> Void) async throws {
        var writer = format.writer(head, zones: ZoneFiles.rule)
        try await write(writer.begin())
        var next: Int64? = 0
        while let after = next {
            let page = try await node.reader.export(
                query, after: after, limit: Self.rowsAtOnce, now: now, includesExpired: false)
            var bytes: [UInt8] = []
            for record in page.records { bytes += writer.row(complete(record)) }
            if !bytes.isEmpty { try await write(bytes) }
            next = page.next
        }
        try await write(writer.end())
    }

    private func complete(_ record: ExportedRecord) -> ExportedRecord {
        var record = record
        record.network = names.name(record.id.node)
        record.link = "\(base)/l/\(record.id)"
        return record
    }

    static func exported(
        _ summary: RecordSummary, _ names: NetworkNames, _ base: String
    ) -> ExportedRecord {
        ExportedRecord(
            id: summary.id, network: names.name(summary.id.node), payload: summary.record.json,
            link: "\(base)/l/\(summary.id)", confirmed: summary.record.confirmedAt,
            updated: Int64(clamping: summary.time))
    }
}
