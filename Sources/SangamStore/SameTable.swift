import CSQLite
import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// Which rows are one thing in the world, as far as accepted same-as links say it: kept beside the
/// rows, so that a list, a map and a count need no look at the links themselves.
///
/// `same` has one row for each record of a cluster; `thing` is the record that stands for all.
/// `same_due` names what a transaction has changed, by the key of its edges; `settle`, at the end
/// of each transaction, joins it anew.
enum SameTable {
    static let tables = """
        CREATE TABLE IF NOT EXISTS same (
            record INTEGER PRIMARY KEY, thing INTEGER NOT NULL, target BLOB NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS same_thing ON same (thing);
        CREATE INDEX IF NOT EXISTS same_target ON same (target);
        CREATE TABLE IF NOT EXISTS same_due (target BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        """

    /// The relations of links, as numbers in SQL.
    static let relations =
        "\(StoredEdge.Relation.sameAs.rawValue), \(StoredEdge.Relation.notSameAs.rawValue)"

    /// The key of a record in `edge` and here.
    static func key(_ id: RecordID) -> Data { Data(StoredEdge.key(.record(id))) }

    /// Who we are; nil before that is known.
    static func ours(_ database: Database) throws -> NodeID? {
        try Store.meta("own", in: database).flatMap { NodeID(String(decoding: $0, as: UTF8.self)) }
    }

    // MARK: - What a transaction changes

    /// A record is shown from now on: a link, or what a link may name.
    static func noteAdded(_ database: Database, edges: [StoredEdge], key: [UInt8]) throws {
        let links = edges.filter { $0.relation == .sameAs || $0.relation == .notSameAs }
        if !links.isEmpty {
            for link in links { try due(database, Data(link.target)) }
            return
        }
        // Two looks into an index: a list of relations would be a table made for each row.
        let named = try RowWriter(
            database,
            """
            INSERT OR IGNORE INTO same_due (target) SELECT ?1
            WHERE EXISTS (SELECT 1 FROM edge
                    WHERE relation = \(StoredEdge.Relation.sameAs.rawValue) AND target = ?1)
                OR EXISTS (SELECT 1 FROM edge
                    WHERE relation = \(StoredEdge.Relation.notSameAs.rawValue) AND target = ?1)
            """)
        try named.run(.bytes(key))
    }

    /// A record is no longer shown. Before its edges go.
    static func noteRemoved(_ database: Database, record: Int64) throws {
        let ends = try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO same_due SELECT target FROM edge
                WHERE record = ? AND relation IN (\(relations))
                """)
        try ends.execute(arguments: [record])
        let find = try database.cachedStatement(sql: "SELECT target FROM same WHERE record = ?")
        guard let key = try Data.fetchOne(find, arguments: [record]) else { return }
        for key in try part(database, key) { try due(database, key) }
    }

    /// Which networks are shown has changed: everything is joined anew.
    static func noteAll(_ database: Database) throws {
        try database.execute(
            sql: """
                DELETE FROM same;
                INSERT OR IGNORE INTO same_due SELECT DISTINCT target FROM edge
                    WHERE relation IN (\(relations));
                """)
    }

    private static func due(_ database: Database, _ key: Data) throws {
        let insert = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO same_due (target) VALUES (?)")
        try insert.execute(arguments: [key])
    }

    /// Takes the thing of a record apart. Returns: the keys of its records.
    private static func part(_ database: Database, _ key: Data) throws -> [Data] {
        let find = try database.cachedStatement(sql: "SELECT thing FROM same WHERE target = ?")
        guard let thing = try Int64.fetchOne(find, arguments: [key]) else { return [] }
        let keys = try Data.fetchAll(
            database.cachedStatement(sql: "SELECT target FROM same WHERE thing = ?"),
            arguments: [thing])
        try database.execute(sql: "DELETE FROM same WHERE thing = ?", arguments: [thing])
        return keys
    }

    // MARK: - Joining anew

    /// Joins and parts what has changed.
    static func settle(_ database: Database) throws {
        let any = try database.cachedStatement(sql: "SELECT 1 FROM same_due LIMIT 1")
        guard try Int.fetchOne(any) != nil, let ours = try ours(database) else { return }
        var open = try Data.fetchAll(
            database.cachedStatement(sql: "SELECT target FROM same_due"))
        try database.execute(sql: "DELETE FROM same_due")
        let insert = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO same (record, thing, target) VALUES (?, ?, ?)")
        var done: Set<Data> = []
        while let key = open.popLast() {
            guard done.insert(key).inserted else { continue }
            open += try part(database, key)
            guard let id = try named(database, key) else { continue }
            let walk = try LinkWalk(database, from: id, ours: ours)
            let cluster = walk.cluster
            let rows = cluster.compactMap { walk.rows[$0] }
            guard cluster.count > 1, rows.count == cluster.count else { continue }
            for id in cluster {
                open += try part(database, self.key(id))
                done.insert(self.key(id))
            }
            for (id, row) in zip(cluster, rows) {
                try insert.execute(arguments: [row, rows[0], self.key(id)])
            }
        }
    }

    /// The record of a key, as a link names it; nil if no link does.
    private static func named(_ database: Database, _ key: Data) throws -> RecordID? {
        let find = try database.cachedStatement(
            sql: """
                SELECT record FROM edge WHERE relation IN (\(relations)) AND target = ? LIMIT 8
                """)
        var reader = try SummaryReader(database)
        for row in try Int64.fetchAll(find, arguments: [key]) {
            guard let source = try reader.summary(row: row),
                let link = SameAs(source.record, home: source.id.node)
            else { continue }
            return link.pair.first { self.key($0) == key }
        }
        return nil
    }

    // MARK: - Reading

    /// Of each record of a cluster the one that stands for all.
    static func things(_ database: Database) throws -> [Int64: Int64] {
        var things: [Int64: Int64] = [:]
        let statement = try database.cachedStatement(sql: "SELECT record, thing FROM same")
        try RowScan.each(statement, []) { raw in
            things[sqlite3_column_int64(raw, 0)] = sqlite3_column_int64(raw, 1)
            return true
        }
        return things
    }
}

extension StoreReader {
    /// Of each record that is one thing with others the record that stands for all of them; for
    /// counts of everything.
    public func things() async throws(StoreError) -> [RecordID: RecordID] {
        try await read { database in
            var ids: [Int64: RecordID] = [:]
            let rows = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT record.id, node.node AS name, kind, rid FROM same
                        JOIN record ON record.id = same.record JOIN node ON node.id = record.node
                        """))
            for row in rows {
                guard let node = NodeID(row["name"]),
                    let key = RecordKey(kind: row["kind"], id: row["rid"])
                else { continue }
                ids[row["id"]] = RecordID(node: node, key: key)
            }
            var things: [RecordID: RecordID] = [:]
            for (record, thing) in try SameTable.things(database) {
                if let id = ids[record], let whole = ids[thing] { things[id] = whole }
            }
            return things
        }
    }
}
