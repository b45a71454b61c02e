import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// What somebody says about a record or a network.
public struct RecordStatement: Sendable {
    /// The statement; its author is the network of its id.
    public var source: RecordSummary
    /// One of `RecordEdges`: `member`, `confirm`, `same-as`, `not-same-as`, `vouch`.
    public var relation: String
    /// Whether it no longer holds, or not yet: a membership that has ended.
    public var hasEnded: Bool

    public var author: NodeID { source.id.node }
}

extension StoreReader {
    /// What others and its own network state about a record, the newest first: memberships (of its
    /// numbers in registers too), confirmations, links. Those that have ended come along, marked.
    public func statements(
        about id: RecordID, now: Int64, limit: Int = pageMost
    ) async throws(StoreError) -> [RecordStatement] {
        try await read { database in
            var reader = try SummaryReader(database)
            let record = try reader.lookup(id).summary?.record
            return try Self.statements(&reader, about: id, record, now: now, limit: limit)
        }
    }

    static func statements(
        _ reader: inout SummaryReader, about id: RecordID, _ record: SangamDirectory.Record?,
        now: Int64, limit: Int = pageMost
    ) throws -> [RecordStatement] {
        var targets: [RecordEdge.Target] = [.record(id)]
        if let record {
            targets += RecordEdges.of(record, home: id.node)
                .filter { $0.relation == RecordEdges.identifier }.map(\.target)
                .prefix(SurveyRow.numbersMost)
        }
        return try statements(&reader, about: targets, now: now, limit: limit)
    }

    /// Which networks vouch for a network, the newest first.
    public func statements(
        about node: NodeID, now: Int64, limit: Int = pageMost
    ) async throws(StoreError) -> [RecordStatement] {
        try await read { database in
            var reader = try SummaryReader(database)
            return try Self.statements(&reader, about: [.node(node)], now: now, limit: limit)
        }
    }

    static func statements(
        _ reader: inout SummaryReader, about targets: [RecordEdge.Target],
        relations: [StoredEdge.Relation] = [.member, .confirm, .sameAs, .notSameAs, .vouch],
        now: Int64, limit: Int
    ) throws -> [RecordStatement] {
        let limit = max(1, min(limit, pageMost))
        var rows: Set<Int64> = []
        for target in targets {
            // Also what has run out: it is marked, and not left out.
            rows.formUnion(
                try Self.rows(
                    reader.database, target: target, relations: relations, before: .max,
                    limit: limit,
                    now: .min))
        }
        let wanted = Set(targets)
        return try rows.sorted(by: >).prefix(limit).compactMap { row -> RecordStatement? in
            guard let source = try reader.summary(row: row) else { return nil }
            let edge = RecordEdges.of(source.record, home: source.id.node).first {
                wanted.contains($0.target)
            }
            guard let edge, StoredEdge.Relation(edge.relation).map(relations.contains) == true
            else { return nil }
            let expires = try Int64.fetchOne(
                reader.database.cachedStatement(sql: "SELECT expires FROM survey WHERE record = ?"),
                arguments: [row])
            return RecordStatement(
                source: source, relation: edge.relation,
                hasEnded: expires.map { $0 <= now } ?? false)
        }
    }
}
