/// Cuts a table into rows and cells while its bytes arrive, in whatever pieces they come.
///
/// Shape: RFC 4180, and what people's programs write: any of CRLF, LF and CR; quotes only where
/// they are needed; a quote inside a cell that nobody doubled; spaces around quotes. A quote that
/// is never closed costs the line that it stands in, not the rest of the file.
///
/// Units: a row of more than `maximumRowBytes` is one problem, and its rest is not kept.
struct CSVReader: Sendable {
    /// The longest row.
    ///
    /// Units: bytes.
    static let maximumRowBytes = 1_048_576
    /// The most cells of a row.
    static let maximumCells = 16_384
    /// The longest line that is looked at in a row that is not kept.
    ///
    /// Units: bytes.
    private static let watchedBytes = 65_536

    private enum State { case start, plain, quoted, afterQuote, skipLine, skipQuoted, skipAfter }

    private let delimiter: UInt8
    private let columns: Int
    private(set) var decoder: CellDecoder
    private var rows: [CSVRow] = []
    private var state = State.start
    /// The row as it came, so that it can be read again without its unpaired quote.
    private var raw: [UInt8] = []
    private var text: [UInt8] = []
    private var ends: [Int] = []
    private var cellStart = 0
    private var spaces = 0
    private var hasStrayQuote = false
    private var hasBreak = false
    private var line = 1
    private var rowLine = 1
    private var isAfterReturn = false
    /// Whether the lines of a row that is not kept are looked at, one at a time, in `text`.
    private var isWatched = false
    private var isFirstLine = false
    private var consumed = 0
    private var reread = 0

    /// A reader of rows that have `columns` cells, as far as that is known.
    init(delimiter: UInt8, columns: Int = 0, decoder: CellDecoder = CellDecoder(), line: Int = 1) {
        self.delimiter = delimiter
        self.columns = columns
        self.decoder = decoder
        self.line = line
        self.rowLine = line
    }

    /// Takes the file's next bytes; the rows that they complete, in their order.
    mutating func take(_ bytes: [UInt8]) -> [CSVRow] {
        consumed += bytes.count
        run(bytes)
        defer { rows = [] }
        return rows
    }

    /// The file is over: the row that was being read, if any.
    mutating func finish() -> [CSVRow] {
        while true {
            switch state {
            case .start where raw.isEmpty: break
            case .quoted:
                if rewind(reason: Self.unclosed) {
                    run(takeAgain())
                    continue
                }
                refuse(Self.unclosed)
            case .skipLine, .skipQuoted, .skipAfter:
                line += 1
                if let row = endSkippedLine(with: 0x0A) {
                    run(row)
                    continue
                }
                if state != .start { refuse(Self.tooLong) }
            default:
                if endRow() {
                    run(takeAgain())
                    continue
                }
            }
            break
        }
        defer { rows = [] }
        return rows
    }

    // MARK: - The automaton

    /// Reads bytes; a row that is to be read again is put on top of what is still to come.
    private mutating func run(_ bytes: [UInt8]) {
        var work: [(bytes: [UInt8], at: Int)] = [(bytes, 0)]
        while let (bytes, start) = work.popLast() {
            var at = start
            while at < bytes.count {
                if let again = step(bytes, &at) {
                    work.append((bytes, at))
                    work.append((again, 0))
                    break
                }
            }
        }
    }

    /// One byte, or a run of plain ones; what is to be read again, if anything.
    private mutating func step(_ bytes: [UInt8], _ at: inout Int) -> [UInt8]? {
        let byte = bytes[at]
        if isAfterReturn {
            isAfterReturn = false
            if byte == 0x0A {
                at += 1
                if state == .quoted || state == .afterQuote { keep(byte) }
                return nil
            }
        }
        if state == .plain || state == .quoted {
            let end = endOfPlain(bytes, from: at)
            if end > at {
                let room = Self.maximumRowBytes + 1 - raw.count
                let part = bytes[at..<min(end, at + max(room, 0))]
                raw.append(contentsOf: part)
                text.append(contentsOf: part)
                at = end
                return raw.count > Self.maximumRowBytes ? overflow() : nil
            }
        }
        at += 1
        let isBreak = byte == 0x0A || byte == 0x0D
        if isBreak {
            line += 1
            isAfterReturn = byte == 0x0D
        }
        return take(byte, isBreak: isBreak)
    }

