import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// What rules of the directory that walk from record to record ask, all in one reading: for
/// `PartOfTree.grow`, `ContactPath.resolve` and the like.
public final class RecordView {
    private let database: Database
    private var reader: SummaryReader
    private var profiles: [NodeID: NetworkProfile?] = [:]

    init(_ database: Database) throws {
        self.database = database
        reader = try SummaryReader(database)
    }

    /// What is known of a record.
    public func lookup(_ id: RecordID) throws -> SummaryLookup { try reader.lookup(id) }

    /// What a network says of itself; nil if it is not shown here or says nothing.
    public func profile(of node: NodeID) throws -> NetworkProfile? {
        if let known = profiles[node] { return known }
        let row = try Int64.fetchOne(
            database.cachedStatement(
                sql: "SELECT id FROM node WHERE node = ? AND blocked IS NULL AND accepted = 1"),
            arguments: [node.text])
        let record = try row.flatMap { try StoreReader.networkRecord(database, node: $0) }
        let profile = record.flatMap { NetworkProfile($0) }
        profiles[node] = .some(profile)
        return profile
    }

    /// The records that say they are part of one of these, each once; at most `limit`.
    public func children(
        of ids: [RecordID], now: Int64, limit: Int = 20_000
    ) throws -> [RecordSummary] {
        var (rows, seen) = ([Int64](), Set<Int64>())
        for id in ids where rows.count < limit {
            let found = try StoreReader.rows(
                database, target: .record(id), relations: [.partOf], before: .max,
                limit: limit - rows.count, now: now)
            rows += found.filter { seen.insert($0).inserted }
        }
        return try rows.compactMap { try reader.summary(row: $0) }
    }

    /// Whether the log of the parent's network holds a membership of the child.
    public func agrees(parent: RecordID, child: RecordID) throws -> Bool {
        let node = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT id FROM node WHERE node = ?"),
            arguments: [parent.node.text])
        guard let node else { return false }
        return try ConfirmedMembers.confirms(
            database, node: node, key: Data(StoredEdge.key(.record(child))))
    }

    /// The records that a record itself names as its parts.
    func partsNamed(by id: RecordID) throws -> Set<RecordID> {
        guard let summary = try lookup(id).summary else { return [] }
        return TreeMember(id: id, record: summary.record, name: "").named
    }

    /// How many offers, events and markets of its own network a record has; counting stops at
    /// 1,000.
    public func offerCount(of id: RecordID, now: Int64) throws -> Int {
        let count = try database.cachedStatement(
            sql: """
                SELECT COUNT(*) FROM (
                    SELECT DISTINCT edge.record FROM node
                    CROSS JOIN edge ON edge.relation IN (\(RecordTree.offers)) AND edge.target = ?
                    CROSS JOIN survey ON survey.record = edge.record AND survey.node = node.id
                    WHERE node.node = ? AND (survey.expires IS NULL OR survey.expires > ?)
                    LIMIT 1000)
                """)
        return try Int.fetchOne(
            count, arguments: [Data(StoredEdge.key(.record(id))), id.node.text, now]) ?? 0
    }
}

extension StoreReader {
    /// Gives a closure a view of the records, all in one reading.
    public func view<T: Sendable>(
        _ body: @Sendable @escaping (RecordView) throws -> T
    ) async throws(StoreError) -> T {
        try await read { try body(try RecordView($0)) }
    }
}
