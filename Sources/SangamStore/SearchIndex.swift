import GRDB
import SangamDirectory
import SangamLog

/// Everything made from a shown payload: filter columns, categories and the words' index.
enum SearchIndex {
    /// - Parameter isOneOfMany: whether so many rows come with it that the trigrams of its name
    ///   are left for `SearchTerms.gather`, a moment later.
    static func add(
        _ database: Database, record: Int64, node: Int64, kind: String, row: ListingRow,
        received: Int64, isOneOfMany: Bool = false
    ) throws {
        var facets = row.facets
        facets.add(network: node)
        let (search, column) = (row.search, facets.column)
        let insert = try RowWriter(
            database,
            """
            INSERT INTO listing (record, node, kind, listed, country, latitude, longitude,
                confirmed, expires, received, name, place, tags, body, facets)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.run(
            .integer(record), .integer(node), .text(kind),
            .integer(RecordKind.isListing(kind) ? 1 : 0), .maybe(row.country),
            .maybe(row.point?.latitude), .maybe(row.point?.longitude), .maybe(row.confirmed),
            .maybe(row.expires), .integer(received), .text(search.name), .text(search.place),
            .text(search.tags), .text(search.body), .text(column))
        let index = try RowWriter(
            database,
            """
            INSERT INTO search (rowid, name, place, tags, body, facets)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        try index.run(
            .integer(record), .text(search.name), .text(search.place), .text(search.tags),
            .text(search.body), .text(column))
        if !isOneOfMany { try addTrigrams(database, record: record, name: search.name) }
        try SearchTerms.note(database, record: record, lacksTrigrams: isOneOfMany)
        try SurveyTable.add(database, record: record, node: node, row: row.survey)
        try EdgeTable.add(database, record: record, edges: row.edges)
        let language = try RowWriter(
            database, "INSERT INTO listing_language (record, language) VALUES (?, ?)")
        for tag in row.languages { try language.run(.integer(record), .text(tag)) }
        guard !row.categories.isEmpty else { return }
        let category = try RowWriter(
            database,
            "INSERT OR IGNORE INTO listing_category (record, scheme, code) VALUES (?, ?, ?)")
        for code in row.categories {
            try category.run(.integer(record), .text(code.scheme), .text(code.code))
        }
    }

    static func addTrigrams(_ database: Database, record: Int64, name: String) throws {
        let trigrams = try RowWriter(database, "INSERT INTO name_tri (rowid, name) VALUES (?, ?)")
        try trigrams.run(.integer(record), .text(name))
    }

    /// Takes a record out of everything that is searched and shown.
    static func remove(_ database: Database, record: Int64) throws {
        let find = try database.cachedStatement(
            sql: "SELECT name, place, tags, body, facets FROM listing WHERE record = ?")
        guard let row = try Row.fetchOne(find, arguments: [record]) else { return }
        let delete = try database.cachedStatement(
            sql: """
                INSERT INTO search (search, rowid, name, place, tags, body, facets)
                VALUES ('delete', ?, ?, ?, ?, ?, ?)
                """)
        try delete.execute(
            arguments: [
                record, row["name"] as String, row["place"] as String, row["tags"] as String,
                row["body"] as String, row["facets"] as String,
            ])
        // What an index never took in cannot be deleted from it without damage.
        let lacksTrigrams = try SearchTerms.noteGone(
            database, record: record, name: row["name"], place: row["place"])
        try SurveyTable.remove(database, record: record)
        try EdgeTable.remove(database, record: record)
        if !lacksTrigrams {
            let trigrams = try RowWriter(
                database, "INSERT INTO name_tri (name_tri, rowid, name) VALUES ('delete', ?, ?)")
            try trigrams.run(.integer(record), .text(row["name"] as String))
        }
        for table in ["listing_category", "listing_language", "listing"] {
            try RowWriter(database, "DELETE FROM \(table) WHERE record = ?").run(.integer(record))
        }
    }

    /// How many rows of the index match, shown or not; counting stops at a bound.
    static func count(_ database: Database, match: String, atMost bound: Int) throws -> Int {
        let statement = try database.cachedStatement(
            sql: "SELECT COUNT(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)")
        return try Int.fetchOne(statement, arguments: [match, bound]) ?? 0
    }

    /// The records of the newest rows of the index that match, shown or not.
    static func records(
        _ database: Database, match: String, atMost bound: Int
    ) throws -> Set<Int64> {
        let statement = try database.cachedStatement(
            sql: "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?")
        return try Int64.fetchSet(statement, arguments: [match, bound])
    }

    /// Whether the index has rows that are not shown now: of a node that is blocked or not
    /// accepted, or expired. If not, counting its rows is enough, which takes far less.
    static func hidesSome(_ database: Database, now: Int64) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM listing INDEXED BY listing_expires WHERE expires <= ?
                ) OR EXISTS (
                    SELECT 1 FROM node WHERE (blocked IS NOT NULL OR accepted = 0)
                        AND EXISTS (SELECT 1 FROM listing WHERE listing.node = node.id))
                """)
        return try Bool.fetchOne(statement, arguments: [now]) ?? true
    }

    /// How many of them a filter lets through; counting stops at a bound.
    static func countShown(
        _ database: Database, match: String, filter: SearchFilter, atMost bound: Int
    ) throws -> Int {
        let statement = try database.cachedStatement(
            sql: """
                SELECT COUNT(*) FROM (
                    SELECT 1 FROM search CROSS JOIN listing ON listing.record = search.rowid
                    CROSS JOIN node ON node.id = listing.node
                    WHERE search MATCH ? AND \(filter.conditions.joined(separator: " AND "))
                    LIMIT ?)
                """)
        return try Int.fetchOne(
            statement, arguments: StatementArguments([match] + filter.values + [bound])) ?? 0
    }

    /// Merges all segments of the index into one: what was deleted leaves the file only so.
    static func optimise(_ database: Database) throws {
        try database.execute(sql: "INSERT INTO search (search) VALUES ('optimize')")
        try database.execute(sql: "INSERT INTO name_tri (name_tri) VALUES ('optimize')")
    }
}
