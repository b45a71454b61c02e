import Foundation
import GRDB
import SangamLog
import Testing

@testable import SangamStore

struct OpeningTests {
    @Test func `the writer is at synchronous FULL after opening, and again after reopening`()
        async throws
    {
        let place = try Place()
        #expect(try await place.onWriter("PRAGMA synchronous") == 2)
        let again = try place.reopened()
        let level = try await again.pool.writeWithoutTransaction {
            try Int.fetchOne($0, sql: "PRAGMA synchronous")
        }
        #expect(level == 2)
    }

    @Test func `the file is in WAL mode, with foreign keys and secure delete on every connection`()
        async throws
    {
        let place = try Place()
        #expect(try await place.onWriter("PRAGMA foreign_keys") == 1)
        #expect(try await place.onWriter("PRAGMA secure_delete") == 1)
        let mode = try await place.store.pool.read {
            try String.fetchOne($0, sql: "PRAGMA journal_mode")
        }
        #expect(mode == "wal")
        #expect(try await place.count("PRAGMA secure_delete") == 1)
    }

    @Test func `a file that was closed is whole without the write-ahead log beside it`()
        async throws
    {
        let network = try Network("a")
        let place = try await Place(own: network)
        let change = try OwnChange.put(1, Network.payload("One"))
        let head = try await place.append([change], as: network).head
        place.store.close()
        let log = try? Data(
            contentsOf: URL(fileURLWithPath: place.folder.file("sangam.sqlite-wal")))
        #expect(log?.isEmpty ?? true)
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(
            atPath: place.folder.file("sangam.sqlite"), toPath: copy.file("sangam.sqlite"))
        let store = try Store.open(path: copy.file("sangam.sqlite"))
        #expect(try await store.reader.completeHead(network.origin)?.root == head.root)
        store.close()
    }

    @Test func `A2 a writer that is left at NORMAL is refused`() async throws {
        let place = try Place()
        for level in ["OFF", "NORMAL"] {
            try await place.sql("PRAGMA synchronous = \(level)")
            let code = try await place.store.pool.writeWithoutTransaction { database in
                do {
                    try Store.requireDurable(database)
                    return nil as StoreError.Code?
                } catch { return StoreError(error).code }
            }
            #expect(code == .notDurable, "at \(level)")
        }
        for level in ["FULL", "EXTRA"] {
            try await place.sql("PRAGMA synchronous = \(level)")
            try await place.store.pool.writeWithoutTransaction { try Store.requireDurable($0) }
        }
    }

    @Test func `a file of a newer schema is refused and nothing in it is changed`() async throws {
        let place = try Place()
        try await place.sql(
            "INSERT INTO grdb_migrations (identifier) VALUES ('9 something of next year')")
        let before = try await place.snapshot()
        let tables = try await place.count("SELECT COUNT(*) FROM sqlite_master")
        let error = #expect(throws: StoreError.self) {
            _ = try Store.open(path: place.folder.file("sangam.sqlite"))
        }
        #expect(error?.code == .schemaNewer)
        let isSame = try await place.snapshot() == before
        #expect(isSame)
        #expect(try await place.count("SELECT COUNT(*) FROM sqlite_master") == tables)
        #expect(
            try await place.count("SELECT COUNT(*) FROM grdb_migrations")
                == Schema.version + 1)
    }

    @Test func `a file that is no database is refused as corrupt and left as it is`() throws {
        let folder = try TemporaryFolder()
        let bytes = Data(repeating: 0x41, count: 8_192)
        try bytes.write(to: URL(filePath: folder.file("sangam.sqlite")))
        let error = #expect(throws: StoreError.self) {
            _ = try Store.open(path: folder.file("sangam.sqlite"))
        }
        #expect(error?.code == .corrupt)
        let isSame = try Data(contentsOf: URL(filePath: folder.file("sangam.sqlite"))) == bytes
        #expect(isSame)
    }

    @Test func `a folder that is not there is an I/O error`() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: StoreError.self) {
            _ = try Store.open(path: folder.file("absent/sangam.sqlite"))
        }
        #expect(error?.code == .ioFailed)
    }

    @Test func `the schema's number is the number of its migrations`() async throws {
        let place = try Place()
        #expect(try await place.reader.schemaVersion() == Schema.version)
    }

    @Test func `small values survive reopening byte for byte`() async throws {
        let place = try Place()
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(try await place.store.meta("a") == nil)
        try await place.store.setMeta("a", [1])
        try await place.store.setMeta("a", bytes)
        #expect(try await place.reopened().meta("a") == bytes)
    }
}
