import GRDB

/// The eleventh migration: all that is made of the records' texts is made anew, because more
/// spellings are one word, and more codes have words, than in earlier versions. Offers stored
/// before they had their provider's place get it.
enum Schema11 {
    static func migrate(_ database: Database) throws {
        try database.execute(sql: emptyRows)
        for node in try Int64.fetchAll(database, sql: "SELECT id FROM node ORDER BY id") {
            try StoreChain.showAll(database, node: node)
        }
        try SameTable.settle(database)
    }

    static let emptyRows = """
        INSERT INTO search (search) VALUES ('delete-all');
        INSERT INTO name_tri (name_tri) VALUES ('delete-all');
        DELETE FROM listing;
        DELETE FROM survey;
        DELETE FROM edge;
        DELETE FROM term;
        DELETE FROM term_near;
        DELETE FROM term_check;
        DELETE FROM term_pending;
        """
}
