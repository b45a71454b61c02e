import GRDB

/// The tables, as numbered migrations. A published migration is never edited.
enum Schema {
    /// The number of the newest migration, for `doctor`.
    static let version = 11

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 logs, records, peers") { database in
            for statement in [logs, records, search, destruction, peers] {
                try database.execute(sql: statement)
            }
        }
        migrator.registerMigration("2 search in every script") { database in
            try database.execute(sql: search2)
            try database.execute(sql: terms2)
            // Its rows are made by the migrations below: by now they need the tables of those.
        }
        migrator.registerMigration("3 names' insides later, expired rows by time") { database in
            try database.execute(sql: later3)
        }
        migrator.registerMigration("4 members' pages") { database in
            try Schema4.migrate(database)
        }
        migrator.registerMigration("5 what is one thing") { database in
            try database.execute(sql: SameTable.tables)
            try SameTable.noteAll(database)
            try SameTable.settle(database)
        }
        migrator.registerMigration("6 languages and categories are words of the index") {
            try $0.execute(sql: "DROP TABLE listing_language; DROP TABLE listing_category")
        }
        migrator.registerMigration("7 one spelling of Hindi and Thai words") {
            // Its rows are made by the eleventh.
            try $0.execute(sql: Schema11.emptyRows)
        }
        migrator.registerMigration("8 days of the week, memberships to come") {
            try Schema8.migrate($0)
        }
        migrator.registerMigration("9 words of the index are split at spaces") {
            try Schema9.migrate($0)
        }
        migrator.registerMigration("10 one spelling of Chinese, Amharic and Bengali words") {
            try $0.execute(sql: Schema11.emptyRows)
        }
        migrator.registerMigration("11 words for what an organisation is") {
            try Schema11.migrate($0)
        }
        return migrator
    }

    /// Nodes, their logs, and what a log is made of. `chain` is the chain as it stands in
    /// documents; `complete`, `verified`, `pending`, `awaited` are checkpoint notes with the
    /// owner's line.
    private static let logs = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE node (
            id INTEGER PRIMARY KEY, node TEXT NOT NULL UNIQUE, label TEXT NOT NULL,
            chain BLOB NOT NULL, conflict BLOB, blocked INTEGER, accepted INTEGER NOT NULL,
            distance INTEGER NOT NULL, unreached INTEGER
        ) STRICT;
        CREATE TABLE log (
            id INTEGER PRIMARY KEY, node INTEGER NOT NULL REFERENCES node(id),
            epoch INTEGER NOT NULL, origin TEXT NOT NULL UNIQUE, log_id TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL DEFAULT 0, complete BLOB, verified BLOB, pending BLOB,
            awaited BLOB,
            evidence BLOB, broken INTEGER, sequence INTEGER NOT NULL DEFAULT 0,
            cleared INTEGER NOT NULL DEFAULT 0, cosignature BLOB, via TEXT, refreshed INTEGER,
            UNIQUE (node, epoch)
        ) STRICT;
        CREATE INDEX log_sequence ON log (sequence);
        CREATE TABLE entry (
            log INTEGER NOT NULL REFERENCES log(id), idx INTEGER NOT NULL, line BLOB NOT NULL,
            PRIMARY KEY (log, idx)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE tile (
            log INTEGER NOT NULL REFERENCES log(id), level INTEGER NOT NULL,
            idx INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (log, level, idx)
        ) STRICT;
        """

    /// The fold's state, and the payloads beside the logs.
    private static let records = """
        CREATE TABLE record (
            id INTEGER PRIMARY KEY, node INTEGER NOT NULL REFERENCES node(id),
            kind TEXT NOT NULL, rid TEXT NOT NULL, epoch INTEGER NOT NULL, idx INTEGER NOT NULL,
            time INTEGER NOT NULL, removed INTEGER NOT NULL, arrived INTEGER NOT NULL,
            UNIQUE (node, kind, rid)
        ) STRICT;
        CREATE UNIQUE INDEX record_place ON record (node, epoch, idx);
        CREATE TABLE payload (
            log INTEGER NOT NULL REFERENCES log(id), idx INTEGER NOT NULL, nonce BLOB NOT NULL,
            bytes BLOB NOT NULL, received INTEGER NOT NULL, quarantined TEXT,
            PRIMARY KEY (log, idx)
        ) STRICT;
        CREATE TABLE source_key (
            system TEXT NOT NULL, foreign_id TEXT NOT NULL, kind TEXT NOT NULL, rid TEXT NOT NULL,
            digest BLOB NOT NULL, PRIMARY KEY (system, foreign_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX source_key_record ON source_key (kind, rid);
        CREATE TABLE gone_key (digest BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        """

    /// What pages, filters and words need of each record that is shown. The text columns are
    /// folded; the index takes them from this table, because SQLite before 3.43 can delete from
    /// an index only with the old text at hand.
    private static let search = """
        CREATE TABLE listing (
            record INTEGER PRIMARY KEY REFERENCES record(id), node INTEGER NOT NULL,
            kind TEXT NOT NULL, listed INTEGER NOT NULL, country TEXT, latitude REAL,
            longitude REAL, confirmed INTEGER, expires INTEGER, received INTEGER NOT NULL,
            name TEXT NOT NULL, place TEXT NOT NULL, tags TEXT NOT NULL, body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX listing_node ON listing (node, listed);
        CREATE TABLE listing_category (
            record INTEGER NOT NULL, scheme TEXT NOT NULL, code TEXT NOT NULL,
            PRIMARY KEY (scheme, code, record)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX listing_category_record ON listing_category (record);
        CREATE TABLE listing_language (
            record INTEGER NOT NULL, language TEXT NOT NULL, PRIMARY KEY (language, record)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX listing_language_record ON listing_language (record);
        CREATE VIRTUAL TABLE search USING fts5 (
            name, place, tags, body, content='listing', content_rowid='record',
            tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'", prefix='2 3'
        );
        INSERT INTO search (search, rank) VALUES ('hashsize', 33554432);
        """

    /// Payloads that a removal or a newer revision has hidden: destroyed when due, unless held.
    /// A row stays for a day after its destruction, without anything of the payload, for the brake.
    private static let destruction = """
        CREATE TABLE destruction (
            log INTEGER NOT NULL REFERENCES log(id), idx INTEGER NOT NULL,
            by_log INTEGER NOT NULL REFERENCES log(id), by_idx INTEGER NOT NULL,
            arrived INTEGER NOT NULL, due INTEGER NOT NULL, held INTEGER NOT NULL DEFAULT 0,
            done INTEGER, PRIMARY KEY (log, idx)
        ) STRICT;
        CREATE INDEX destruction_due ON destruction (done, due);
        CREATE INDEX destruction_by ON destruction (by_log, arrived);
        """

    /// What we know of each peer, by node id, and of each log at each peer.
    private static let peers = """
        CREATE TABLE peer (
            node TEXT PRIMARY KEY, cursor TEXT, last_pull INTEGER, last_push INTEGER,
            held_own INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE block (node TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE peer_log (
            peer TEXT NOT NULL, origin TEXT NOT NULL, size INTEGER NOT NULL,
            distance INTEGER NOT NULL, cleared INTEGER NOT NULL, frozen INTEGER NOT NULL,
            cosignature BLOB, cosigned INTEGER, seen INTEGER NOT NULL, asked INTEGER,
            PRIMARY KEY (peer, origin)
        ) STRICT, WITHOUT ROWID;
        """

    /// The search rows with the labels of their codes, filters as words of the index (`facets`),
    /// and trigrams of the names. A prefix index of two letters only: longer ones are found fast
    /// without, and each of them makes the index half as large again.
    private static let search2 = """
        DROP TABLE search;
        DROP TABLE listing;
        DELETE FROM listing_category;
        DELETE FROM listing_language;
        CREATE TABLE listing (
            record INTEGER PRIMARY KEY REFERENCES record(id), node INTEGER NOT NULL,
            kind TEXT NOT NULL, listed INTEGER NOT NULL, country TEXT, latitude REAL,
            longitude REAL, confirmed INTEGER, expires INTEGER, received INTEGER NOT NULL,
            name TEXT NOT NULL, place TEXT NOT NULL, tags TEXT NOT NULL, body TEXT NOT NULL,
            facets TEXT NOT NULL
        ) STRICT;
        CREATE INDEX listing_node ON listing (node, listed);
        CREATE INDEX listing_received ON listing (received, record);
        CREATE VIRTUAL TABLE search USING fts5 (
            name, place, tags, body, facets, content='listing', content_rowid='record',
            tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'", prefix='2'
        );
        INSERT INTO search (search, rank) VALUES ('hashsize', 33554432);
        CREATE VIRTUAL TABLE name_tri USING fts5 (
            name, content='listing', content_rowid='record', tokenize='trigram', detail='none'
        );
        INSERT INTO name_tri (name_tri, rank) VALUES ('hashsize', 8388608);
        """

    /// The words of names and places, under keys by which a misspelt word finds them: see
    /// `SearchTerms`. `term_pending` are rows whose words are not taken yet, `term_check` words
    /// that may have left the last row that held them. `lacks`: see `StorePayloads`.
    private static let terms2 = """
        CREATE TABLE term (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE term_near (
            key INTEGER NOT NULL, term INTEGER NOT NULL, PRIMARY KEY (key, term)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE term_pending (record INTEGER PRIMARY KEY) STRICT;
        CREATE TABLE term_check (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        ALTER TABLE log ADD COLUMN lacks INTEGER NOT NULL DEFAULT 1;
        """

    /// `lacks_trigrams`: whether the row's name waits for `name_tri` too, as after a first sync.
    private static let later3 = """
        ALTER TABLE term_pending ADD COLUMN lacks_trigrams INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX listing_expires ON listing (expires) WHERE expires IS NOT NULL;
        """
}
