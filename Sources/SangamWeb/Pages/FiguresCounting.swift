import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// Counts the figures, which looks at every listing: so the last tables are kept.
final class FiguresCounting: Sendable {
    private let kept = KeptAnswers<SearchQuery>(most: 16)
    private static let rowsAtOnce = 500
    /// So many places of makers are held while counting.
    private static let placesMost = 20_000
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
        let wholes = try await node.reader.wholes()
        var places: [RecordID: JSON?] = [:]
        var next: Int64? = 0
        while let after = next {
            let page = try await node.reader.export(
                query, after: after, limit: Self.rowsAtOnce, now: now, includesExpired: false)
            if places.count > Self.placesMost { places.removeAll() }
            try await read(&places, for: page.records, node.reader)
            let parents = try await parents(of: page.records, node.reader)
            // A picture belongs to what it shows.
            for item in page.records
            where RecordKind.isListing(item.id.key.kind) && item.id.key.kind != "image" {
                var record = Record(json: item.payload)
                if record.json["place"] == nil,
                    let maker = RecordSummary.maker(of: record, id: item.id),
                    let place = places[maker] ?? nil
                {
                    var json = record.json
                    json["place"] = place
                    record = Record(json: json)
                }
                figures.add(
                    Figures.Item(
                        id: item.id, record: record, cluster: things[item.id],
                        parents: parents[item.id] ?? [], isWhole: wholes.contains(item.id),
                        month: item.updated))
            }
            rows += page.records.count
            next = page.next
        }
        if let id = query.below, let root = try await node.reader.summaries([id]).first?.summary {
            // Listings are those below it; its people are of the whole, as in the tree.
            figures.add(
                Figures.Item(
                    id: id, record: root.record, cluster: things[id], isWhole: true,
                    isListed: false))
        }
        return (figures.table(), rows * rowsPerListing)
    }

    /// What organisations are part of. Of another network only what that one agrees to.
    private static func parents(
        of records: [ExportedRecord], _ reader: StoreReader
    ) async throws -> [RecordID: [RecordID]] {
        var parents: [RecordID: [RecordID]] = [:]
        var crossing: Set<PartOfLink> = []
        for item in records where item.id.key.kind == "organisation" {
            for text in Record(json: item.payload).partOf.prefix(PartOfTree.maximumParents) {
                guard let parent = RecordID.resolve(text, home: item.id.node) else { continue }
                parents[item.id, default: []].append(parent)
                let link = PartOfLink(parent: parent, child: item.id)
                if link.crosses { crossing.insert(link) }
            }
        }
        guard !crossing.isEmpty else { return parents }
        let agreed = try await reader.agreed(crossing)
        for (child, above) in parents {
            parents[child] = above.filter {
                $0.node == child.node || agreed.contains(PartOfLink(parent: $0, child: child))
            }
        }
        return parents
    }

    /// The places of those who make what names none: an offer is counted where it is found. Who has
    /// no place either is kept as such, and not read again for the next rows.
    private static func read(
        _ places: inout [RecordID: JSON?], for records: [ExportedRecord], _ reader: StoreReader
    ) async throws {
        var unknown: Set<RecordID> = []
        for item in records where item.payload["place"] == nil {
            if let maker = RecordSummary.maker(of: Record(json: item.payload), id: item.id),
                places[maker] == nil
            {
                unknown.insert(maker)
            }
        }
        for maker in unknown { places[maker] = .some(nil) }
        for case .found(let summary) in try await reader.summaries(Array(unknown)) {
            places[summary.id] = .some(summary.record.json["place"])
        }
    }
}
