/// Cuts the objects out of the lists that a JSON object holds (`features`, `visible`, …; see
/// `ContainerName`) while its bytes arrive; what else the object holds is passed over and not kept.
///
/// It only counts brackets and quotes: whoever parses an item judges it, so that a bad item never
/// stops the good ones.
struct ContainerSplitter: Sendable {
    /// The lists that are taken.
    private let lists: ContainerName
    private let maximumItemBytes: Int
    private var brackets = JSONBrackets()
    /// The string that is being read on the lists' level, and the last one that was.
    private var word: [UInt8] = []
    private var isName = false
    private var lastName: String?
    private var isListNext = false
    private var isInList = false
    private var buffer: [UInt8] = []
    private var itemBytes = 0
    private var number = 0
    private var items: [RecordSplitter.Item] = []
    /// Whether the whole object, with all that it holds, has been closed.
    private var isClosed = false

    init(
        _ lists: ContainerName = ContainerName(),
        maximumItemBytes: Int = RecordCoding.maximumInputBytes
    ) {
        self.lists = lists
        self.maximumItemBytes = maximumItemBytes
    }

    private var level: Int { lists.level }

    mutating func take(_ bytes: [UInt8]) -> [RecordSplitter.Item] {
        for byte in bytes { take(byte) }
        defer { items = [] }
        return items
    }

    /// The file is over.
    mutating func finish() -> [RecordSplitter.Item] {
        if isInList || !isClosed {
            number += 1
            let reason =
                isInList
                ? "the file ends inside its list: it was cut" : "the file has no end: it was cut"
            items.append(
                .init(
                    number: number, line: number, bytes: [],
                    problem: .init(.syntax, at: 0, reason)))
        }
        isInList = false
        defer { items = [] }
        return items
    }

    private mutating func take(_ byte: UInt8) {
        if isInList, brackets.depth > level + 1 || brackets.isInString || itemBytes > 0 {
            return takeInItem(byte)
        }
        if brackets.isInString {
            if brackets.isEscaped {
                brackets.isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                brackets.isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                brackets.isInString = false
                if brackets.depth == level { lastName = String(decoding: word, as: UTF8.self) }
                return
            }
            if brackets.depth == level, word.count < 64 { word.append(byte) }
            return
        }
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: break
        case UInt8(ascii: "\""):
            if isInList { return takeInItem(byte) }
            brackets.isInString = true
            word = []
            isListNext = false
        case UInt8(ascii: ":") where brackets.depth == level:
            isListNext = lists.names.contains { sameBytes($0, lastName ?? "") }
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if isInList { return takeInItem(byte) }
            brackets.depth += 1
            if byte == UInt8(ascii: "["), brackets.depth == level + 1, isListNext {
                isInList = true
            }
            isListNext = false
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            brackets.depth = max(0, brackets.depth - 1)
            isInList = false
            isClosed = brackets.depth == 0
        case UInt8(ascii: ","):
            if brackets.depth == level { lastName = nil }
        default:
            if isInList { takeInItem(byte) } else { isListNext = false }
        }
    }

    private mutating func takeInItem(_ byte: UInt8) {
        if !brackets.isInString, brackets.depth == level + 1,
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")
        {
            emit()
            if byte == UInt8(ascii: "]") {
                brackets.depth = level
                isInList = false
            }
            return
        }
        itemBytes += 1
        if itemBytes <= maximumItemBytes { buffer.append(byte) }
        brackets.take(byte, least: level + 1)
        if brackets.depth == level + 1, !brackets.isInString, byte == UInt8(ascii: "}") { emit() }
    }

    private mutating func emit() {
        guard itemBytes > 0 else { return }
        number += 1
        let isLong = itemBytes > maximumItemBytes
        let problem = RecordProblem(
            .tooLong, at: maximumItemBytes,
            "\(itemBytes) bytes, but at most \(maximumItemBytes) are allowed")
        items.append(
            .init(
                number: number, line: number, bytes: isLong ? [] : buffer,
                problem: isLong ? problem : nil))
        buffer.removeAll(keepingCapacity: !isLong)
        itemBytes = 0
    }
}
