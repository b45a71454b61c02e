/// Folds texts into one buffer of words, in one pass over their bytes.
///
/// ASCII goes byte by byte; every other scalar by `SearchScalars`. Words are written where they
/// stand in the end: a pair of clusters repeats the bytes of the cluster before it.
struct WordSplitter {
    /// A word, or the pairs of a run of an unspaced script, in the output.
    struct Run {
        let bytes: Range<Int>
        let isUnspaced: Bool
    }

    private enum Mode { case none, word, run }

    /// The folded words, one space between them.
    private(set) var output: [UInt8] = []
    /// The words and runs, if they are wanted one by one.
    private(set) var runs: [Run] = []
    private let keepsRuns: Bool
    private let scalars = SearchScalars.shared

    private var mode = Mode.none
    /// Where in the output the word or run begins.
    private var start = 0
    /// Where its last cluster begins, and how many there are.
    private var lastCluster = 0
    private var clusters = 0
    /// Whether the next letter belongs to the cluster before it.
    private var stacksNext = false

    /// The class of the last mark written, and whether the letter before it may compose.
    private var lastClass: UInt8 = 0
    private var lastLeads = false
    /// Whether the word must go through normal form NFC: marks out of order, or a pair.
    private var isUnsettled = false
    /// Marks that wait until it is known that no other one goes before them.
    private var waiting: [SearchScalar] = []

    /// Words of one piece between spaces that only hyphens and apostrophes part, as one word each.
    private(set) var joined: [UInt8] = []
    private var pieceStart = 0
    private var pieceWords = 0
    private var pieceIsBroken = false
    private var separatorSeen = false

    init(keepsRuns: Bool = false) { self.keepsRuns = keepsRuns }

