import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

extension SearchQuery {
    /// The filters that are no words of the index, or not to the letter.
    var narrow: SearchQuery {
        var query = SearchQuery(near: near)
        query.box = box
        query.days = days
        query.freshness = freshness
        query.members = members
        query.below = below
        return query
    }
}

/// Which rows the filters let through that only the tables can tell: what is below a record, and
/// what a network confirms.
struct RowSets {
    /// So few rows are looked up one by one in the index of words.
    static let fewMost = 300

    private(set) var sets: [Set<Int64>] = []

    init(_ database: Database, _ query: SearchQuery, now: Int64) throws {
        if let id = query.below { sets.append(Set(try RecordTree.below(database, id))) }
        if !query.members.isEmpty {
            sets.append(try ConfirmedMembers.rows(database, networks: query.members, now: now))
        }
    }

    /// The rows that are in all sets; nil if there is no set.
    var rows: Set<Int64>? {
        guard let first = sets.first else { return nil }
        return sets.dropFirst().reduce(first) { $0.intersection($1) }
    }

    /// Each set as a list in JSON, which is one argument however long it is.
    var lists: [String] { rows.map { [Self.list($0)] } ?? [] }

    /// The rows as a list in JSON, if they are few.
    var few: String? {
        guard let rows, rows.count <= Self.fewMost else { return nil }
        return Self.list(rows)
    }

    static func list(_ rows: some Collection<Int64>) -> String {
        "[" + rows.sorted(by: >).map { String($0) }.joined(separator: ",") + "]"
    }
}

/// What is part of what.
enum RecordTree {
    /// So far down. Units: steps.
    static let depthMost = 8
    /// So many records. Nobody is kept waiting by a tree that somebody made to be endless.
    static let recordsMost = 10_000

    /// By what an offer, an event or a market names whose it is.
    static let offers = [StoredEdge.Relation.provider, .organiser, .operator]
        .map { String($0.rawValue) }.joined(separator: ", ")

    /// The rows that are part of a record, directly or through others, and what it and they offer,
    /// organise and run: each once, however often and in whatever circles they say so. Only what
    /// is shown counts; of another network a record is part only if the network above confirms it
    /// as its member.
    static func below(_ database: Database, _ id: RecordID) throws -> [Int64] {
        let usable = Set(try UsableNodes(database).texts.keys)
        let statement = try database.cachedStatement(
            sql: """
                SELECT edge.record, edge.relation, survey.node,
                    substr(survey.packed, 1, 16) AS key
                FROM edge CROSS JOIN survey ON survey.record = edge.record
                WHERE edge.relation IN (\(StoredEdge.Relation.partOf.rawValue), \(offers))
                    AND edge.target = ? ORDER BY edge.relation LIMIT \(recordsMost)
                """)
        let home = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT id FROM node WHERE node = ?"),
            arguments: [id.node.text])
        var level = [(key: Data(StoredEdge.key(.record(id))), node: home ?? -1)]
        var seen: Set<Data> = [level[0].key]
        var rows: [Int64] = []
        // What is offered on the deepest level counts too.
        for depth in 0...depthMost {
            var next: [(key: Data, node: Int64)] = []
            for above in level {
                for row in try Row.fetchAll(statement, arguments: [above.key]) {
                    let (node, key): (Int64, Data) = (row["node"], row["key"])
                    let isPart = row["relation"] == StoredEdge.Relation.partOf.rawValue
                    guard usable.contains(node), !seen.contains(key), depth < depthMost || !isPart,
                        try node == above.node
                            || isPart
                                && ConfirmedMembers.confirms(database, node: above.node, key: key)
                    else { continue }
                    seen.insert(key)
                    rows.append(row["record"])
                    if rows.count == recordsMost { return rows }
                    if isPart { next.append((key, node)) }
                }
            }
            if next.isEmpty { break }
            level = next
        }
        return rows
    }
}

/// Who is confirmed as a member by whom, now.
enum ConfirmedMembers {
    /// The rows that one of these networks confirms.
    static func rows(
        _ database: Database, networks: [NodeID], now: Int64
    ) throws -> Set<Int64> {
        let statements = """
            FROM node AS author
            CROSS JOIN listing ON listing.node = author.id AND listing.listed = 0
            CROSS JOIN survey ON survey.record = listing.record
                AND \(SurveyTable.holds)
            CROSS JOIN edge ON edge.record = listing.record AND edge.relation = 9
            """
        let found = "author.node = ? AND author.blocked IS NULL AND author.accepted = 1"
        var rows: Set<Int64> = []
        for network in networks {
            rows.formUnion(
                try Int64.fetchAll(
                    database.cachedStatement(
                        sql: """
                            SELECT record.id \(statements)
                            CROSS JOIN node ON node.node = substr(edge.about, 1, 32)
                            CROSS JOIN record ON record.node = node.id AND record.rid =
                                substr(edge.about, -26) AND record.kind =
                                substr(edge.about, 34, length(edge.about) - 60)
                            WHERE \(found) AND edge.about LIKE '%/%'
                            UNION
                            SELECT number.record \(statements)
                            CROSS JOIN edge AS number ON number.relation = 11
                                AND number.target = edge.target
                            WHERE \(found)
                            """), arguments: [now, now, network.text, now, now, network.text]))
        }
        return rows
    }

    /// Whether a network confirms the record of a key, whether or not for now: the tree of a union
    /// does not fall apart on New Year's Eve.
    static func confirms(_ database: Database, node: Int64, key: Data) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: """
                SELECT 1 FROM edge CROSS JOIN survey ON survey.record = edge.record
                WHERE edge.relation = 9 AND edge.target = ? AND survey.node = ? LIMIT 1
                """)
        return try Int.fetchOne(statement, arguments: [key, node]) != nil
    }
}

/// The nodes whose records may be shown.
struct UsableNodes {
    let texts: [Int64: NodeID]

    init(_ database: Database) throws {
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT id, node FROM node WHERE blocked IS NULL AND accepted = 1"))
        var texts: [Int64: NodeID] = [:]
        for row in rows { texts[row["id"]] = NodeID(row["node"] as String) }
        self.texts = texts
    }
}
