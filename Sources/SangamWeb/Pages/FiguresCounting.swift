import SangamDirectory
import SangamLog
import SangamNode
import SangamStore
import Synchronization

/// Counts the figures, which looks at every listing: so the last tables are kept for as long as
/// nothing changes, or for some minutes while things do.
final class FiguresCounting: Sendable {
    private struct Kept {
        var stamp: String
        var counted: Int64
        var table: FigureTable
    }

    private let kept = Mutex<[String: Kept]>([:])
    private static let keptMost = 16
    /// While the directory changes, figures may be so old. Units: seconds.
    private static let ageMost: Int64 = 300
    private static let rowsAtOnce = 500

    func table(_ query: SearchQuery, node: Node, now: Int64) async throws -> FigureTable {
        let key = "\(query)"
        let stamp = try await node.reader.stamp(now: now)
        if let held = kept.withLock({ $0[key] }),
            held.stamp == stamp || (0..<Self.ageMost).contains(now - held.counted)
        {
            return held.table
        }
        var figures = Figures()
        var next: Int64? = 0
        while let after = next {
            let page = try await node.reader.export(
                query, after: after, limit: Self.rowsAtOnce, now: now)
            // A picture belongs to what it shows.
            for item in page.records
            where RecordKind.isListing(item.id.key.kind) && item.id.key.kind != "image" {
                let record = Record(json: item.payload)
                figures.add(
                    Figures.Item(id: item.id, record: record, month: item.updated))
            }
            next = page.next
        }
        let table = figures.table()
        kept.withLock { tables in
            if tables.count >= Self.keptMost { tables = [:] }
            tables[key] = Kept(stamp: stamp, counted: now, table: table)
        }
        return table
    }
}
