import FoundationEssentials
import GRDB
import SangamLog

/// The fourth migration: what the members' pages read beside the words.
enum Schema4 {
    static func migrate(_ database: Database) throws {
        try database.execute(sql: tables)
        // Its other rows are made by migration 10.
        for node in try Int64.fetchAll(database, sql: "SELECT id FROM node ORDER BY id") {
            try PastEntries.rebuild(database, node: node)
        }
    }

    /// `survey` is one narrow row for each row of `listing`: see `SurveyRow`; `first` is also when
    /// a membership begins, which has no `last`. `edge` holds what a
    /// record says about others: `target` is the first 16 bytes of SHA-256 of the target's text,
    /// `about` that text of a membership alone, which is read the other way round too. `past` are
    /// the entries of a record that a later one of it has ended. `message` is local: what
    /// somebody asks of a listing.
    private static let tables = """
        CREATE TABLE survey (
            record INTEGER PRIMARY KEY, node INTEGER NOT NULL, expires INTEGER, first INTEGER,
            last INTEGER, packed BLOB NOT NULL
        ) STRICT;
        CREATE INDEX survey_last ON survey (last) WHERE last IS NOT NULL;
        CREATE INDEX survey_expires ON survey (expires) WHERE expires IS NOT NULL;
        CREATE TABLE edge (
            record INTEGER NOT NULL, relation INTEGER NOT NULL, target BLOB NOT NULL, about TEXT,
            PRIMARY KEY (record, relation, target)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX edge_target ON edge (relation, target);
        CREATE TABLE past (
            record INTEGER NOT NULL, epoch INTEGER NOT NULL, idx INTEGER NOT NULL,
            PRIMARY KEY (record, epoch, idx)
        ) STRICT, WITHOUT ROWID;
        \(MessageRow.table)
        """
}
