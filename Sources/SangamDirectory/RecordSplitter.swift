/// Cuts a file of records into the text of each, while its bytes arrive: a JSON array, one record a
/// line (NDJSON), or records of several lines one after another.
///
/// It only counts brackets and quotes; `RecordCoding.parseInput` judges each text, so that a bad
/// record never stops the good ones.
///
/// Shape: `[` first means an array. Else each line is a record, unless the first line leaves a
/// bracket open: then a record ends with the line that closes all of its brackets.
public struct RecordSplitter: Sendable {
    /// One record of the file.
    public struct Item: Equatable, Sendable {
        /// Counts the file's records from 1.
        public let number: Int
        /// The line on which the record begins, counted from 1.
        public let line: Int
        /// The record's text; empty if there is a `problem`.
        public let bytes: [UInt8]
        /// Why there is no text to parse.
        public let problem: RecordProblem?
    }

    private enum Mode { case start, array, lines, balanced, ended }

    private let maximumItemBytes: Int
    private var mode = Mode.start
    private var items: [Item] = []
    private var buffer: [UInt8] = []
    private var number = 0
    private var line = 1
    private var itemLine: Int?
    private var itemBytes = 0
    private var brackets = JSONBrackets()
    private var isAfterComma = false

    /// A splitter of a new file; longer records than `maximumItemBytes` become problems.
    public init(maximumItemBytes: Int = RecordCoding.maximumInputBytes) {
        self.maximumItemBytes = maximumItemBytes
    }

    /// Takes the file's next bytes; the records that they complete, in their order.
    public mutating func take(_ bytes: [UInt8]) -> [Item] {
        for byte in bytes { take(byte) }
        defer { items = [] }
        return items
    }

    /// The file is over: the record that was being read, if any.
    public mutating func finish() -> [Item] {
        if mode == .array {
            let line = itemLine ?? self.line
            report(
                .init(.syntax, at: 0, "the file ends inside its array: a ] is missing"), at: line)
        } else if itemLine != nil, mode != .ended {
            emit()
        }
        mode = .ended
        defer { items = [] }
        return items
    }

    private mutating func take(_ byte: UInt8) {
        let isSpace = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
        switch mode {
        case .start where isSpace: break
        case .start:
            mode = byte == UInt8(ascii: "[") ? .array : .lines
            if mode == .lines { keep(byte, isSpace: false) }
        case .array: takeInArray(byte, isSpace: isSpace)
        case .lines, .balanced:
            if byte == 0x0A { endLine() } else { keep(byte, isSpace: isSpace) }
        case .ended where isSpace || number == .max: break
        case .ended:
            report(.init(.trailingBytes, at: 0, "something stands after the array"), at: line)
            // Said once: the rest of the file is not read.
            number = .max
        }
        if byte == 0x0A { line += 1 }
    }

    private mutating func takeInArray(_ byte: UInt8, isSpace: Bool) {
        guard brackets.depth == 0, !brackets.isInString else { return keep(byte, isSpace: isSpace) }
        switch byte {
        case UInt8(ascii: ","):
            emit()
            isAfterComma = true
        case UInt8(ascii: "]"):
            if itemLine != nil || isAfterComma { emit() }
            mode = .ended
        default: keep(byte, isSpace: isSpace)
        }
    }

    private mutating func endLine() {
        guard itemLine != nil else { return }
        let isOpen = brackets.depth > 0
        if isOpen, mode == .lines, number == 0 { mode = .balanced }
        if isOpen, mode == .balanced {
            keep(0x0A, isSpace: true)
        } else {
            emit()
        }
    }

    /// Adds a byte to the record, and counts its brackets.
    private mutating func keep(_ byte: UInt8, isSpace: Bool) {
        if itemLine == nil {
            if isSpace { return }
            itemLine = line
        }
        itemBytes += 1
        if itemBytes <= maximumItemBytes { buffer.append(byte) }
        brackets.take(byte)
    }

    private mutating func emit() {
        let start = itemLine ?? line
        if itemBytes > maximumItemBytes {
            report(
                .init(
                    .tooLong, at: maximumItemBytes,
                    "\(itemBytes) bytes, but at most \(maximumItemBytes) are allowed"), at: start)
        } else {
            number += 1
            items.append(Item(number: number, line: start, bytes: buffer, problem: nil))
        }
        reset()
    }

    private mutating func report(_ problem: RecordProblem, at line: Int) {
        number += 1
        items.append(Item(number: number, line: line, bytes: [], problem: problem))
        reset()
    }

    private mutating func reset() {
        buffer.removeAll(keepingCapacity: itemBytes <= maximumItemBytes)
        itemLine = nil
        itemBytes = 0
        brackets = JSONBrackets()
        isAfterComma = false
    }
}
