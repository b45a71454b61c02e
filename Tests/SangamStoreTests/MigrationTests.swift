import Foundation
import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// A data folder that version 0.1.0 wrote opens, and everything in it is found.
struct MigrationTests {
    /// The tables as the first migration made them. A published migration is never edited: this
    /// copy is what was published.
    private static let tables = """
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
        CREATE TABLE destruction (
            log INTEGER NOT NULL REFERENCES log(id), idx INTEGER NOT NULL,
            by_log INTEGER NOT NULL REFERENCES log(id), by_idx INTEGER NOT NULL,
            arrived INTEGER NOT NULL, due INTEGER NOT NULL, held INTEGER NOT NULL DEFAULT 0,
            done INTEGER, PRIMARY KEY (log, idx)
        ) STRICT;
        CREATE INDEX destruction_due ON destruction (done, due);
        CREATE INDEX destruction_by ON destruction (by_log, arrived);
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

    private static let names = [
        "meta", "node", "log", "entry", "tile", "record", "payload", "source_key", "gone_key",
        "listing", "destruction", "peer", "block", "peer_log",
    ]

    /// Writes what a place holds as version 0.1.0 would have: the old tables, filled.
    private func writeOld(of place: Place, to path: String) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = WAL")
            try database.execute(
                sql: "ATTACH DATABASE ? AS new", arguments: [place.folder.file("sangam.sqlite")])
            try database.inTransaction {
                try database.execute(sql: Self.tables)
                for name in Self.names {
                    let columns = try String.fetchAll(
                        database, sql: "SELECT name FROM main.pragma_table_info(?, 'main')",
                        arguments: [name]
                    ).joined(separator: ", ")
                    try database.execute(
                        sql: "INSERT INTO main.\(name) (\(columns)) SELECT \(columns) "
                            + "FROM new.\(name)")
                }
                try database.execute(
                    sql: """
                        INSERT INTO search (rowid, name, place, tags, body)
                            SELECT record, name, place, tags, body FROM main.listing;
                        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
                        INSERT INTO grdb_migrations VALUES ('1 logs, records, peers');
                        """)
                return .commit
            }
            try database.execute(sql: "DETACH DATABASE new")
        }
    }

    /// A place with what the first version could hold: of our own and of another's, live,
    /// removed, in several scripts, and no record at all.
    private func filled(_ own: Network, _ north: inout Network) async throws -> Place {
        let place = try await Place(own: own)
        let bread =
            #","categories":[{"scheme":"goods","code":"bread"}],"#
            + #""place":{"address":{"locality":"Durban","country":"ZA"},"point":[-29.86,31.03]}"#
        try await place.append(
            [
                try .put(1, Network.payload("Umbumbano Bakery", rest: bread)),
                try .put(2, Network.payload("Removed Quandong")),
                try .put(3, kind: "offer", Network.payload("Cloth", "offer")),
                try .put(4, kind: "vouch", Network.payload("A statement", "vouch")),
                try .put(5, #"{"kind":"organisation","lang":"pt-BR","name":{"pt-BR":"Padaria"}}"#),
                try .put(6, #"{"kind":"organisation","lang":"th","name":{"th":"ร้านขนมปัง"}}"#),
            ], as: own)
        try await place.append([try .remove(2)], as: own)
        try north.put(1, Network.payload("Northern Bakery"))
        try north.put(2, "no record at all")
        try await place.receive(try north.section())
        place.store.close()
        return place
    }

    @Test func `a folder of the first version opens, and its rows are found by words and filters`()
        async throws
    {
        let own = try Network("own")
        var north = try Network("north")
        let place = try await filled(own, &north)
        let folder = try TemporaryFolder()
        let path = folder.file("sangam.sqlite")
        try writeOld(of: place, to: path)
        let store = try Store.open(path: path)
        func found(_ query: SearchQuery) async throws -> [String] {
            try await store.reader.search(query, after: nil, now: today).hits.map {
                $0.record.names[0].text
            }
        }
        #expect(
            try await found(SearchQuery(words: "bakery")).sorted() == [
                "Northern Bakery", "Umbumbano Bakery",
            ])
        #expect(try await found(SearchQuery()).count == 5, "no statement, nothing removed")
        #expect(try await found(SearchQuery(words: "quandong")) == [])
        #expect(try await found(SearchQuery(words: "isinkwa")) == ["Umbumbano Bakery"])
        #expect(
            try await found(SearchQuery(words: "ขนมปัง")) == ["ร้านขนมปัง", "Umbumbano Bakery"],
            "the other has bread among its goods")
        #expect(try await found(SearchQuery(words: "mbumba")) == ["Umbumbano Bakery"])
        for query in [
            SearchQuery(words: "bakery", networks: [north.node]),
            SearchQuery(words: "northern", kinds: ["organisation"]),
        ] { #expect(try await found(query) == ["Northern Bakery"]) }
        let code = Code(scheme: "goods", code: "bread")
        let near = SearchQuery.Near(latitude: -29.9, longitude: 31, km: 20)
        for words in ["", "durban"] {
            for query in [
                SearchQuery(words: words, categories: [code]),
                SearchQuery(words: words, countries: ["ZA"]), SearchQuery(words: words, near: near),
            ] { #expect(try await found(query) == ["Umbumbano Bakery"], "\(query)") }
        }
        #expect(try await found(SearchQuery(words: "padaria", languages: ["pt"])) == ["Padaria"])
        while try await store.gatherTerms() {}
        let slip = SearchQuery(words: "bakrey")
        let suggestions = try await store.reader.search(slip, after: nil, now: today).suggestions
        #expect(suggestions == ["bakery"])
        for origin in [own.origin, north.origin] {
            #expect(try await store.reader.verify(origin).ok)
        }
        // What was hidden before the change is destroyed after it, to the last byte.
        #expect(try folder.files(containing: "uandong") != [])
        #expect(try await store.destroyDue(now: today + 4 * day) == 1)
        #expect(try folder.files(containing: "uandong") == [])
        store.close()
        // And the next start changes nothing.
        let again = try Store.open(path: path)
        #expect(try await again.reader.search(SearchQuery(), after: nil, now: today).total == 5)
    }

    @Test func `both ways lead to the same tables`() throws {
        let old = try TemporaryFolder()
        let queue = try DatabaseQueue(path: old.file("sangam.sqlite"))
        try queue.write { database in
            try database.execute(sql: Self.tables)
            try database.execute(
                sql: """
                    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
                    INSERT INTO grdb_migrations VALUES ('1 logs, records, peers');
                    """)
        }
        try queue.close()
        let fresh = try Place()
        let opened = try Store.open(path: old.file("sangam.sqlite"))
        func shape(_ store: Store) throws -> [String] {
            try store.pool.read { database in
                try String.fetchAll(
                    database,
                    sql: """
                        SELECT m.name || ' ' || c.name || ' ' || c.type FROM sqlite_master AS m
                        JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'
                        UNION SELECT name || ' index' FROM sqlite_master WHERE type = 'index'
                        ORDER BY 1
                        """)
            }
        }
        let expected = try shape(fresh.store)
        #expect(expected.count > 60)
        #expect(try shape(opened) == expected)
    }
}
