import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// A walk along the links that decide, from one record to all that are one thing with it.
///
/// Of each record only the links of those are read who decide about it: its own network and we. So
/// no stranger's statements, however many, make the walk longer or lead it elsewhere.
///
/// Source: Protocol.md, Same-as links.
struct LinkWalk {
    /// The links that were read, with the statements that make them, in the order of reading.
    private(set) var statements: [(link: Clusters.Link, source: RecordSummary)] = []
    /// The record and those that accepted links lead to.
    private(set) var reached: Set<RecordID>
    /// The rows of the records that were looked at, as far as they are shown.
    private(set) var rows: [RecordID: Int64] = [:]

    private let database: Database
    private let ours: NodeID
    private let start: RecordID
    private var reader: SummaryReader
    private var read: Set<RecordID> = []
    private var pairs: [Clusters.Pair: [Clusters.Link]] = [:]

    /// So many records are followed; a cluster has fewer.
    private static let reachedMost = 200
    /// So many records are looked at.
    private static let readMost = 1_000

    init(_ database: Database, from start: RecordID, ours: NodeID) throws {
        self.database = database
        self.ours = ours
        self.start = start
        reader = try SummaryReader(database)
        reached = [start]
        var open = [start]
        try read(start)
        while let next = open.popLast() {
            for pair in pairs.keys where pair.first == next || pair.second == next {
                let other = pair.first == next ? pair.second : pair.first
                guard !reached.contains(other), reached.count < Self.reachedMost,
                    pairs[pair]?.contains(where: \.isSame) == true
                else { continue }
                try read(other)
                if isJoined(pair) {
                    reached.insert(other)
                    open.append(other)
                }
            }
        }
    }

    /// The cluster of the record: only itself if it is none, or shown unmerged.
    var cluster: [RecordID] {
        Clusters(statements.map(\.link), ours: ours, isLive: { rows[$0] != nil })
            .cluster(of: start)
    }

    private func isJoined(_ pair: Clusters.Pair) -> Bool {
        Clusters(pairs[pair] ?? [], ours: ours, isLive: { rows[$0] != nil })
            .cluster(of: pair.first).count > 1
    }

    /// Reads the links about a record that its network and we have made.
    private mutating func read(_ id: RecordID) throws {
        guard read.count < Self.readMost, read.insert(id).inserted else { return }
        rows[id] = try reader.lookup(id).summary?.row
        let find = try database.cachedStatement(
            sql: """
                SELECT DISTINCT edge.record FROM edge
                CROSS JOIN survey ON survey.record = edge.record
                CROSS JOIN node ON node.id = survey.node
                WHERE edge.relation IN (\(SameTable.relations)) AND edge.target = ?
                    AND node.node IN (?, ?)
                ORDER BY edge.record DESC LIMIT \(StoreReader.pageMost)
                """)
        let found = try Int64.fetchAll(
            find, arguments: [SameTable.key(id), ours.text, id.node.text])
        for row in found {
            guard let source = try reader.summary(row: row),
                let link = SameAs(source.record, home: source.id.node)
            else { continue }
            let whole = Clusters.Link(
                link, author: source.id.node, index: Int64(clamping: source.index))
            let pair = Clusters.Pair(link.a, link.b)
            guard !(pairs[pair] ?? []).contains(whole) else { continue }
            pairs[pair, default: []].append(whole)
            statements.append((whole, source))
        }
    }
}

extension StoreReader {
    /// The link statements that decide with what a record is one thing, and those around the
    /// records that it is one with.
    static func cluster(_ database: Database, of id: RecordID) throws -> [RecordStatement] {
        guard let ours = try SameTable.ours(database) else { return [] }
        return try LinkWalk(database, from: id, ours: ours).statements.map { link, source in
            RecordStatement(
                source: source,
                relation: link.isSame ? RecordEdges.sameAs : RecordEdges.notSameAs,
                hasEnded: false)
        }
    }

    /// The newest link statement of a network about two records, whichever it names first; nil if
    /// it has made none.
    public func newestLink(
        by author: NodeID, between a: RecordID, and b: RecordID
    ) async throws(StoreError) -> (source: RecordSummary, isSame: Bool)? {
        try await read { database in
            let find = try database.cachedStatement(
                sql: """
                    SELECT edge.record FROM edge
                    CROSS JOIN record ON record.id = edge.record
                    CROSS JOIN node ON node.id = record.node
                    WHERE edge.relation IN (\(SameTable.relations)) AND edge.target = ?
                        AND node.node = ? AND EXISTS (
                            SELECT 1 FROM edge AS other
                            WHERE other.record = edge.record AND other.relation = edge.relation
                                AND other.target = ?)
                    ORDER BY record.epoch DESC, record.idx DESC LIMIT 1
                    """)
            let row = try Int64.fetchOne(
                find, arguments: [SameTable.key(a), author.text, SameTable.key(b)])
            var reader = try SummaryReader(database)
            guard let row, let source = try reader.summary(row: row),
                let link = SameAs(source.record, home: author), link.pair == [a, b].sorted()
            else { return nil }
            return (source, link.isSame)
        }
    }
}