    private func endOfPlain(_ bytes: [UInt8], from start: Int) -> Int {
        var end = start
        if state == .quoted {
            while end < bytes.count, bytes[end] != 0x22, bytes[end] != 0x0A, bytes[end] != 0x0D {
                end += 1
            }
        } else {
            while end < bytes.count, bytes[end] != delimiter, bytes[end] != 0x0A,
                bytes[end] != 0x0D, bytes[end] != 0x22
            {
                end += 1
            }
        }
        return end
    }

    private mutating func take(_ byte: UInt8, isBreak: Bool) -> [UInt8]? {
        switch state {
        case .skipLine, .skipQuoted, .skipAfter:
            return takeSkipped(byte, isBreak: isBreak)
        case .start where byte == 0x22, .plain where byte == 0x22 && isBlankCell:
            text.removeLast(text.count - cellStart)
            raw.append(byte)
            state = .quoted
        case .start, .plain:
            if isBreak { return endRow(with: byte) }
            raw.append(byte)
            if byte == delimiter {
                endCell()
            } else {
                text.append(byte)
                state = .plain
            }
        case .quoted:
            if byte == 0x22 {
                raw.append(byte)
                state = .afterQuote
                spaces = 0
            } else {
                hasBreak = hasBreak || isBreak
                keep(byte)
            }
        case .afterQuote: return takeAfterQuote(byte, isBreak: isBreak)
        }
        return raw.count > Self.maximumRowBytes ? overflow() : nil
    }

    private mutating func takeAfterQuote(_ byte: UInt8, isBreak: Bool) -> [UInt8]? {
        if isBreak { return endRow(with: byte) }
        raw.append(byte)
        if byte == delimiter {
            endCell()
        } else if byte == 0x22, spaces == 0 {
            text.append(byte)
            state = .quoted
        } else if byte == 0x20 {
            spaces += 1
        } else {
            // Not doubled and not at the end: somebody's inches, or a word in quotes.
            text.append(0x22)
            text.append(contentsOf: repeatElement(0x20, count: spaces))
            text.append(byte)
            hasStrayQuote = true
            state = byte == 0x22 ? .afterQuote : .quoted
            if byte == 0x22 {
                text.removeLast()
                spaces = 0
            }
        }
        return raw.count > Self.maximumRowBytes ? overflow() : nil
    }

    /// Follows quotes and line breaks of a row that is not kept; a line that is to be read again.
    private mutating func takeSkipped(_ byte: UInt8, isBreak: Bool) -> [UInt8]? {
        if isBreak { return endSkippedLine(with: byte) }
        switch state {
        case .skipQuoted where byte == 0x22: state = .skipAfter
        case .skipAfter: state = byte == delimiter ? .skipLine : .skipQuoted
        default: break
        }
        if isWatched, !isFirstLine, text.count <= Self.watchedBytes { text.append(byte) }
        return nil
    }

    /// A line of a row that is not kept has ended, and perhaps the row. If the line is a row by
    /// itself, the quote that swallowed it was never meant to be open.
    private mutating func endSkippedLine(with lineBreak: UInt8) -> [UInt8]? {
        let isRow =
            isWatched && !isFirstLine && text.count <= Self.watchedBytes
            && CSVLines.lookLikeRows(text[...], delimiter: delimiter, columns: columns)
        if isRow {
            let row = text + [lineBreak]
            line -= 1
            refuse(Self.tooLong)
            isAfterReturn = false
            return row
        }
        if state != .skipQuoted { refuse(Self.tooLong) }
        text = []
        isFirstLine = false
        return nil
    }

    private mutating func keep(_ byte: UInt8) {
        raw.append(byte)
        text.append(byte)
    }

    private var isBlankCell: Bool { text[cellStart...].allSatisfy { $0 == 0x20 } }

    // MARK: - Rows

    private mutating func endCell() {
        if ends.count < Self.maximumCells { ends.append(text.count) }
        cellStart = text.count
        state = .start
    }

