/// Reads a whole document line by line and keeps count for error messages.
///
/// Shape: lines end in LF; what stands after the last LF is no line.
struct LineCursor {
    private var rest: ArraySlice<UInt8>
    /// The number of the line that was read last; counts from 1, 0 before the first.
    private(set) var line = 0

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The next line without its LF; nil at the end or if its LF is missing.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        let text = rest[rest.startIndex..<end]
        rest = rest[(end + 1)...]
        line += 1
        return text
    }

    /// The next line without reading it.
    func peek() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        return rest[rest.startIndex..<end]
    }

    /// Whether no byte is left.
    var isAtEnd: Bool { rest.isEmpty }

    func problem(_ reason: Reason) -> DocumentProblem {
        DocumentProblem(line: line, reason: reason)
    }

    /// Reads the next line or throws `cut` for the line that is missing.
    mutating func require() throws(DocumentProblem) -> ArraySlice<UInt8> {
        guard let text = next() else { throw DocumentProblem(line: line + 1, reason: .cut) }
        return text
    }

    /// Reads a note that stands verbatim: it ends where a line after its empty line does not
    /// begin with `— `, or, if nothing need follow it, with the document.
    mutating func note(isLast: Bool = false) throws(DocumentProblem) -> SignedNote {
        var bytes: [UInt8] = []
        let first = line + 1
        while true {
            let text = try require()
            bytes += text
            bytes.append(0x0A)
            guard bytes.count <= Limits.noteBytesMax else { throw problem(.noteSize) }
            if text.isEmpty { break }
        }
        while let text = peek(), text.starts(with: NoteSignature.prefix) {
            bytes += text
            bytes.append(0x0A)
            _ = next()
            guard bytes.count <= Limits.noteBytesMax else { throw problem(.noteSize) }
        }
        let isWhole = peek() != nil || (isLast && isAtEnd)
        guard isWhole else { throw DocumentProblem(line: line + 1, reason: .cut) }
        do {
            return try SignedNote.parse(bytes)
        } catch {
            throw DocumentProblem(line: first, reason: error)
        }
    }

    /// Reads `end` and checks that nothing follows.
    mutating func end() throws(DocumentProblem) {
        guard try require().elementsEqual("end".utf8) else { throw problem(.endLine) }
        guard isAtEnd else { throw DocumentProblem(line: line + 1, reason: .trailing) }
    }
}
