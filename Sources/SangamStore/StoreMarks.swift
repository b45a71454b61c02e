import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// What a card in a list says of a record besides its own words.
public struct RecordMarks: Sendable {
    /// Networks whose statements confirm it as their member, now.
    public var confirming: [NodeID] = []
    /// Its newest picture.
    public var picture: RecordSummary?
    /// How many other networks list the same thing.
    public var otherNetworks = 0
    /// Who makes, organises or runs it, of the same network: it is there if it names no place.
    public var maker: RecordSummary?

    public init() {}

    /// The record by whose place a record with these marks is found: itself, or its maker.
    public func placed(_ record: SangamDirectory.Record) -> SangamDirectory.Record {
        record.place == nil ? maker?.record ?? record : record
    }
}

extension StoreReader {
    /// The marks of these records, in one reading; of more than `pageMost` the first so many.
    public func marks(
        of ids: [RecordID], now: Int64
    ) async throws(StoreError) -> [RecordID: RecordMarks] {
        try await read { database in
            var reader = try SummaryReader(database)
            return try Self.marks(&reader, ids.prefix(Self.pageMost), now: now)
        }
    }

    /// The same of records that are at hand, with who makes them.
    public func marks(
        of summaries: [RecordSummary], now: Int64
    ) async throws(StoreError) -> [RecordID: RecordMarks] {
        try await read { database in
            var reader = try SummaryReader(database)
            let summaries = summaries.prefix(Self.pageMost)
            var marks = try Self.marks(&reader, summaries.map(\.id), now: now)
            var makers: [RecordID: RecordSummary?] = [:]
            for summary in summaries {
                guard let id = summary.maker else { continue }
                let maker = try makers[id] ?? reader.lookup(id).summary
                makers[id] = .some(maker)
                if let maker { marks[summary.id, default: RecordMarks()].maker = maker }
            }
            return marks
        }
    }

    private static func marks(
        _ reader: inout SummaryReader, _ ids: some Sequence<RecordID>, now: Int64
    ) throws -> [RecordID: RecordMarks] {
        let database = reader.database
        var marks: [RecordID: RecordMarks] = [:]
        for id in ids {
            var mark = RecordMarks()
            mark.confirming = try confirming(database, id, now: now)
            let picture = try rows(
                database, target: .record(id), relations: [.imageOf], before: .max, limit: 1,
                now: now
            ).first
            mark.picture = try picture.flatMap { try reader.summary(row: $0) }
            mark.otherNetworks = try otherNetworks(database, id)
            if !mark.confirming.isEmpty || mark.picture != nil || mark.otherNetworks > 0 {
                marks[id] = mark
            }
        }
        return marks
    }

    /// How many networks besides its own list the same thing.
    private static func otherNetworks(_ database: Database, _ id: RecordID) throws -> Int {
        let count = try database.cachedStatement(
            sql: """
                SELECT COUNT(DISTINCT other.node) FROM node
                JOIN record ON record.node = node.id AND record.kind = ? AND record.rid = ?
                JOIN same ON same.record = record.id
                JOIN same AS also ON also.thing = same.thing
                JOIN record AS other ON other.id = also.record AND other.node <> record.node
                WHERE node.node = ?
                """)
        return try Int.fetchOne(
            count, arguments: [id.key.kind, id.key.id, id.node.text]) ?? 0
    }

    /// The networks whose statements confirm a record now, that of the newest first.
    private static func confirming(
        _ database: Database, _ id: RecordID, now: Int64
    ) throws -> [NodeID] {
        let find = try database.cachedStatement(
            sql: """
                SELECT node.node FROM edge
                CROSS JOIN survey ON survey.record = edge.record
                CROSS JOIN node ON node.id = survey.node
                WHERE edge.relation = 9 AND edge.target = ?
                    AND \(SurveyTable.holds) AND node.blocked IS NULL AND node.accepted = 1
                GROUP BY node.id ORDER BY MAX(edge.record) DESC LIMIT 20
                """)
        return try String.fetchAll(
            find, arguments: [Data(StoredEdge.key(.record(id))), now, now]
        ).compactMap { NodeID($0) }
    }

    /// Of these links between two networks, those that the whole's own network agrees to: by a
    /// membership of the part, or by naming it in the whole's record.
    public func agreed(_ links: Set<PartOfLink>) async throws(StoreError) -> Set<PartOfLink> {
        guard !links.isEmpty else { return [] }
        return try await view { view in
            // A whole that many say they are part of is read once.
            var named: [RecordID: Set<RecordID>] = [:]
            return try links.filter { link in
                if try view.agrees(parent: link.parent, child: link.child) { return true }
                let parts = try named[link.parent] ?? view.partsNamed(by: link.parent)
                named[link.parent] = parts
                return parts.contains(link.child)
            }
        }
    }

    /// The records of which others say that they are part.
    public func wholes() async throws(StoreError) -> Wholes {
        try await read { database in
            let keys = try Data.fetchAll(
                database.cachedStatement(
                    sql: "SELECT DISTINCT target FROM edge WHERE relation = ?"),
                arguments: [StoredEdge.Relation.partOf.rawValue])
            return Wholes(keys: Set(keys))
        }
    }

    /// What is part of a record, as a tree with its sums.
    ///
    /// - Parameter name: what a record is called for the reader.
    public func tree(
        of root: RecordSummary, now: Int64,
        name: @escaping @Sendable (SangamDirectory.Record, RecordKey) -> String
    ) async throws(StoreError) -> PartOfTree {
        try await view { view in
            func member(_ summary: RecordSummary) throws -> TreeMember {
                TreeMember(
                    id: summary.id, record: summary.record,
                    name: name(summary.record, summary.id.key),
                    further: try view.offerCount(of: summary.id, now: now))
            }
            return try PartOfTree.grow(
                from: try member(root),
                children: { try view.children(of: $0, now: now).map(member) },
                agreed: { links in
                    Set(
                        try links.filter {
                            try view.agrees(parent: $0.parent, child: $0.child)
                        })
                })
        }
    }
}

/// The records of which others say that they are part.
public struct Wholes: Sendable {
    let keys: Set<Data>

    /// Whether some record says that it is part of this one.
    public func contains(_ id: RecordID) -> Bool {
        !keys.isEmpty && keys.contains(Data(StoredEdge.key(.record(id))))
    }
}
