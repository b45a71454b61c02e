/// One row of a roster: a log, how far it is from its owner, and its newest head.
///
/// Shape: `log <distance> <cleared> [frozen]` and the checkpoint note: the owner's line, then the
/// roster's node's cosignature if any. Source: Protocol.md, "Roster".
public struct RosterRow: Hashable, Sendable {
    /// The owner's log is 0, else 1 + the smallest heard: the sender's claim. Units: hops.
    public var distance: Int
    /// Payloads that the entries below this size removed or superseded are destroyed there.
    public var cleared: UInt64
    /// Whether that node has fork evidence against the log.
    public var isFrozen: Bool
    public var checkpoint: Checkpoint
    /// All lines as they came; whose they are is checked by who knows the keys.
    public var note: SignedNote

    public init(
        distance: Int, cleared: UInt64, isFrozen: Bool, checkpoint: Checkpoint, note: SignedNote
    ) {
        self.distance = distance
        self.cleared = cleared
        self.isFrozen = isFrozen
        self.checkpoint = checkpoint
        self.note = note
    }

    var bytes: [UInt8] {
        Array("log \(distance) \(cleared)\(isFrozen ? " frozen" : "")\n".utf8) + note.bytes
    }

    /// What stands on a row's first line.
    struct Start {
        let distance: Int
        let cleared: UInt64
        let isFrozen: Bool
    }

    /// Reads a row's first line; nil if it has another shape.
    static func start(_ line: ArraySlice<UInt8>) -> Start? {
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3 || (words.count == 4 && words[3].elementsEqual("frozen".utf8)),
            words[0].elementsEqual("log".utf8),
            let distance = Decimal.parse(words[1]), distance <= Limits.distanceMax,
            let cleared = Decimal.parse(words[2]), cleared <= Limits.treeSizeMax
        else { return nil }
        return Start(
            distance: Int(distance), cleared: cleared, isFrozen: words.count == 4)
    }
}

/// What a node offers, and the cursor after which to ask again.
public struct Roster: Hashable, Sendable {
    /// `<instance>:<sequence>`, opaque to the asker.
    public var next: String
    /// In ascending sequence, at most 1,000, each log once.
    public var rows: [RosterRow]

    public init(next: String, rows: [RosterRow]) {
        self.next = next
        self.rows = rows
    }

    /// The document.
    public var bytes: [UInt8] {
        Array("sangam roster v1\nnext \(next)\n".utf8) + rows.flatMap(\.bytes)
            + Array("end\n".utf8)
    }

    /// Reads a document. Signatures are not checked here: the reader may not know the key yet.
    ///
    /// Throws: the first rule broken, with its line.
    public init(_ bytes: [UInt8]) throws(DocumentProblem) {
        var cursor = LineCursor(bytes)
        guard bytes.count <= Limits.documentBytesMax else { throw cursor.problem(.documentBytes) }
        guard try cursor.require().elementsEqual("sangam roster v1".utf8) else {
            throw cursor.problem(.newerFormat)
        }
        let line = try cursor.require()
        guard line.starts(with: "next ".utf8), Roster.isCursor(line.dropFirst(5)) else {
            throw cursor.problem(.rosterNext)
        }
        next = String(decoding: line.dropFirst(5), as: UTF8.self)
        rows = []
        var seen: Set<Origin> = []
        while let text = cursor.peek(), text.starts(with: "log".utf8) {
            _ = cursor.next()
            let rowLine = cursor.line
            guard let start = RosterRow.start(text) else { throw cursor.problem(.rosterRow) }
            guard rows.count < Limits.rosterRowsMax else { throw cursor.problem(.rosterCount) }
            let note = try cursor.note()
            let checkpoint: Checkpoint
            do {
                checkpoint = try Checkpoint(text: note.text)
            } catch {
                throw DocumentProblem(
                    line: rowLine + 1 + CheckpointShape.lineOffset(of: error), reason: error)
            }
            let isNew = seen.insert(checkpoint.origin).inserted
            guard isNew else {
                throw DocumentProblem(line: rowLine, reason: .rosterDuplicate)
            }
            rows.append(
                RosterRow(
                    distance: start.distance, cleared: start.cleared, isFrozen: start.isFrozen,
                    checkpoint: checkpoint, note: note))
        }
        try cursor.end()
    }

    /// Whether bytes may be a cursor: 1 to 128 of 0x21–0x7E.
    public static func isCursor(_ bytes: some Collection<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.count <= Limits.cursorBytesMax
            && bytes.allSatisfy { $0 >= 0x21 && $0 <= 0x7E }
    }
}
