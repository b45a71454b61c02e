/// Reads one section from bytes that nobody has checked, as they come.
///
/// Shape: feed bytes in any portions; a fault is thrown with the line on which it was found, as
/// early as it can be seen; memory is bounded by the largest section.
/// Source: Protocol.md, "Sections".
public struct SectionReader: Sendable {
    /// What the next line may be.
    enum Stage: Sendable {
        case start
        case identityOrHead
        case noteText(isIdentity: Bool)
        case noteSignatures(isIdentity: Bool)
        case range
        case proof
        case entries
        case end
        case done
    }

    var stage = Stage.start
    var statements: [IdentityStatement] = []
    var chain: IdentityChain?
    var head: SectionHead?
    var from: UInt64 = 0
    var to: UInt64 = 0
    var proof: [Hash] = []
    var entries: [SectionEntry] = []
    var fault: EntryFault?
    var line = 0
    /// The note that is being read, and the line on which it begins.
    var note: [UInt8] = []
    var noteLine = 0
    private var buffer: [UInt8] = []
    private var scanned = 0
    private var byteCount = 0
    /// Bytes that came after the line `end`: in a file the next section, else a fault.
    public private(set) var leftover: [UInt8] = []

    public init() {}

    /// Whether the line `range` has been read.
    var hasRange: Bool {
        switch stage {
        case .proof, .entries, .end, .done: true
        case .start, .identityOrHead, .noteText, .noteSignatures, .range: false
        }
    }

    /// Whether the line `end` has been read.
    public var isDone: Bool { if case .done = stage { true } else { false } }

    /// Reads some more bytes.
    ///
    /// Throws: the first fault, in the order of Protocol.md. A line that is no entry is not thrown
    /// before `finish`, because only the whole section tells whether the log itself commits to it.
    public mutating func feed(_ bytes: some Collection<UInt8>) throws(DocumentProblem) {
        do throws(DocumentProblem) {
            try take(bytes)
        } catch {
            throw fault?.problem ?? error
        }
    }

    private mutating func take(_ bytes: some Collection<UInt8>) throws(DocumentProblem) {
        if isDone {
            leftover += bytes
            return
        }
        buffer += bytes
        var start = 0
        while let end = buffer[scanned...].firstIndex(of: 0x0A) {
            byteCount += end + 1 - start
            let isWithin = byteCount <= Limits.sectionBytesMax
            guard isWithin else { throw problem(.sectionBytes) }
            line += 1
            let text = buffer[start..<end]
            start = end + 1
            scanned = start
            try read(text)
            if isDone {
                leftover = Array(buffer[start...])
                buffer = []
                scanned = 0
                return
            }
        }
        buffer.removeFirst(start)
        scanned = buffer.count
        let isBounded = byteCount + buffer.count <= Limits.sectionBytesMax
        guard isBounded else { throw problem(.sectionBytes) }
    }

    /// The section, after all bytes of an answer or a push body.
    ///
    /// Returns: also a section with a `fault`, which is for `LogExtension.check` to judge.
    /// Throws: `cut` without the line `end`, `trailing` if bytes follow it.
    public func finish() throws(DocumentProblem) -> Section {
        let section = try self.section()
        guard leftover.isEmpty else {
            throw fault?.problem ?? DocumentProblem(line: line + 1, reason: .trailing)
        }
        return section
    }

    /// The section, whatever follows: for files, in which the next section may follow.
    ///
    /// Throws: `cut` without the line `end`.
    public func section() throws(DocumentProblem) -> Section {
        guard isDone, let chain, let head else {
            throw fault?.problem ?? DocumentProblem(line: line + 1, reason: .cut)
        }
        return Section(
            chain: chain, head: head, from: from, to: to, proof: proof, entries: entries,
            endLine: line, fault: fault)
    }

    /// Reads one whole section that is in memory; a line that is no entry is thrown too.
    public static func read(_ bytes: [UInt8]) throws(DocumentProblem) -> Section {
        var reader = SectionReader()
        try reader.feed(bytes)
        let section = try reader.finish()
        if let fault = section.fault { throw fault.problem }
        return section
    }

    func problem(_ reason: Reason) -> DocumentProblem {
        DocumentProblem(line: line, reason: reason)
    }
}