    /// Folds a text and appends its words.
    mutating func take(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var at = 0
            while at < bytes.count {
                at = bytes[at] < 0x80 ? takeASCII(bytes, at) : takeScalar(bytes, at)
            }
        }
        flush()
        endPiece()
    }

    /// Appends, after the words, those that `joined` holds.
    mutating func takeJoined() {
        guard !joined.isEmpty else { return }
        if !output.isEmpty { output.append(0x20) }
        output += joined
        joined.removeAll(keepingCapacity: true)
    }

    /// Appends words that are folded already.
    mutating func takeFolded(_ folded: String) {
        guard !folded.isEmpty else { return }
        if !output.isEmpty { output.append(0x20) }
        output += folded.utf8
    }

    // MARK: - Bytes

    /// 0 other, 1 space, 2 joiner; any other value is the letter in lower case.
    private static let ascii: [UInt8] = (UInt8(0)...0x7F).map { byte in
        switch byte {
        case 0x61...0x7A, 0x30...0x39: byte
        case 0x41...0x5A: byte | 0x20
        case 0x09...0x0D, 0x20: 1
        case 0x27, 0x2A, 0x2D, 0x3A, 0x5F: 2
        default: 0
        }
    }

    /// All ASCII from here on; gives where it ends.
    private mutating func takeASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
        flush()
        let ascii = Self.ascii
        var at = from
        while at < bytes.count, bytes[at] < 0x80 {
            let letter = ascii[Int(bytes[at])]
            at += 1
            guard letter > 2 else {
                separate(letter)
                continue
            }
            if mode != .word { beginWord() }
            let first = at - 1
            while at < bytes.count, bytes[at] < 0x80, ascii[Int(bytes[at])] > 2 { at += 1 }
            let place = output.count
            output += UnsafeBufferPointer(rebasing: bytes[first..<at])
            // Sets lower case in letters, and is set in digits.
            for index in place..<output.count { output[index] |= 0x20 }
        }
        lastClass = 0
        lastLeads = false
        return at
    }

    private mutating func separate(_ letter: UInt8) {
        switch letter {
        case 1: endPiece()
        case 2: endWord()
        default:
            endWord()
            separatorSeen = true
        }
    }

    /// One scalar beyond ASCII, or several that the table does not know; gives where they end.
    private mutating func takeScalar(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
        let (value, end) = Self.decode(bytes, from)
        let entry = scalars[value]
        if entry.kind != .unknown {
            take(entry)
            return end
        }
        var last = end
        while last < bytes.count, bytes[last] >= 0x80 {
            let (next, nextEnd) = Self.decode(bytes, last)
            guard scalars[next].kind == .unknown else { break }
            last = nextEnd
        }
        let text = String(decoding: bytes[from..<last], as: UTF8.self)
        for scalar in SearchText.decomposed(text).unicodeScalars {
            for entry in SearchScalarRules.entries(scalar) {
                take(entry)
                isUnsettled = isUnsettled || mode != .none
            }
        }
        return last
    }

    /// The scalar that begins at a byte from 0x80 on, and where it ends. A string is always valid.
    private static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, _ from: Int
    ) -> (value: UInt32, end: Int) {
        let lead = UInt32(bytes[from])
        let count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard from + count <= bytes.count else { return (0, bytes.count) }
        var value = lead & (lead < 0xE0 ? 0x1F : lead < 0xF0 ? 0x0F : 0x07)
        for at in from + 1..<from + count { value = value << 6 | UInt32(bytes[at] & 0x3F) }
        return (value, from + count)
    }

    // MARK: - Scalars

    private mutating func take(_ entry: SearchScalar) {
        switch entry.kind {
        case .letter:
            if !waiting.isEmpty { flush() }
            if mode != .word { beginWord() }
            SpellingPairs.joinNasal(&output, from: start, before: entry)
            write(entry)
        case .cluster:
            if !waiting.isEmpty { flush() }
            takeCluster(entry)
        case .mark, .clusterMark:
            guard entry.combiningClass == 0 else {
                waiting.append(entry)
                return
            }
            if !waiting.isEmpty { flush() }
            takeMark(entry)
        case .dropped:
            if entry.combiningClass == 0, !waiting.isEmpty { flush() }
        case .sequence:
            for part in scalars.sequence(entry) { take(part) }
        case .space:
            flush()
            endPiece()
        case .joiner:
            flush()
            endWord()
        case .separator, .unknown:
            flush()
            endWord()
            separatorSeen = true
        }
    }

    private mutating func takeCluster(_ entry: SearchScalar) {
        if mode != .run {
            beginRun()
        } else if stacksNext {
            stacksNext = false
            write(entry)
            return
        } else {
            beginCluster()
        }
        stacksNext = false
        write(entry)
    }

    /// A mark belongs to the letter before it, wherever that went.
    private mutating func takeMark(_ entry: SearchScalar) {
        if mode == .none {
            if entry.kind == .clusterMark { beginRun() } else { beginWord() }
        }
        stacksNext = entry.stacks
        write(entry)
        // What went back a place may stand among marks of other classes now.
        if SpellingPairs.orderTone(&output, from: start) { isUnsettled = true }
    }

    private mutating func write(_ entry: SearchScalar) {
        let combining = entry.combiningClass
        if combining < lastClass, combining != 0 { isUnsettled = true }
        if entry.trails, lastLeads { isUnsettled = true }
        lastClass = combining
        if combining == 0 { lastLeads = entry.leads }
        entry.write(to: &output)
    }

    /// Writes the marks that wait, in their canonical order.
    private mutating func flush() {
        guard !waiting.isEmpty else { return }
        if waiting.count == 1 {
            takeMark(waiting[0])
        } else {
            // Equal classes keep their order.
            let order = waiting.enumerated().sorted {
                ($0.element.combiningClass, $0.offset) < ($1.element.combiningClass, $1.offset)
            }
            for (_, entry) in order { takeMark(entry) }
        }
        waiting.removeAll(keepingCapacity: true)
    }

    // MARK: - Words

    private mutating func beginWord() {
        endWord()
        begin(.word)
        if pieceWords == 0 { pieceStart = start }
        if pieceWords > 0, separatorSeen { pieceIsBroken = true }
        pieceWords += 1
        separatorSeen = false
    }

    private mutating func beginRun() {
        endWord()
        begin(.run)
        lastCluster = start
        clusters = 1
        pieceIsBroken = true
    }

    private mutating func begin(_ mode: Mode) {
        if !output.isEmpty { output.append(0x20) }
        self.mode = mode
        start = output.count
        lastClass = 0
        lastLeads = false
    }

    /// `A` is followed by `B`: the output ends in `AB`; before `C` comes ` B`.
    private mutating func beginCluster() {
        if clusters > 1 { repeatCluster() } else { lastCluster = output.count }
        clusters += 1
    }

    private mutating func repeatCluster() {
        let end = output.count
        output.append(0x20)
        // One by one: a slice would hold the array, and appending would copy all of it.
        for at in lastCluster..<end { output.append(output[at]) }
        lastCluster = output.count
    }

    private mutating func endWord() {
        guard mode != .none else { return }
        // The last cluster stands alone too: it begins no pair, and must be found by itself.
        if mode == .run, clusters > 1 { repeatCluster() }
        if isUnsettled {
            let text = String(decoding: output[start...], as: UTF8.self)
            output.replaceSubrange(start..., with: SearchText.composed(text).utf8)
        }
        if keepsRuns { runs.append(Run(bytes: start..<output.count, isUnspaced: mode == .run)) }
        mode = .none
        stacksNext = false
        isUnsettled = false
    }

    private mutating func endPiece() {
        endWord()
        if pieceWords > 1, !pieceIsBroken {
            if !joined.isEmpty { joined.append(0x20) }
            let word = output[pieceStart...].filter { $0 != 0x20 }
            if word.allSatisfy({ $0 < 0x80 }) {
                joined += word
            } else {
                joined += SearchText.composed(String(decoding: word, as: UTF8.self)).utf8
            }
        }
        pieceWords = 0
        pieceIsBroken = false
        separatorSeen = false
    }
}
