/// What a volunteer says about a table whose headers nobody else could know.
///
/// Shape: a text file, one line a column: the header, `=`, what it is. `:=` gives a member one
/// value for all rows, or says how the file is written. `#` begins a comment; a header that holds
/// `=` or `#` stands in double quotes. Columns that are not named are recognised as usual.
///
///     # the register of the federation
///     N° adhérent  = id
///     Nom usuel    = name.fr
///     Rubrique     = tags (split ;)
///     Ville        = place.address.locality
///     Tél. bureau  = contact.phone
///     SIRET        = identifiers.siret
///     Produits     = products
///     Remarques    = ext.Remarks
///     Cotisation   = ignore
///     lang        := fr
///     kind        := organisation
///     licence     := CC-BY-4.0
///     encoding    := windows-1252
///     delimiter   := ;
///
/// The same as JSON: `{"columns": {"Nom usuel": "name.fr"}, "constants": {"lang": "fr"}}`.
public struct ImportMapping: Sendable, Equatable {
    /// A line that cannot be followed.
    public struct Problem: Error, Equatable, Sendable, CustomStringConvertible {
        /// Counted from 1; 0 in JSON.
        public let line: Int
        public let message: String

        public var description: String { line > 0 ? "line \(line): \(message)" : message }
    }

    /// Two lines that show how a mapping is written, for messages.
    public static let example =
        "\"Nom usuel = name.fr\", \"Rubrique = tags (split ;)\", \"lang := fr\""

    var columns: [String: ColumnMeaning] = [:]
    var headers: [String] = []
    var constants: [(meaning: ColumnMeaning, value: String)] = []
    /// The column that has to be there, because rows are known again by it.
    var idHeader: String?
    var encoding: TextEncoding?
    var delimiter: UInt8?

    /// A mapping that says nothing.
    public init() {}

    /// Reads a mapping file.
    ///
    /// Throws: the first line that cannot be followed; a wrong member names the nearest right one.
    public init(_ bytes: [UInt8]) throws(Problem) {
        var decoder = CellDecoder()
        let text = decoder.text(bytes[...])
        if text.utf8.first == UInt8(ascii: "{") {
            try readJSON(Array(text.utf8))
            return
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            try read(CellDecoder.trimmed(String(line)), at: index + 1)
        }
    }

    /// Makes a column the source's key of each row, whatever else it is called.
    public mutating func useAsID(_ header: String) {
        idHeader = header
    }

    /// What the mapping says of a header; nil if nothing.
    func meaning(of header: String) -> ColumnMeaning? {
        columns[Self.key(header)]
    }

    public static func == (left: ImportMapping, right: ImportMapping) -> Bool {
        left.columns == right.columns && left.encoding == right.encoding
            && left.delimiter == right.delimiter
            && left.constants.elementsEqual(right.constants) {
                $0.meaning == $1.meaning && sameBytes($0.value, $1.value)
            }
    }

    /// Headers are compared folded; those of signs alone as they are.
    private static func key(_ header: String) -> String {
        let folded = SearchText.fold(header)
        return folded.isEmpty ? CellDecoder.trimmed(header) : folded
    }

    // MARK: - Lines

    private mutating func read(_ line: String, at number: Int) throws(Problem) {
        guard !line.isEmpty, line.utf8.first != UInt8(ascii: "#") else { return }
        var header = ""
        var rest = Substring(line)
        if line.utf8.first == 0x22 {
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: "\"") else {
                throw Problem(line: number, message: "a quote mark is not closed")
            }
            header = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
        }
        guard let equals = rest.firstIndex(of: "=") else {
            throw Problem(
                line: number,
                message: "no = in it; a line is \"header = member\", for instance \(Self.example)")
        }
        var left = String(rest[..<equals])
        let isConstant = left.hasSuffix(":") && header.isEmpty
        if isConstant { left.removeLast() }
        if header.isEmpty { header = CellDecoder.trimmed(left) }
        var right = String(rest[rest.index(after: equals)...])
        // "(split #)" is no comment: one has a space on both sides of its sign.
        if let comment = right.firstRange(of: " # ") {
            right = String(right[..<comment.lowerBound])
        }
        right = CellDecoder.trimmed(right)
        guard !header.isEmpty, !right.isEmpty else {
            throw Problem(line: number, message: "something is missing beside the =")
        }
        if isConstant {
            try set(header, to: right, at: number)
        } else {
            try add(header, right, at: number)
        }
    }

    private mutating func add(_ header: String, _ member: String, at line: Int) throws(Problem) {
        var name = member
        var separator: String?
        if name.hasSuffix(")"), let open = name.lastIndex(of: "(") {
            let hint = CellDecoder.trimmed(String(name[name.index(after: open)...].dropLast()))
            guard hint.hasPrefix("split") else {
                throw Problem(
                    line: line, message: "\"(\(hint))\" is not known; there is \"(split ;)\" only")
            }
            let mark = CellDecoder.trimmed(String(hint.dropFirst(5)))
            separator = ["comma": ",", "newline": "\n", "semicolon": ";", "": ";"][mark] ?? mark
            name = CellDecoder.trimmed(String(name[..<open]))
        }
        var meaning = try Self.meaning(of: name, at: line)
        meaning.separator = separator
        // What a person said outweighs every guess.
        meaning.rank = -1_000_000 + headers.count
        headers.append(header)
        columns[Self.key(header)] = meaning
    }

    private mutating func set(_ name: String, to value: String, at line: Int) throws(Problem) {
        switch name {
        case "encoding":
            guard let known = TextEncoding(name: value) else {
                let all = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(line: line, message: "\(value) is not an encoding: \(all)")
            }
            encoding = known
        case "delimiter":
            let mark = ["tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"][value] ?? value
            guard let byte = mark.utf8.first, mark.utf8.count == 1, byte != 0x22, byte != 0x0A
            else { throw Problem(line: line, message: "the delimiter is one sign, or tab") }
            delimiter = byte
        default:
            constants.append((try Self.meaning(of: name, at: line), value))
        }
    }

    private static func meaning(of name: String, at line: Int) throws(Problem) -> ColumnMeaning {
        if let known = MemberName.meaning(of: name) { return known }
        let near = NearestName.of(name, in: MemberName.all).map { "; did you mean \"\($0)\"?" }
        throw Problem(
            line: line,
            message: "\"\(name)\" is not a member\(near ?? ".") For instance: \(example)")
    }

    private mutating func readJSON(_ bytes: [UInt8]) throws(Problem) {
        let value: JSON
        do throws(RecordProblem) {
            value = try RecordCoding.parseJSON(bytes)
        } catch {
            throw Problem(line: 0, message: "not JSON: \(error)")
        }
        for member in value.object?["columns"]?.object?.members ?? [] {
            guard let text = member.value.string else {
                throw Problem(line: 0, message: "\"\(member.name)\" must be a text")
            }
            try add(member.name, text, at: 0)
        }
        for member in value.object?["constants"]?.object?.members ?? [] {
            guard let text = member.value.string else {
                throw Problem(line: 0, message: "\"\(member.name)\" must be a text")
            }
            try set(member.name, to: text, at: 0)
        }
    }
}
