import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// Counts the figures, which looks at every listing: so the last tables are kept.
final class FiguresCounting: Sendable {
    private let kept = KeptAnswers<SearchQuery>(most: 16)
    private static let rowsAtOnce = 500
    /// Reading a whole listing takes as long as looking at so many rows.
    private static let rowsPerListing = 30

    func table(_ query: SearchQuery, node: Node, now: Int64) async throws -> FigureTable {
        let stamp = try await node.reader.stamp(now: now)
        return try await kept.answer(query, stamp: stamp, now: now) {
            try await Self.count(query, node: node, now: now)
        }
    }

    private static func count(
        _ query: SearchQuery, node: Node, now: Int64
    ) async throws -> (FigureTable, rows: Int) {
        var figures = Figures()
        var rows = 0
        let things = try await node.reader.things()
        var next: Int64? = 0
        while let after = next {
            let page = try await node.reader.export(
                query, after: after, limit: Self.rowsAtOnce, now: now)
            // A picture belongs to what it shows.
            for item in page.records
            where RecordKind.isListing(item.id.key.kind) && item.id.key.kind != "image" {
                let record = Record(json: item.payload)
                figures.add(
                    Figures.Item(
                        id: item.id, record: record, cluster: things[item.id],
                        month: item.updated))
            }
            rows += page.records.count
            next = page.next
        }
        return (figures.table(), rows * rowsPerListing)
    }
}
