import Foundation
import SangamDirectory
import SangamLog
import SangamStore

/// How a file of listings is to be taken.
public struct ImportOptions: Sendable {
    /// What the file is; nil: by its name, else by its first bytes.
    public var format: RowReader.Format?
    /// The source's name; nil: the payload's own `source.system`, else the file's name.
    public var sourceName: String?
    /// The column or member that holds a row's key; nil: the usual names.
    public var idColumn: String?
    /// What a mapping file says; the beginning of the stream.
    public var mapping: ImportMapping
    public var dryRun: Bool
    /// Whether records whose rows are gone from the source are removed.
    public var removeMissing: Bool
    /// The language of rows that do not say theirs.
    public var language: String?
    public var fileName: String

    public init(
        format: RowReader.Format? = nil, sourceName: String? = nil, idColumn: String? = nil,
        mapping: ImportMapping = ImportMapping(), dryRun: Bool = false,
        removeMissing: Bool = false, language: String? = nil, fileName: String
    ) {
        self.format = format
        self.sourceName = sourceName
        self.idColumn = idColumn
        self.mapping = mapping
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
}

/// What an import did. Every row is in exactly one of the first four.
public struct ImportSummary: Sendable, Hashable {
    public var new = 0
    public var changed = 0
    public var unchanged = 0
    public var rejected = 0
    /// Records imported before whose rows are gone.
    public var missing = 0
    /// The first of the rejected rows.
    public var rejects: [ImportReject] = []
    /// Those rows in the source's own format, with a reason each, to be mended and imported again.
    public var rejectsFile: [UInt8] = []
    /// How many rejected rows are in `rejectsFile`.
    public var rejectsKept = 0
    /// What a person should know of the file and of rows that were taken: the first of them.
    public var notices: [String] = []
    /// How many there were.
    public var noticeCount = 0
}

/// One import, fed with the file's bytes as they come.
public actor ImportRun {
    private let node: Node
    private let options: ImportOptions
    private let language: String
    private let now: Int64
    private let caches = CacheBound()
    private var reader: RowReader?
    private var head: [UInt8] = []
    private var summary = ImportSummary()
    private var batch: [ImportRow] = []
    /// Hashes of the keys seen: a million numbers, where the keys would be far more.
    private var seen = SeenHashes()
    private var systems: Set<String> = []
    private var hasTold = false
    /// Rejected rows whose people did not agree to be listed: what they were before may go.
    private var declined = 0
    private static let batchRows = 500
    private static let rejectsKept = 10_000
    private static let rejectsBytesKept = 16 << 20
    private static let noticesKept = 100

    init(node: Node, options: ImportOptions, language: String, now: Int64) {
        self.node = node
        self.options = options
        self.language = language
        self.now = now
    }

    /// Takes some more bytes of the file. Throws: `import-file` as soon as it is no list at all.
    public func feed(_ bytes: [UInt8]) async throws(NodeError) {
        guard reader != nil else {
            head += bytes
            // Enough to tell JSON from a table.
            guard head.contains(where: { $0 > 0x20 && $0 < 0x7F }) || head.count > 4_096 else {
                return
            }
            begin()
            let first = head
            head = []
            return try await feed(first)
        }
        for start in stride(from: 0, to: bytes.count, by: 1 << 16) {
            let piece = Array(bytes[start..<min(start + (1 << 16), bytes.count)])
            try await take(reader?.take(piece) ?? [])
            // Of a file that is no list the rest, however long, says nothing more.
            try requireList()
        }
    }

    private func requireList() throws(NodeError) {
        guard let problem = reader?.fileProblem else { return }
        throw NodeError(
            code: "import-file", message: problem,
            hint: "see sangam import --help, and --mapping for columns with other names",
            category: .usage)
    }

    /// The end of the file: what is left is taken, and the summary is final.
    ///
    /// Throws: `import-file` if it is no list at all; nothing was imported then.
    public func finish() async throws(NodeError) -> ImportSummary {
        if reader == nil {
            begin()
            try await take(reader?.take(head) ?? [])
        }
        try await take(reader?.finish() ?? [])
        try await flush()
        try requireList()
        for notice in reader?.fileNotices.reversed() ?? [] { tell(notice, isFirst: true) }
        try await countMissing()
        if !options.dryRun { await node.gatherTerms() }
        return summary
    }

    private func begin() {
        var mapping = options.mapping
        if let column = options.idColumn { mapping.useAsID(column) }
        let format = options.format ?? Self.guess(head, fileName: options.fileName)
        reader = RowReader(
            format: format, mapping: mapping, language: language,
            precision: node.configuration.privacyLocation)
    }

    private static func guess(_ bytes: [UInt8], fileName: String) -> RowReader.Format {
        if let format = RowReader.Format(fileName: fileName) { return format }
        let first = ByteOrderMark.dropped(bytes).first { $0 > 0x20 }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .json : .csv
    }

    // MARK: - Rows

    private func take(_ rows: [ImportRow]) async throws(NodeError) {
        for row in rows {
            for notice in row.notices { tell("line \(row.line): \(notice)") }
            if let problem = row.problem {
                if row.isDeclined { declined += 1 }
                reject(row, problem)
                continue
            }
            batch.append(row)
            if batch.count >= Self.batchRows { try await flush() }
        }
    }

    private func flush() async throws(NodeError) {
        let rows = batch
        batch = []
        var planned: [PlannedRow] = []
        for row in rows {
            let plan = plan(row)
            guard !plan.records.isEmpty else { continue }
            guard seen.insert(plan.keyHash) else {
                reject(row, Self.twice(plan))
                continue
            }
            for part in plan.records.dropFirst() { _ = seen.insert(part.keyHash) }
            systems.insert(plan.system)
            planned.append(plan)
        }
        guard !planned.isEmpty else { return }
        let results = try await node.take(
            planned, language: language, isDryRun: options.dryRun, now: now)
        for (plan, result) in zip(planned, results) {
            switch result {
            case .success(let done):
                for notice in done.notices { tell("line \(plan.row.line): \(notice)") }
                switch done.outcome {
                case .new: summary.new += 1
                case .changed: summary.changed += 1
                case .unchanged: summary.unchanged += 1
                }
            case .failure(let refusal): reject(plan.row, refusal.reason)
            }
        }
    }

    /// Which keys a row and the records made from it have.
    private func plan(_ row: ImportRow) -> PlannedRow {
        let first = row.records.first?.json ?? JSONObject()
        let own = first["source"]?.object?["system"]?.string
        let system = options.sourceName ?? own ?? options.fileName
        var id = row.key
        if row.isPayload, let column = options.idColumn {
            id = Record.written(first[column]) ?? id
        }
        if id == nil, !hasTold {
            hasTold = true
            tell(
                "no column of keys was found: rows are known again by name, postcode and website; "
                    + "--id-column names a better one", isFirst: true)
        }
        let key = id ?? PlannedRow.derived(row.derivedKey ?? "")
        return PlannedRow(row: row, system: system, id: key)
    }

    private static func twice(_ plan: PlannedRow) -> String {
        guard plan.row.derivedKey != nil else {
            return "another row of this file has the key \(plan.id)"
        }
        return "another row of this file has the same name, postcode and website: if they are two, "
            + "say by which column they differ, with --id-column"
    }

    private func countMissing() async throws(NodeError) {
        // A row that could not be read may be the very one that seems to be missing.
        let isEmpty = seen.isEmpty && summary.rejected == 0
        let isWhole = summary.rejected == declined
        let mayRemove = options.removeMissing && !options.dryRun && isWhole && !isEmpty
        // A source without a single row names itself only by what it was called here.
        if seen.isEmpty { systems.insert(options.sourceName ?? options.fileName) }
        for system in systems.sorted() {
            try await countMissing(of: system, mayRemove: mayRemove)
        }
        if options.removeMissing, isEmpty, summary.missing > 0 {
            tell(
                "nothing was removed, because the file has no rows: it may have been cut; sangam "
                    + "listing remove takes them out one by one", isFirst: true)
        }
        if options.removeMissing, !isWhole, summary.missing > 0 {
            tell(
                "nothing was removed, because rows were rejected: one of them may be what seems to "
                    + "be missing", isFirst: true)
        }
    }

    /// By parts: a source of a million rows is never held whole.
    private func countMissing(of system: String, mayRemove: Bool) async throws(NodeError) {
        var last: String?
        while true {
            let rows: [(foreignID: String, key: RecordKey)]
            do {
                rows = try await node.store.sourceRows(system: system, after: last)
            } catch { throw NodeError(error) }
            guard let end = rows.last else { return }
            last = end.foreignID
            let gone = rows.filter {
                !seen.contains(PlannedRow.hash(system: system, id: $0.foreignID))
            }
            summary.missing += gone.count
            guard mayRemove, !gone.isEmpty else { continue }
            for start in stride(from: 0, to: gone.count, by: Self.batchRows) {
                let part = gone[start..<min(start + Self.batchRows, gone.count)]
                _ = try await node.append(
                    part.map {
                        OwnChange(key: $0.key, operation: .remove, rowMayReturn: true)
                    }, now: now)
            }
        }
    }

    // MARK: - What is told

    private func reject(_ row: ImportRow, _ reason: String) {
        summary.rejected += 1
        // What is told is bounded; what is counted is not.
        guard summary.rejectsKept < Self.rejectsKept,
            summary.rejectsFile.count < Self.rejectsBytesKept, let writer = reader?.rejects
        else { return }
        var row = row
        row.problem = reason
        if summary.rejectsFile.isEmpty { summary.rejectsFile = writer.begin() }
        summary.rejectsFile += writer.row(row)
        summary.rejectsKept += 1
        if summary.rejects.count < 100 {
            summary.rejects.append(ImportReject(line: row.line, reason: reason))
        }
    }

    private func tell(_ notice: String, isFirst: Bool = false) {
        summary.noticeCount += 1
        if isFirst {
            summary.notices.insert(notice, at: 0)
        } else if summary.notices.count < Self.noticesKept {
            summary.notices.append(notice)
        }
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
        let language = options.language ?? configuration.languages.first ?? "en"
        return ImportRun(node: self, options: options, language: language, now: now)
    }

    /// Imports what a web address holds, fetched by the rules that hold for peers: http and https
    /// only, no redirects, no private addresses unless that is said.
    public func importFrom(
        url: String, _ options: ImportOptions, isPrivate: Bool, now: Int64
    ) async throws(NodeError) -> ImportSummary {
        let run = try await beginImport(options, now: now)
        let request = PeerRequest(
            url: url, headers: [(name: "Accept-Encoding", value: "gzip")],
            deadlineSeconds: Limits.transferSecondsMax * 4, maximumBytes: 1 << 34,
            allowPrivate: isPrivate)
        let response: PeerResponse
        do {
            response = try await transport.send(request)
        } catch {
            let isForbidden = error.code == .forbiddenAddress && !isPrivate
            throw NodeError(
                code: "import-url", message: "the address could not be read: \(error.message)",
                hint: "nothing was imported"
                    + (isForbidden ? "; --private allows addresses of your own network" : ""),
                category: error.code == .invalidURL ? .usage : .unreachable)
        }
        guard response.status == 200 else {
            throw NodeError(
                code: "import-url", message: "the address answered \(response.status)",
                hint: "nothing was imported; a redirect is not followed: give the address "
                    + "that it leads to", category: .unreachable)
        }
        do {
            let inflater = Inflater(maximumBytes: 1 << 34)
            for try await chunk in response.body {
                for piece in Inflater.pieces(chunk) {
                    try await run.feed(inflater.feed(piece))
                }
            }
            try await run.feed(inflater.finish())
        } catch let error as TransportError {
            throw NodeError(
                code: "import-url", message: "the address could not be read: \(error.message)",
                hint: "some rows may be imported already; run it again: nothing doubles",
                category: .unreachable)
        } catch is GzipError {
            throw NodeError(
                code: "import-url", message: "the answer is gzip that is damaged",
                hint: "some rows may be imported already", category: .failed)
        } catch { throw NodeError.wrapping(error) }
        return try await run.finish()
    }
}
