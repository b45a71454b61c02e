import Foundation
import Logging
import SangamDirectory
import SangamLog
import SangamStore

/// What publishing or removing a record made.
public struct Published: Sendable {
    public var id: RecordID
    public var index: UInt64
    public var size: UInt64
    /// What was changed in the record before it was signed, and why.
    public var adjusted: [ListingProblem]
}

extension Node {
    /// Publishes a record, or a new revision of one. Durable, and not to be taken back by a
    /// crash, when it returns.
    ///
    /// - Parameters:
    ///   - payload: JSON as typed; white space between its tokens is taken out.
    ///   - id: the record to revise; nil for a new one.
    /// Throws: `listing-refused` with every problem; `removed`; `read-only`; nothing was written.
    public func publish(
        payload: [UInt8], id: RecordKey?, now: Int64
    ) async throws(NodeError) -> Published {
        let (record, bytes, adjusted) = try prepare(payload)
        if let id, id.kind != record.kind {
            throw NodeError(
                code: "kind-differs",
                message: "the record \(id) is of kind \(id.kind), the payload says "
                    + "\(record.kind)", hint: "nothing was written", category: .usage)
        }
        if let id { try await requireRevisable(id) }
        try await requireSubjects(of: record)
        guard let key = id ?? RecordKey(kind: record.kind, randomBytes: randomBytes(16)) else {
            throw NodeError(
                code: "kind",
                message: "\"\(record.kind)\" is not a kind: a-z and hyphens, at "
                    + "most \(Limits.kindBytesMax)", hint: "nothing was written",
                category: .usage)
        }
        let sealed = SealedPayload(nonce: randomBytes(Commitment.nonceBytes), bytes: bytes)
        let done = try await append(
            [OwnChange(key: key, operation: .put(sealed))], revising: id, now: now)
        return Published(
            id: RecordID(node: nodeID, key: key), index: done.indexes[0], size: done.head.size,
            adjusted: adjusted)
    }

    /// Removes a record for good, here and with everybody who holds a copy.
    ///
    /// Throws: `removed` if it was removed before, `unknown` if it never was, `read-only`.
    public func remove(_ key: RecordKey, now: Int64) async throws(NodeError) -> Published {
        try await requireRevisable(key)
        let done = try await append(
            [OwnChange(key: key, operation: .remove)], revising: key, now: now)
        return Published(
            id: RecordID(node: nodeID, key: key), index: done.indexes[0], size: done.head.size,
            adjusted: [])
    }

    /// States that two records are one thing in the world, or that they are not. If that is what
    /// our newest statement about the two says, nothing is written, and that one is answered.
    public func link(
        _ a: String, _ b: String, not: Bool, now: Int64
    ) async throws(NodeError) -> Published {
        for text in [a, b] where RecordID.resolve(text, home: nodeID) == nil {
            throw NodeError(
                code: "record-id",
                message: "\"\(text)\" is not a record: "
                    + "<node id>/<kind>/<id>, or <kind>/<id> for one of ours",
                hint: "nothing was written", category: .usage)
        }
        if let a = RecordID.resolve(a, home: nodeID), let b = RecordID.resolve(b, home: nodeID),
            let said = try await saidLink(a, b), said.isSame != not
        {
            return said.link
        }
        let payload: [JSONObject.Member] = [
            .init(name: "kind", value: .string("link")),
            .init(name: "a", value: .string(a)), .init(name: "b", value: .string(b)),
            .init(name: "relation", value: .string(not ? "not-same-as" : "same-as")),
        ]
        return try await publish(
            payload: RecordCoding.encode(.object(JSONObject(members: payload))), id: nil, now: now)
    }

    private func saidLink(
        _ a: RecordID, _ b: RecordID
    ) async throws(NodeError) -> (link: Published, isSame: Bool)? {
        do {
            guard let said = try await reader.newestLink(by: nodeID, between: a, and: b) else {
                return nil
            }
            let size = try await reader.completeHead(ownOrigin)?.size ?? 0
            let link = Published(
                id: said.source.id, index: said.source.index, size: size, adjusted: [])
            return (link, said.isSame)
        } catch { throw NodeError(error) }
    }

    /// Reads what somebody typed, adjusts what must be (the grid of places), checks our rules.
    nonisolated func prepare(
        _ payload: [UInt8]
    ) throws(NodeError) -> (Record, [UInt8], [ListingProblem]) {
        let parsed: Record
        do {
            parsed = try RecordCoding.parseInput(payload)
        } catch {
            throw NodeError(
                code: "payload", message: "this is not a record: \(error)",
                hint: "nothing was written", category: .usage)
        }
        let (json, adjusted) = ListingRules.prepare(
            parsed.json, precision: configuration.privacyLocation)
        let record = Record(json: json)
        let refused = adjusted.filter { $0.severity == .refused }
        guard refused.isEmpty else {
            throw NodeError(
                code: "listing-refused",
                message: refused.map(\.description).joined(separator: "; "),
                hint: "nothing was written; correct this and try again", category: .usage)
        }
        let bytes: [UInt8]
        do {
            bytes = try RecordCoding.payload(json)
        } catch {
            throw NodeError(
                code: "payload", message: "this is not a record: \(error)",
                hint: "nothing was written", category: .usage)
        }
        return (
            record, bytes, adjusted.filter { $0.severity == .adjusted } + Self.unknownZones(json)
        )
    }

