import Foundation
import SangamDirectory
import SangamLog
import SangamStore

/// How a file of listings is to be taken.
public struct ImportOptions: Sendable {
    /// What a file may hold.
    public enum Format: String, Sendable {
        /// An array of payloads, or one payload a line.
        case json
    }

    public var format: Format
    /// The source's name; nil: the payload's own `source.system`, else the file's name.
    public var sourceName: String?
    /// The member that holds a row's key; nil: `source.id`, else `id`.
    public var idColumn: String?
    public var dryRun: Bool
    /// Whether records whose rows are gone from the source are removed.
    public var removeMissing: Bool
    /// The language of rows that do not say theirs.
    public var language: String?
    public var fileName: String

    public init(
        format: Format = .json, sourceName: String? = nil, idColumn: String? = nil,
        dryRun: Bool = false, removeMissing: Bool = false, language: String? = nil,
        fileName: String
    ) {
        self.format = format
        self.sourceName = sourceName
        self.idColumn = idColumn
        self.dryRun = dryRun
        self.removeMissing = removeMissing
        self.language = language
        self.fileName = fileName
    }
}

/// One row that was not taken.
public struct ImportReject: Sendable, Hashable {
    /// The line on which the row begins, counted from 1.
    public var line: Int
    public var reason: String
    public var text: String
}

/// What an import did. Every row is in exactly one of the first four.
public struct ImportSummary: Sendable, Hashable {
    public var new = 0
    public var changed = 0
    public var unchanged = 0
    public var rejected = 0
    /// Records imported before whose rows are gone.
    public var missing = 0
    public var rejects: [ImportReject] = []
}

/// One import, fed with the file's bytes as they come.
public actor ImportRun {
    private let node: Node
    private let options: ImportOptions
    private let now: Int64
    private var splitter = RecordSplitter()
    private var summary = ImportSummary()
    private var batch: [OwnChange] = []
    private var seen: [String: Set<String>] = [:]
    private static let batchRows = 500
    private static let rejectsKept = 1_000

    init(node: Node, options: ImportOptions, now: Int64) {
        self.node = node
        self.options = options
        self.now = now
    }

    /// Takes some more bytes of the file.
    public func feed(_ bytes: [UInt8]) async throws(NodeError) {
        for item in splitter.take(bytes) { try await take(item) }
    }

    /// The end of the file: what is left is taken, and the summary is final.
    public func finish() async throws(NodeError) -> ImportSummary {
        for item in splitter.finish() { try await take(item) }
        try await flush()
        try await countMissing()
        return summary
    }

    private func take(_ item: RecordSplitter.Item) async throws(NodeError) {
        if let problem = item.problem {
            reject("not a record: \(problem)", item)
            return
        }
        do {
            try await takePayload(item.bytes)
        } catch {
            guard let row = error as? RowProblem else { throw NodeError.wrapping(error) }
            reject(row.reason, item)
        }
    }

    /// Why one row is not taken; the others go on.
    private struct RowProblem: Error {
        let reason: String
    }

    private func takePayload(_ bytes: [UInt8]) async throws {
        var object: JSONObject
        do throws(RecordProblem) {
            object = try RecordCoding.parseInput(bytes).json
        } catch {
            throw RowProblem(reason: "not a record: \(error)")
        }
        if object["lang"] == nil {
            let language = options.language ?? node.configuration.languages.first ?? "en"
            object.members.append(.init(name: "lang", value: .string(language)))
        }
        let record: Record
        let payload: [UInt8]
        do throws(NodeError) {
            (record, payload, _) = try Node.prepare(RecordCoding.encode(.object(object)))
        } catch {
            throw RowProblem(reason: error.message)
        }
        let system = options.sourceName ?? record.sourceSystem ?? options.fileName
        guard let id = key(of: record) else {
            throw RowProblem(reason: "no key: \(options.idColumn ?? "source.id or id") is missing")
        }
        guard seen[system, default: []].insert(id).inserted else {
            throw RowProblem(reason: "another row of this file has the key \(id)")
        }
        try await take(
            record: record, payload: payload,
            source: SourceKey(
                system: system, foreignID: id, digest: Hash.sha256(payload)))
    }

    private func key(of record: Record) -> String? {
        if let column = options.idColumn {
            let value = record.json[column]
            if case .number(let text)? = value { return text }
            return value?.string
        }
        return record.sourceID ?? record.json["id"]?.string
    }

    private func take(record: Record, payload: [UInt8], source: SourceKey) async throws {
        let key: RecordKey
        switch try await node.store.sourceState(
            system: source.system, foreignID: source.foreignID)
        {
        case .removedHere:
            throw RowProblem(reason: "removed here: a removal is final")
        case .known(_, let digest) where digest == source.digest:
            summary.unchanged += 1
            return
        case .known(let known, _):
            guard known.kind == record.kind else {
                throw RowProblem(
                    reason: "it was imported as \(known.kind), the row says \(record.kind)")
            }
            key = known
            summary.changed += 1
        case .new:
            guard
                let made = RecordKey(
                    kind: record.kind, randomBytes: await node.randomBytes(16))
            else { throw RowProblem(reason: "\"\(record.kind)\" is not a kind") }
            key = made
            summary.new += 1
        }
        guard !options.dryRun else { return }
        let sealed = SealedPayload(
            nonce: await node.randomBytes(Commitment.nonceBytes), bytes: payload)
        batch.append(OwnChange(key: key, operation: .put(sealed), source: source))
        if batch.count >= Self.batchRows { try await flush() }
    }

    private func flush() async throws(NodeError) {
        guard !batch.isEmpty else { return }
        let rows = batch
        batch = []
        _ = try await node.append(rows, now: now)
    }

    private func countMissing() async throws(NodeError) {
        for (system, ids) in seen.sorted(by: { $0.key < $1.key }) {
            let rows: [(foreignID: String, key: RecordKey)]
            do {
                rows = try await node.store.sourceRows(system: system)
            } catch { throw NodeError(error) }
            let gone = rows.filter { !ids.contains($0.foreignID) }
            summary.missing += gone.count
            guard options.removeMissing, !options.dryRun, !gone.isEmpty else { continue }
            for start in stride(from: 0, to: gone.count, by: Self.batchRows) {
                let part = gone[start..<min(start + Self.batchRows, gone.count)]
                _ = try await node.append(
                    part.map { OwnChange(key: $0.key, operation: .remove) }, now: now)
            }
        }
    }

    private func reject(_ reason: String, _ item: RecordSplitter.Item) {
        summary.rejected += 1
        // What is told is bounded; what is counted is not.
        guard summary.rejects.count < Self.rejectsKept else { return }
        summary.rejects.append(
            ImportReject(
                line: item.line, reason: reason,
                text: String(decoding: item.bytes.prefix(4_096), as: UTF8.self)))
    }
}

extension Node {
    /// Begins an import into our own log.
    ///
    /// Throws: `read-only` before the first byte is read, unless it is a dry run.
    public func beginImport(
        _ options: ImportOptions, now: Int64
    ) async throws(NodeError) -> ImportRun {
        if !options.dryRun { try await requireWritable(now: now) }
        return ImportRun(node: self, options: options, now: now)
    }
}
