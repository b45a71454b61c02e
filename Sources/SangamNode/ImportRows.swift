import Foundation
import SangamDirectory
import SangamLog
import SangamStore

/// One row of an import with the keys by which it is known again.
struct PlannedRow: Sendable {
    /// One record of a row, under the key of the row or one that is made from it.
    struct Part: Sendable {
        let record: ImportRecord
        let id: String
        let keyHash: UInt64
    }

    let row: ImportRow
    let system: String
    let id: String
    let records: [Part]

    var keyHash: UInt64 { records.first?.keyHash ?? 0 }

    init(row: ImportRow, system: String, id: String) {
        self.row = row
        self.system = system
        self.id = id
        records = row.records.map { record in
            let part = record.subkey.isEmpty ? id : "\(id)#\(record.subkey)"
            return Part(
                record: record, id: part, keyHash: PlannedRow.hash(system: system, id: part))
        }
    }

    /// 64 bits of a key: of a million keys two share one with a chance of one in ten million.
    static func hash(system: String, id: String) -> UInt64 {
        let digest = Hash.sha256(Array(system.utf8) + [0x00] + Array(id.utf8)).bytes
        return digest[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The key of a row whose source gives it none.
    static func derived(_ text: String) -> String {
        "h-" + Hexadecimal.encode(Array(Hash.sha256(Array(text.utf8)).bytes[..<12]))
    }
}

/// Why one row is not taken; the others go on.
struct RowRefusal: Error, Sendable {
    let reason: String
}

/// What a row comes to.
struct SettledRow: Sendable {
    enum Outcome: Sendable { case new, changed, unchanged }
    var outcome = Outcome.unchanged
    var changes: [OwnChange] = []
    var notices: [String] = []
}

extension Node {
    /// Makes records of some rows, and writes them; what became of each row, in their order.
    ///
    /// In one turn: an import that runs beside this one finds these rows, and makes no doubles.
    func take(
        _ rows: [PlannedRow], language: String, isDryRun: Bool, now: Int64
    ) async throws(NodeError) -> [Result<SettledRow, RowRefusal>] {
        if !isDryRun {
            try await requireWritable(now: now)
            await appendGate.enter()
        }
        defer { if !isDryRun { appendGate.leave() } }
        let states = try await sourceStates(rows)
        var results: [Result<SettledRow, RowRefusal>] = []
        var changes: [OwnChange] = []
        var offset = 0
        for (number, row) in rows.enumerated() {
            // Others want the node too.
            if number % 32 == 31 { await Task.yield() }
            let known = states[offset..<(offset + row.records.count)]
            offset += row.records.count
            do throws(RowRefusal) {
                let done = try settle(row, known: Array(known), language: language)
                changes += done.changes
                results.append(.success(done))
            } catch {
                results.append(.failure(error))
            }
        }
        if !isDryRun, !changes.isEmpty { _ = try await appendInTurn(changes, now: now) }
        return results
    }

    /// What is known of the rows' keys, in the order of their records.
    private func sourceStates(_ rows: [PlannedRow]) async throws(NodeError) -> [SourceState] {
        let own = nodeID
        let questions = rows.flatMap { row in
            row.records.enumerated().map { index, part in
                // An export of ours says which record a row is: that counts more than its source.
                let record = index == 0 ? row.row.record : nil
                return SourceQuestion(
                    system: row.system, foreignID: part.id,
                    record: record?.node == own ? record?.key : nil,
                    other: record?.node == own ? nil : record)
            }
        }
        do {
            return try await store.sourceStates(questions)
        } catch { throw NodeError(error) }
    }

    /// Makes the payloads of a row and compares them with what was imported before.
    ///
    /// Throws: why the row is not taken.
    private func settle(
        _ row: PlannedRow, known: [SourceState], language: String
    ) throws(RowRefusal) -> SettledRow {
        var settled = SettledRow()
        var own: RecordKey?
        for (part, state) in zip(row.records, known) {
            do throws(RowRefusal) {
                let done = try settle(part, of: row, state: state, own: own, language: language)
                own = own ?? done.key
                let isFirst = part.record.subkey.isEmpty
                guard let change = done.change else { continue }
                settled.changes.append(change)
                if isFirst, done.isNew {
                    settled.outcome = .new
                } else if settled.outcome != .new {
                    settled.outcome = .changed
                }
            } catch {
                // A product that cannot be an offer does not cost the row.
                guard !part.record.subkey.isEmpty else { throw error }
                settled.notices.append("\(part.record.subkey) is left out: \(error.reason)")
            }
        }
        return settled
    }

    /// One record of a row: its key, and what has to be published, if anything.
    private func settle(
        _ part: PlannedRow.Part, of row: PlannedRow, state: SourceState, own: RecordKey?,
        language: String
    ) throws(RowRefusal) -> (key: RecordKey, change: OwnChange?, isNew: Bool) {
        let before: (key: RecordKey, digest: Hash)?
        switch state {
        case .new: before = nil
        case .known(let key, let digest): before = (key, digest)
        case .removedHere: throw RowRefusal(reason: "removed here: a removal is final")
        case .ofOther(let node):
            throw RowRefusal(
                reason: "a listing of network \(node), whose log is held here: only that network "
                    + "can change it")
        }
        var json = part.record.json
        if json["lang"] == nil { json["lang"] = .string(language) }
        if !row.row.isPayload { addSource(to: &json, system: row.system, id: part.id) }
        if let own {
            for member in part.record.refersToOwn { json[member] = .string(own.description) }
        }
        let record: Record
        let payload: [UInt8]
        do throws(NodeError) {
            (record, payload, _) = try prepare(RecordCoding.encode(.object(json)))
        } catch { throw RowRefusal(reason: error.message) }
        let digest = Hash.sha256(CanonicalJSON.encode(record.json))
        if let before {
            guard before.key.kind == record.kind else {
                throw RowRefusal(
                    reason: "it was imported as \(before.key.kind), the row says \(record.kind)")
            }
            // Digests of version 0.1.0 were of the payload's bytes.
            if before.digest == digest || before.digest == Hash.sha256(payload) {
                return (before.key, nil, false)
            }
        }
        let said = row.row.record.flatMap { $0.node == nodeID ? $0.key : nil }
        guard
            let key = before?.key ?? said
                ?? RecordKey(kind: record.kind, randomBytes: randomBytes(16))
        else { throw RowRefusal(reason: "\"\(record.kind)\" is not a kind") }
        let sealed = SealedPayload(nonce: randomBytes(Commitment.nonceBytes), bytes: payload)
        let source = SourceKey(system: row.system, foreignID: part.id, digest: digest)
        let change = OwnChange(key: key, operation: .put(sealed), source: source)
        return (key, change, before == nil)
    }

    /// Where the record is from, beside what the row itself says of that.
    private func addSource(to json: inout JSONObject, system: String, id: String) {
        var source = json["source"]?.object ?? JSONObject()
        if source["system"] == nil { source["system"] = .string(system) }
        if source["id"] == nil { source["id"] = .string(id) }
        json["source"] = .object(source)
    }
}
