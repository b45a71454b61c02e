import GRDB
import SangamDirectory
import SangamLog

/// Everything made from a shown payload: filter columns, categories and the words' index.
enum SearchIndex {
    static func add(
        _ database: Database, record: Int64, node: Int64, key: RecordKey,
        content: SangamDirectory.Record,
        received: Int64
    ) throws {
        let row = SearchText.row(for: content)
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO listing (record, node, kind, listed, country, latitude, longitude,
                    confirmed, expires, received, name, place, tags, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(
            arguments: [
                record, node, key.kind, RecordKind.isListing(key.kind), content.country,
                content.point?.latitude, content.point?.longitude, content.confirmedAt,
                content.isStanding ? nil : content.expiry, received, row.name, row.place,
                row.tags, row.body,
            ])
        let index = try database.cachedStatement(
            sql: "INSERT INTO search (rowid, name, place, tags, body) VALUES (?, ?, ?, ?, ?)")
        try index.execute(arguments: [record, row.name, row.place, row.tags, row.body])
        try addLanguages(database, record: record, content: content)
        guard !content.categories.isEmpty else { return }
        let category = try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO listing_category (record, scheme, code) VALUES (?, ?, ?)
                """)
        for code in content.categories {
            try category.execute(arguments: [record, code.scheme, code.code])
        }
    }

    /// The languages in which a record was written or to which it was translated: each tag, and
    /// its first part, so that `pt` finds `pt-BR`.
    private static func addLanguages(
        _ database: Database, record: Int64, content: SangamDirectory.Record
    ) throws {
        let texts = content.names + content.summaries + content.descriptions
        var tags: Set<String> = []
        for tag in texts.map(\.language) + [content.lang].compactMap({ $0 })
        where LanguageTag.isWellFormed(tag) {
            let lower = tag.lowercased()
            tags.formUnion([lower, String(lower.prefix { $0 != "-" })])
        }
        let insert = try database.cachedStatement(
            sql: "INSERT INTO listing_language (record, language) VALUES (?, ?)")
        for tag in tags.sorted() where tag != "und" {
            try insert.execute(arguments: [record, tag])
        }
    }

    /// Takes a record out of everything that is searched and shown.
    static func remove(_ database: Database, record: Int64) throws {
        let find = try database.cachedStatement(
            sql: "SELECT name, place, tags, body FROM listing WHERE record = ?")
        guard let row = try Row.fetchOne(find, arguments: [record]) else { return }
        let delete = try database.cachedStatement(
            sql: """
                INSERT INTO search (search, rowid, name, place, tags, body)
                VALUES ('delete', ?, ?, ?, ?, ?)
                """)
        try delete.execute(
            arguments: [
                record, row["name"] as String, row["place"] as String, row["tags"] as String,
                row["body"] as String,
            ])
        try database.execute(
            sql: "DELETE FROM listing_category WHERE record = ?", arguments: [record])
        try database.execute(
            sql: "DELETE FROM listing_language WHERE record = ?", arguments: [record])
        try database.execute(sql: "DELETE FROM listing WHERE record = ?", arguments: [record])
    }

    /// Merges all segments of the index into one: what was deleted leaves the file only so.
    static func optimise(_ database: Database) throws {
        try database.execute(sql: "INSERT INTO search (search) VALUES ('optimize')")
    }
}