    private mutating func endRow(with lineBreak: UInt8) -> [UInt8]? {
        if hasStrayQuote { raw.append(lineBreak) }
        return endRow() ? takeAgain() : nil
    }

    /// Ends the row; true if it must be read again instead, without the quote that swallowed lines.
    private mutating func endRow() -> Bool {
        if hasStrayQuote, hasBreak, rewind(reason: Self.unclosed) { return true }
        if state == .start, ends.isEmpty, text.isEmpty {
            reset()
            return false
        }
        endCell()
        var cells: [String] = []
        cells.reserveCapacity(ends.count)
        var start = 0
        for end in ends {
            cells.append(decoder.text(text[start..<end]))
            start = end
        }
        var row = CSVRow(line: rowLine, cells: cells)
        let notes = decoder.takeNotes()
        if notes.contains(.guessed) {
            row.notices.append(
                "not UTF-8: the row was read as \(decoder.fallback.rawValue); check its letters")
        }
        if notes.contains(.undefined) {
            row.notices.append("bytes that mean nothing in this encoding are shown as \u{FFFD}")
        }
        if notes.contains(.removed) {
            row.notices.append("characters that no text can hold (such as NUL) were left out")
        }
        if hasStrayQuote { row.notices.append("a quote mark inside a cell was kept as it is") }
        if ends.count == Self.maximumCells {
            row = CSVRow(
                line: rowLine, cells: [],
                problem: "the row has more than \(Self.maximumCells - 1) cells")
        }
        rows.append(row)
        reset()
        return false
    }

    private mutating func refuse(_ reason: String) {
        let kept = raw.prefix(4_096)
        rows.append(CSVRow(line: rowLine, cells: [decoder.text(kept)], problem: reason))
        _ = decoder.takeNotes()
        reset()
    }

    private mutating func reset() {
        if raw.count > 65_536 {
            raw = []
            text = []
        } else {
            raw.removeAll(keepingCapacity: true)
            text.removeAll(keepingCapacity: true)
        }
        ends.removeAll(keepingCapacity: true)
        cellStart = 0
        spaces = 0
        hasStrayQuote = false
        hasBreak = false
        isWatched = false
        rowLine = line
        state = .start
    }

    // MARK: - Unpaired quotes

    private var again: [UInt8] = []

    private mutating func takeAgain() -> [UInt8] {
        defer { again = [] }
        return again
    }

    /// The row has become too long.
    private mutating func overflow() -> [UInt8]? {
        let isQuoted = state == .quoted || state == .afterQuote
        if isQuoted, rewind(reason: Self.unclosed) { return takeAgain() }
        raw.removeLast(max(0, raw.count - 4_096))
        text = []
        ends = []
        cellStart = 0
        // One line by itself is too long: a quote in it must not swallow the rows after it.
        isWatched = isQuoted && !hasBreak
        isFirstLine = true
        state = isQuoted ? (state == .quoted ? .skipQuoted : .skipAfter) : .skipLine
        return nil
    }

    /// Refuses the row's first line and lets the lines after it be read again, if they look like
    /// rows of this table; false if they do not, or if too much was read again already.
    private mutating func rewind(reason: String) -> Bool {
        guard reread <= 4 * consumed, let end = raw.firstIndex(where: { $0 == 0x0A || $0 == 0x0D })
        else { return false }
        let next =
            raw[end] == 0x0D && end + 1 < raw.count && raw[end + 1] == 0x0A ? end + 2 : end + 1
        guard CSVLines.lookLikeRows(raw[next...], delimiter: delimiter, columns: columns) else {
            return false
        }
        let rest = Array(raw[next...])
        let first = CSVLines.cells(raw[..<end], delimiter: delimiter)
        let texts = first.map { decoder.text($0) }
        _ = decoder.takeNotes()
        rows.append(CSVRow(line: rowLine, cells: texts, problem: reason))
        rowLine += 1
        line = rowLine
        reread += rest.count
        isAfterReturn = false
        reset()
        again = rest
        return true
    }

    private static let unclosed =
        "a quote mark (\") in this line is never closed: close it, or take it out"
    private static let tooLong = "the row is longer than 1 MiB: is a quote mark (\") not closed?"
}
