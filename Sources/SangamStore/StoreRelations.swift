import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

extension StoreReader {
    /// What is part of a record: chapters, working groups, members that say so. Whether the record
    /// says so too is not asked.
    public func children(
        of id: RecordID, after: Int64? = nil, limit: Int = pageMost, now: Int64
    ) async throws(StoreError) -> RecordPage {
        try await sources(of: .record(id), by: [.partOf], after: after, limit: limit, now: now)
    }

    /// Those who sell at a market, on some day at least.
    public func sellers(of market: RecordID) async throws(StoreError) -> [SummaryLookup] {
        try await targets(of: market, relations: [RecordEdges.seller])
    }

    /// What records that name this one in `related` say of it: the relation as they write it.
    static func related(
        to id: RecordID, _ sources: [RecordSummary]
    ) -> [(relation: String, source: RecordSummary)] {
        sources.flatMap { source in
            RecordEdges.of(source.record, home: source.id.node).compactMap { edge in
                guard edge.target == .record(id),
                    edge.relation.utf8.starts(with: RecordEdges.related.utf8)
                else { return nil }
                let relation = edge.relation.utf8.dropFirst(RecordEdges.related.utf8.count)
                return (String(decoding: Array(relation), as: UTF8.self), source)
            }
        }
    }

    /// The records that a record names in some relations (see `RecordEdges`), in its order.
    public func targets(
        of id: RecordID, relations: [String], limit: Int = pageMost
    ) async throws(StoreError) -> [SummaryLookup] {
        try await read { database in
            var reader = try SummaryReader(database)
            guard let source = try reader.lookup(id).summary else { return [] }
            let edges = RecordEdges.of(source.record, home: id.node).filter { edge in
                relations.contains { $0.utf8.elementsEqual(edge.relation.utf8) }
            }
            return try edges.prefix(limit).compactMap { edge in
                if case .record(let target) = edge.target { try reader.lookup(target) } else { nil }
            }
        }
    }

    /// What a record is part of, the nearest first, each once; at most `RecordTree.depthMost`
    /// steps up and 50 records.
    public func lineage(of id: RecordID) async throws(StoreError) -> [SummaryLookup] {
        try await read { database in
            var reader = try SummaryReader(database)
            guard let start = try reader.lookup(id).summary else { return [] }
            var (found, seen, level) = ([SummaryLookup](), Set([id]), [start])
            for _ in 0..<RecordTree.depthMost {
                var next: [RecordSummary] = []
                for record in level {
                    for text in record.record.partOf {
                        guard let above = RecordID.resolve(text, home: record.id.node),
                            found.count < 50, seen.insert(above).inserted
                        else { continue }
                        let answer = try reader.lookup(above)
                        found.append(answer)
                        if let summary = answer.summary { next.append(summary) }
                    }
                }
                level = next
            }
            return found
        }
    }

    /// What is below a record by part-of, directly or through others, in no order that means
    /// anything: see `RecordTree`. For figures that are rolled up.
    ///
    /// Returns: at most `limit` records and how many there are.
    public func descendants(
        of id: RecordID, limit: Int = 1_000
    ) async throws(StoreError) -> (records: [RecordSummary], total: Int) {
        try await read { database in
            var reader = try SummaryReader(database)
            let rows = try RecordTree.below(database, id)
            return (try rows.prefix(limit).compactMap { try reader.summary(row: $0) }, rows.count)
        }
    }

    /// Shown records that have an edge to a target, the newest first, without what has run out.
    private func sources(
        of target: RecordEdge.Target, by relations: [StoredEdge.Relation], after: Int64?,
        limit: Int, now: Int64
    ) async throws(StoreError) -> RecordPage {
        try await read { database in
            var reader = try SummaryReader(database)
            return try Self.sources(
                &reader, of: target, by: relations, after: after, limit: limit, now: now)
        }
    }

    static func sources(
        _ reader: inout SummaryReader, of target: RecordEdge.Target,
        by relations: [StoredEdge.Relation], after: Int64? = nil, limit: Int, now: Int64
    ) throws -> RecordPage {
        let limit = max(1, min(limit, Self.pageMost))
        let rows = try Self.rows(
            reader.database, target: target, relations: relations, before: after ?? .max,
            limit: limit + 1, now: now)
        let items = try rows.prefix(limit).compactMap { try reader.summary(row: $0) }
        return RecordPage(items: items, next: rows.count > limit ? rows[limit - 1] : nil)
    }

    /// The rows behind `sources`.
    static func rows(
        _ database: Database, target: RecordEdge.Target, relations: [StoredEdge.Relation],
        before: Int64, limit: Int, now: Int64
    ) throws -> [Int64] {
        let numbers = relations.map { String($0.rawValue) }.joined(separator: ", ")
        // A list is a table made for each asking; most ask for one relation.
        let wanted = relations.count == 1 ? "= \(numbers)" : "IN (\(numbers))"
        return try Int64.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT DISTINCT edge.record FROM edge
                    CROSS JOIN survey ON survey.record = edge.record
                    CROSS JOIN node ON node.id = survey.node
                    WHERE edge.relation \(wanted) AND edge.target = ? AND edge.record < ?
                        AND (survey.expires IS NULL OR survey.expires > ?)
                        AND node.blocked IS NULL AND node.accepted = 1
                    ORDER BY edge.record DESC LIMIT ?
                    """),
            arguments: [Data(StoredEdge.key(target)), before, now, limit])
    }
}