    /// Zones of times that nobody here knows: their name is kept, and nobody can say when it is.
    private static func unknownZones(_ json: JSONObject) -> [ListingProblem] {
        let unknown = [
            ("zone", json["zone"]), ("schedule.zone", json["schedule"]?.object?["zone"]),
        ]
        .filter { _, value in value?.string.map { ZoneFiles.rule($0) == nil } ?? false }
        // Without the rules of zones every one would be unknown.
        guard !unknown.isEmpty, ZoneFiles.finding().level == .ok else { return [] }
        return unknown.map { field, _ in
            ListingProblem(
                field: field,
                reason: "kept as it is, but no time zone of this name is known here: it has to be "
                    + "one such as Africa/Johannesburg", severity: .adjusted)
        }
    }

    /// A link or a picture is about records that can be here and are not: nobody would ever see it.
    private func requireSubjects(of record: Record) async throws(NodeError) {
        let members = ["link": ["a", "b"], "image": ["of"]][record.kind] ?? []
        var subjects: [RecordID] = []
        for member in members {
            guard let text = record.json[member]?.string,
                let id = RecordID.resolve(text, home: nodeID)
            else { continue }
            guard !subjects.contains(id) else {
                throw NodeError(
                    code: "same-record", message: "a link is between two records, not one",
                    hint: "nothing was written", category: .usage)
            }
            subjects.append(id)
        }
        for id in subjects {
            do {
                guard try await reader.chain(of: id.node) != nil else { continue }
            } catch { throw NodeError(error) }
            try await requireThere(
                id, in: "in that network's log", ifRemoved: "",
                ifUnknown: "; sangam listing search finds its id")
        }
    }

    private func requireRevisable(_ key: RecordKey) async throws(NodeError) {
        try await requireThere(
            RecordID(node: nodeID, key: key), in: "of ours",
            ifRemoved: "; publish it as a new record",
            ifUnknown: "; leave the id out to publish a new one")
    }

    /// Throws: `removed` or `unknown`, each with what else can be done.
    private func requireThere(
        _ id: RecordID, in place: String, ifRemoved: String, ifUnknown: String
    ) async throws(NodeError) {
        let lookup: ListingLookup
        do {
            lookup = try await reader.lookup(id)
        } catch { throw NodeError(error) }
        switch lookup {
        case .found, .withoutPayload: return
        case .removed:
            throw NodeError(
                code: "removed", message: "\(id.key) was removed, and a removal is final",
                hint: "nothing was written" + ifRemoved)
        case .unknown:
            throw NodeError(
                code: "unknown", message: "there is no record \(id.key) \(place)",
                hint: "nothing was written" + ifUnknown)
        }
    }

    /// Appends to our own log in the order of Protocol.md: sign inside the transaction, commit,
    /// head file, and only then serve the head and wake whoever waits.
    ///
    /// - Parameter key: a record that must still be there in our turn: somebody else may remove it
    ///   while we wait, and a later put would count for nothing.
    func append(
        _ changes: [OwnChange], revising key: RecordKey? = nil, now: Int64
    ) async throws(NodeError) -> Appended {
        try await requireWritable(now: now)
        await appendGate.enter()
        defer { appendGate.leave() }
        if let key { try await requireRevisable(key) }
        return try await appendInTurn(changes, now: now)
    }

    /// The same for a caller who has asked `requireWritable` and holds the gate: what it looked up
    /// since then still holds when its changes are written.
    func appendInTurn(_ changes: [OwnChange], now: Int64) async throws(NodeError) -> Appended {
        // While it waited for the gate, a larger head of our log may have turned up.
        try requireReady()
        try folder.reserveHead()
        let hold = Int64(configuration.removeHoldSeconds)
        let signer = self.signer
        let done: Appended
        do {
            done = try await store.append(
                changes, origin: ownOrigin, now: now, hold: hold,
                sign: { try signer.sign(text: $0) })
        } catch {
            if error.code == .headMismatch { ownLog = .readOnly(error.message) }
            throw noting(error)
        }
        CrashPoint.passing("after-commit")
        do {
            try folder.writeHead(size: done.head.size, root: done.head.root.base64)
        } catch {
            throw noting(error)
        }
        CrashPoint.passing("after-head-file")
        if hold == 0 { try await destroyDue(now: now) }
        wake()
        return done
    }

    /// Gathers words for *Did you mean …* and the insides of names, and merges what lies in many
    /// pieces, a part at a time and not many in a row, so that readers keep a processor; while a
    /// log is being fetched seldom and only one, because all want the one writer.
    func gatherTerms() async {
        var parts = Self.gatherParts
        if !pullTurns.isEmpty {
            gatherTurns += 1
            guard gatherTurns.isMultiple(of: Self.gatherEvery) else { return }
            parts = 1
        }
        do {
            for _ in 0..<parts where try await store.gatherTerms() { await Task.yield() }
            guard mergedChanges != changes else { return }
            let seen = changes
            while parts > 0, try await store.mergeIndexes() { parts -= 1 }
            if parts > 0 { mergedChanges = seen }
        } catch {
            log.error("the index was not tended", metadata: ["error": "\(noting(error))"])
        }
    }

    private static let gatherParts = 6
    /// While a log is being fetched, at each of so many turns of the household.
    private static let gatherEvery = 8

    /// Destroys what is due, here and now.
    public func destroyDue(now: Int64) async throws(NodeError) {
        do {
            let hold = Int64(configuration.removeHoldSeconds)
            if try await store.destroyDue(now: now, hold: hold) > 0 { wake() }
        } catch {
            throw noting(error)
        }
    }
}
