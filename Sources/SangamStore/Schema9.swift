import GRDB

/// The ninth migration: the index of words splits them at spaces and nothing else. Its texts come
/// folded, so what SQLite's tokeniser of Unicode did with each of their letters was done already.
/// It is empty until the tenth migration makes the rows anew.
///
/// Source: sqlite.org, FTS5, section 4.3.2 (the ascii tokenizer).
enum Schema9 {
    static func migrate(_ database: Database) throws {
        try database.execute(sql: search)
        try SearchMerging.takeOver(database)
    }

    private static let search = """
        DROP TABLE search;
        CREATE VIRTUAL TABLE search USING fts5 (
            name, place, tags, body, facets, content='listing', content_rowid='record',
            tokenize='ascii', prefix='2'
        );
        INSERT INTO search (search, rank) VALUES ('hashsize', 33554432);
        """
}
