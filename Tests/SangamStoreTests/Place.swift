import Foundation
import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// A moment in 2026, at which most tests happen. Units: Unix seconds.
let today: Int64 = 1_795_200_000
let day: Int64 = 86_400

/// One node's store in a folder of its own, with what a node does around it.
struct Place: Sendable {
    let folder: TemporaryFolder
    let store: Store
    var reader: StoreReader { store.reader }

    init() throws {
        folder = try TemporaryFolder()
        store = try Store.open(path: folder.file("sangam.sqlite"))
    }

    /// A place whose own node is a network, with an empty log.
    init(own network: Network) async throws {
        try self.init()
        try await store.setMeta("source-salt", ascii("a salt of 32 bytes, as it were.."))
        try await store.createOwn(chain: network.chain, now: today)
    }

    /// Closes the file and opens it again.
    func reopened() throws -> Store {
        store.close()
        return try Store.open(path: folder.file("sangam.sqlite"))
    }

    // MARK: - Our own log

    @discardableResult
    func append(
        _ changes: [OwnChange], as network: Network, now: Int64 = today, hold: Int64 = 3 * day
    ) async throws -> Appended {
        let signer = try network.signer()
        return try await store.append(
            changes, origin: network.origin, now: now, hold: hold,
            sign: { try signer.sign(text: $0) })
    }

    // MARK: - Others' logs

    /// Receives a section as a node does: a longer chain first, then check, then extend.
    @discardableResult
    func receive(
        _ bytes: [UInt8], now: Int64 = today, hold: Int64 = 3 * day,
        policy: PeerPolicy = PeerPolicy(), via: NodeID? = nil
    ) async throws -> Extended {
        var reading = SectionReader()
        try reading.feed(bytes)
        let section = try reading.finish()
        if let known = try await reader.chain(of: section.origin.node),
            known.compare(with: section.chain) == .longer
        {
            try await store.adopt(chain: section.chain, distance: 1, accepted: true)
        }
        let verified = try await store.withReplica(of: section.origin) {
            try LogExtension.check(section, asked: nil, replica: $0)
        }
        return try await store.extend(
            verified,
            arrival: Arrival(via: via, distance: 1, policy: policy, hold: hold, now: now))
    }

    /// The section that this place serves.
    func served(
        _ origin: Origin, from: UInt64 = 0, filter: PayloadFilter = PayloadFilter(),
        entriesMax: Int = Limits.sectionEntriesMax
    ) async throws -> [UInt8] {
        let answer = try await reader.range(
            logID: origin.logID, from: from, filter: filter, entriesMax: entriesMax)
        guard case .section(let bytes) = answer else {
            Issue.record("no section but \(answer)")
            return []
        }
        return bytes
    }

    func lookup(_ network: Network, _ number: Int, kind: String = "organisation")
        async throws -> ListingLookup
    {
        try await reader.lookup(
            RecordID(node: network.node, key: try Network.key(number, kind)))
    }

    /// The names of what a search finds, in rank order.
    func found(_ query: SearchQuery, now: Int64 = today) async throws -> [String] {
        try await reader.search(query, after: nil, now: now).hits.map {
            $0.record.names.first?.text ?? ""
        }
    }

    func found(_ words: String) async throws -> [String] {
        try await found(SearchQuery(words: words, limit: 200))
    }

    // MARK: - Behind the store's back

    /// Runs SQL on the writer.
    func sql(_ sql: String, _ arguments: StatementArguments = []) async throws {
        try await store.pool.writeWithoutTransaction {
            try $0.execute(sql: sql, arguments: arguments)
        }
    }

    /// One number out of the database.
    func count(_ sql: String) async throws -> Int {
        try await store.pool.read { try Int.fetchOne($0, sql: sql) ?? 0 }
    }

    /// Everything in the tables that make up the state, to compare before and after.
    func snapshot() async throws -> [String] {
        try await store.pool.read { database in
            let tables = [
                "meta", "node", "log", "entry", "tile", "record", "payload", "source_key",
                "gone_key", "listing", "destruction",
            ]
            return try tables.flatMap { table in
                try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map {
                    "\(table) \($0)"
                }.sorted()
            }
        }
    }

    /// Changes one bit of a blob; the SQL selects exactly one value of `table.column`.
    func flip(
        _ table: String, _ column: String, _ condition: String, byte: Int, bit: Int
    ) async throws {
        try await store.pool.write { database in
            let values = try Row.fetchAll(
                database,
                sql: "SELECT \(column) AS v FROM \(table) WHERE \(condition)")
            try #require(values.count == 1, "one value to damage")
            var bytes = values[0]["v"] as Data
            bytes[byte < 0 ? bytes.count + byte : byte] ^= 1 << UInt8(bit)
            try database.execute(
                sql: "UPDATE \(table) SET \(column) = ? WHERE \(condition)", arguments: [bytes])
        }
    }
}

extension Place {
    /// One number from the writer's connection.
    func onWriter(_ sql: String) async throws -> Int? {
        try await store.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: sql) }
    }
}

extension Place {
    /// The evidence that is kept of a log.
    func evidence(of origin: Origin) async throws -> [UInt8]? {
        try await store.pool.read { database in
            try Data.fetchOne(
                database, sql: "SELECT evidence FROM log WHERE origin = ?",
                arguments: [origin.line]
            ).map { Array($0) }
        }
    }
}
