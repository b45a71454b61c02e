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
        let texts = IndexedRow(row, node: node)
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
            .maybe(row.expires), .integer(received), .text(texts.name), .text(texts.place),
            .text(texts.tags), .text(texts.body), .text(texts.facets))
        try texts.putIn(database, record: record)
        if !isOneOfMany { try addTrigrams(database, record: record, name: texts.name) }
        try SearchTerms.note(database, record: record, lacksTrigrams: isOneOfMany)
        try SurveyTable.set(database, record: record, node: node, row: row.survey)
        try addEdges(database, record: record, row)
    }

    /// Puts a new revision in the place of the one that is shown, or of nothing. Most revisions
    /// change one text or none, and an index that holds the same as before is left alone.
    static func replace(
        _ database: Database, record: Int64, node: Int64, kind: String, row: ListingRow,
        received: Int64, isOneOfMany: Bool = false
    ) throws {
        guard let old = try IndexedRow(database, record: record) else {
            return try add(
                database, record: record, node: node, kind: kind, row: row, received: received,
                isOneOfMany: isOneOfMany)
        }
        let new = IndexedRow(row, node: node)
        if !new.isSame(as: old) {
            try old.takeOut(database, record: record)
            try new.putIn(database, record: record)
        }
        try replaceName(database, record: record, old, by: new, isOneOfMany: isOneOfMany)
        let update = try RowWriter(
            database,
            """
            UPDATE listing SET country = ?, latitude = ?, longitude = ?, confirmed = ?,
                expires = ?, received = ?, name = ?, place = ?, tags = ?, body = ?, facets = ?
            WHERE record = ?
            """)
        try update.run(
            .maybe(row.country), .maybe(row.point?.latitude), .maybe(row.point?.longitude),
            .maybe(row.confirmed), .maybe(row.expires), .integer(received), .text(new.name),
            .text(new.place), .text(new.tags), .text(new.body), .text(new.facets),
            .integer(record))
        try SameTable.noteRemoved(database, record: record)
        try SurveyTable.set(database, record: record, node: node, row: row.survey)
        try EdgeTable.remove(database, record: record)
        try addEdges(database, record: record, row)
    }

    /// The trigrams of a name, and the words of name and place.
    private static func replaceName(
        _ database: Database, record: Int64, _ old: IndexedRow, by new: IndexedRow,
        isOneOfMany: Bool
    ) throws {
        let isSameName = IndexedRow.isSame(old.name, new.name)
        guard !isSameName || !IndexedRow.isSame(old.place, new.place) else { return }
        var lacksTrigrams = try SearchTerms.noteGone(
            database, record: record, name: old.name, place: old.place)
        if !isSameName {
            if !lacksTrigrams { try removeTrigrams(database, record: record, name: old.name) }
            if !isOneOfMany { try addTrigrams(database, record: record, name: new.name) }
            lacksTrigrams = isOneOfMany
        }
        try SearchTerms.note(database, record: record, lacksTrigrams: lacksTrigrams)
    }

    private static func addEdges(_ database: Database, record: Int64, _ row: ListingRow) throws {
        try EdgeTable.add(database, record: record, edges: row.edges)
        try SameTable.noteAdded(
            database, edges: row.edges,
            key: Array(row.survey.packed.prefix(SurveyRow.keyBytes)))
    }

    static func addTrigrams(_ database: Database, record: Int64, name: String) throws {
        let trigrams = try RowWriter(database, "INSERT INTO name_tri (rowid, name) VALUES (?, ?)")
        try trigrams.run(.integer(record), .text(name))
    }

    private static func removeTrigrams(_ database: Database, record: Int64, name: String) throws {
        let delete = try RowWriter(
            database, "INSERT INTO name_tri (name_tri, rowid, name) VALUES ('delete', ?, ?)")
        try delete.run(.integer(record), .text(name))
    }

    /// Takes a record out of everything that is searched and shown.
    static func remove(_ database: Database, record: Int64) throws {
        guard let old = try IndexedRow(database, record: record) else { return }
        try old.takeOut(database, record: record)
        // What an index never took in cannot be deleted from it without damage.
        let lacksTrigrams = try SearchTerms.noteGone(
            database, record: record, name: old.name, place: old.place)
        if !lacksTrigrams { try removeTrigrams(database, record: record, name: old.name) }
        try SameTable.noteRemoved(database, record: record)
        try SurveyTable.remove(database, record: record)
        try EdgeTable.remove(database, record: record)
        try RowWriter(database, "DELETE FROM listing WHERE record = ?").run(.integer(record))
    }

    /// How many rows of the index match, shown or not; counting stops at a bound.
    static func count(_ database: Database, match: String, atMost bound: Int) throws -> Int {
        let statement = try database.cachedStatement(
            sql: "SELECT COUNT(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)")
        return try Int.fetchOne(statement, arguments: [match, bound]) ?? 0
    }

    /// The records of the newest rows of the index that match, shown or not, the newest first.
    static func records(
        _ database: Database, match: String, atMost bound: Int
    ) throws -> [Int64] {
        let statement = try database.cachedStatement(
            sql: "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?")
        return try Int64.fetchAll(statement, arguments: [match, bound])
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

    /// The rows that match and are one thing with others; with a filter only those that it lets
    /// through.
    static func several(
        _ database: Database, match: String, filter: SearchFilter?
    ) throws -> [Int64] {
        let shown = filter.map { " AND " + $0.conditions.joined(separator: " AND ") } ?? ""
        let statement = try database.cachedStatement(
            sql: """
                SELECT search.rowid FROM search CROSS JOIN listing ON listing.record = search.rowid
                CROSS JOIN node ON node.id = listing.node
                WHERE search MATCH ? AND search.rowid IN (SELECT record FROM same)\(shown)
                """)
        return try Int64.fetchAll(
            statement, arguments: StatementArguments([match] + (filter?.values ?? [])))
    }

    /// Merges all segments of the index into one: what was deleted leaves the file only so.
    static func optimise(_ database: Database) throws {
        try database.execute(sql: "INSERT INTO search (search) VALUES ('optimize')")
        try database.execute(sql: "INSERT INTO name_tri (name_tri) VALUES ('optimize')")
    }
}
