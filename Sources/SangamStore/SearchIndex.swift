import GRDB
import SangamDirectory
import SangamLog

/// Everything made from a shown payload: filter columns, categories and the words' index.
enum SearchIndex {
    static func add(
        _ database: Database, record: Int64, node: Int64, kind: String, row: ListingRow,
        received: Int64
    ) throws {
        var facets = row.facets
        facets.add(network: node)
        let (search, column) = (row.search, facets.column)
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO listing (record, node, kind, listed, country, latitude, longitude,
                    confirmed, expires, received, name, place, tags, body, facets)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(
            arguments: [
                record, node, kind, RecordKind.isListing(kind), row.country, row.point?.latitude,
                row.point?.longitude, row.confirmed, row.expires, received, search.name,
                search.place, search.tags, search.body, column,
            ])
        let index = try database.cachedStatement(
            sql: """
                INSERT INTO search (rowid, name, place, tags, body, facets)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        try index.execute(
            arguments: [record, search.name, search.place, search.tags, search.body, column])
        let trigrams = try database.cachedStatement(
            sql: "INSERT INTO name_tri (rowid, name) VALUES (?, ?)")
        try trigrams.execute(arguments: [record, search.name])
        try SearchTerms.note(database, record: record)
        let language = try database.cachedStatement(
            sql: "INSERT INTO listing_language (record, language) VALUES (?, ?)")
        for tag in row.languages { try language.execute(arguments: [record, tag]) }
        guard !row.categories.isEmpty else { return }
        let category = try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO listing_category (record, scheme, code) VALUES (?, ?, ?)
                """)
        for code in row.categories {
            try category.execute(arguments: [record, code.scheme, code.code])
        }
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
        let trigrams = try database.cachedStatement(
            sql: "INSERT INTO name_tri (name_tri, rowid, name) VALUES ('delete', ?, ?)")
        try trigrams.execute(arguments: [record, row["name"] as String])
        try SearchTerms.noteGone(
            database, record: record, name: row["name"], place: row["place"])
        try database.execute(
            sql: "DELETE FROM listing_category WHERE record = ?", arguments: [record])
        try database.execute(
            sql: "DELETE FROM listing_language WHERE record = ?", arguments: [record])
        try database.execute(sql: "DELETE FROM listing WHERE record = ?", arguments: [record])
    }

    /// How many rows of the index match, shown or not; counting stops at a bound.
    static func count(_ database: Database, match: String, atMost bound: Int) throws -> Int {
        let statement = try database.cachedStatement(
            sql: "SELECT COUNT(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)")
        return try Int.fetchOne(statement, arguments: [match, bound]) ?? 0
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
