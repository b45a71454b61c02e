import GRDB
import SangamDirectory

/// The texts by which the indexes know a record. They can be taken out only as they were put in,
/// so they are compared byte by byte.
struct IndexedRow {
    let name: String
    let place: String
    let tags: String
    let body: String
    let facets: String

    init(_ row: ListingRow, node: Int64) {
        var words = row.facets
        words.add(network: node)
        (name, place) = (row.search.name, row.search.place)
        (tags, body) = (row.search.tags, row.search.body)
        facets = words.column
    }

    /// nil if the record is in no index.
    init?(_ database: Database, record: Int64) throws {
        let find = try database.cachedStatement(
            sql: "SELECT name, place, tags, body, facets FROM listing WHERE record = ?")
        guard let row = try Row.fetchOne(find, arguments: [record]) else { return nil }
        (name, place, tags, body, facets) = (row[0], row[1], row[2], row[3], row[4])
    }

    static func isSame(_ one: String, _ other: String) -> Bool {
        one.utf8.elementsEqual(other.utf8)
    }

    func isSame(as other: IndexedRow) -> Bool {
        Self.isSame(name, other.name) && Self.isSame(place, other.place)
            && Self.isSame(tags, other.tags) && Self.isSame(body, other.body)
            && Self.isSame(facets, other.facets)
    }

    /// Puts the texts into the index of words.
    func putIn(_ database: Database, record: Int64) throws {
        let index = try RowWriter(
            database,
            "INSERT INTO search (rowid, name, place, tags, body, facets) VALUES (?, ?, ?, ?, ?, ?)")
        try index.run(
            .integer(record), .text(name), .text(place), .text(tags), .text(body), .text(facets))
    }

    /// Takes the texts out of the index of words.
    func takeOut(_ database: Database, record: Int64) throws {
        let delete = try RowWriter(
            database,
            """
            INSERT INTO search (search, rowid, name, place, tags, body, facets)
            VALUES ('delete', ?, ?, ?, ?, ?, ?)
            """)
        try delete.run(
            .integer(record), .text(name), .text(place), .text(tags), .text(body), .text(facets))
    }
}
