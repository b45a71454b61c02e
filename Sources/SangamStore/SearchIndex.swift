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
        let labels = BuiltinVocabularies.standard.foldedLabels(for: content)
        let row = SearchText.row(for: content, foldedLabels: labels)
        let tags = languageTags(content)
        let facets = facets(of: content, key: key, node: node, languages: tags)
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO listing (record, node, kind, listed, country, latitude, longitude,
                    confirmed, expires, received, name, place, tags, body, facets)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(
            arguments: [
                record, node, key.kind, RecordKind.isListing(key.kind), content.country,
                content.point?.latitude, content.point?.longitude, content.confirmedAt,
                content.isStanding ? nil : content.expiry, received, row.name, row.place,
                row.tags, row.body, facets,
            ])
        let index = try database.cachedStatement(
            sql: """
                INSERT INTO search (rowid, name, place, tags, body, facets)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        try index.execute(
            arguments: [record, row.name, row.place, row.tags, row.body, facets])
        let trigrams = try database.cachedStatement(
            sql: "INSERT INTO name_tri (rowid, name) VALUES (?, ?)")
        try trigrams.execute(arguments: [record, row.name])
        try SearchTerms.note(database, record: record)
        let language = try database.cachedStatement(
            sql: "INSERT INTO listing_language (record, language) VALUES (?, ?)")
        for tag in tags { try language.execute(arguments: [record, tag]) }
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
    private static func languageTags(_ content: SangamDirectory.Record) -> [String] {
        let texts = content.names + content.summaries + content.descriptions
        var tags: Set<String> = []
        for tag in texts.map(\.language) + [content.lang].compactMap({ $0 })
        where LanguageTag.isWellFormed(tag) {
            let lower = tag.lowercased()
            tags.formUnion([lower, String(lower.prefix { $0 != "-" })])
        }
        return tags.filter { $0 != "und" }.sorted()
    }

    private static func facets(
        of content: SangamDirectory.Record, key: RecordKey, node: Int64, languages: [String]
    ) -> String {
        var facets = SearchFacets()
        facets.add(kind: key.kind, isListing: RecordKind.isListing(key.kind))
        facets.add(network: node)
        if let country = content.country { facets.add(country: country) }
        for tag in languages { facets.add(language: tag) }
        for code in content.categories { facets.add(category: code) }
        return facets.column
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

    /// Merges all segments of the index into one: what was deleted leaves the file only so.
    static func optimise(_ database: Database) throws {
        try database.execute(sql: "INSERT INTO search (search) VALUES ('optimize')")
        try database.execute(sql: "INSERT INTO name_tri (name_tri) VALUES ('optimize')")
    }
}
