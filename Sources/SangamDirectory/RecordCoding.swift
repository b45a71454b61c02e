import SangamLog

/// Payload bytes to records and back: I-JSON, narrowed as the protocol narrows it.
///
/// Source: Protocol.md, Payload; RFC 7493; RFC 8259.
public enum RecordCoding {
    /// The largest payload.
    ///
    /// Units: bytes.
    public static let maximumPayloadBytes = Limits.payloadBytesMax

    /// The deepest nesting of objects and arrays; the payload's own object is level 1.
    public static let maximumDepth = Limits.payloadNestingMax

    /// The largest text that a volunteer's form, file or API call may hold for one record. It is
    /// larger than a payload because indentation and escapes go away when we write it.
    ///
    /// Units: bytes.
    public static let maximumInputBytes = 1_048_576

    /// Reads a payload as it stands beside a log.
    ///
    /// Shape: one JSON object of at most 65,536 bytes, no byte below 0x20.
    /// Throws: `RecordProblem` with the first rule that is broken; `.kindMissing` and
    /// `.kindDiffers` only if `kind` (the entry's) is given.
    public static func parse(
        _ payload: [UInt8], kind: String?
    ) throws(RecordProblem) -> Record {
        let object = try object(payload, maximumBytes: maximumPayloadBytes, allowsLayout: false)
        if let kind { try check(object, isOf: kind) }
        return Record(json: object)
    }

    /// Reads a record that a person or program hands to us: tabs and line breaks may stand between
    /// tokens, everything else is as strict as in a payload.
    ///
    /// Throws: `RecordProblem`; `.kindMissing` if there is no `kind`, because nothing else says it.
    public static func parseInput(
        _ bytes: [UInt8], maximumBytes: Int = maximumInputBytes
    ) throws(RecordProblem) -> Record {
        let object = try object(bytes, maximumBytes: maximumBytes, allowsLayout: true)
        guard object["kind"]?.string != nil else { throw kindMissing }
        return Record(json: object)
    }

    /// Reads any one JSON value from a person or program; white space as in `parseInput`.
    ///
    /// Units: `maximumBytes` bounds the text; `maximumDepth` the nesting, 1 for the outermost.
    /// Throws: `RecordProblem`, never one about an object or its kind.
    public static func parseJSON(
        _ bytes: [UInt8], allowingWhitespace: Bool = true,
        maximumBytes: Int = maximumInputBytes, maximumDepth: Int = maximumDepth
    ) throws(RecordProblem) -> JSON {
        try checkBytes(bytes, maximumBytes: maximumBytes, allowsLayout: allowingWhitespace)
        var scanner = JSONScanner(
            bytes, maximumDepth: maximumDepth, allowsLayout: allowingWhitespace)
        let value = try scanner.value()
        guard scanner.isAtEnd() else { throw trailingBytes(at: scanner.offset) }
        return value
    }

    /// Writes a value on one line without white space; what must be escaped is, nothing else.
    ///
    /// Shape: valid UTF-8, no byte below 0x20.
    public static func encode(_ value: JSON) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONWriter.write(value, to: &bytes)
        return bytes
    }

    /// Writes an object as a payload and reads it back, so that nothing leaves us that another node
    /// would quarantine.
    ///
    /// Throws: `RecordProblem`: too long, too deep, a name twice, a noncharacter, no `kind` …
    public static func payload(_ object: JSONObject) throws(RecordProblem) -> [UInt8] {
        let bytes = encode(.object(object))
        let record = try parse(bytes, kind: nil)
        guard record.json["kind"]?.string != nil else { throw kindMissing }
        return bytes
    }

    // MARK: - The rules, one after another

    private static func object(
        _ bytes: [UInt8], maximumBytes: Int, allowsLayout: Bool
    ) throws(RecordProblem) -> JSONObject {
        try checkBytes(bytes, maximumBytes: maximumBytes, allowsLayout: allowsLayout)
        var scanner = JSONScanner(bytes, maximumDepth: maximumDepth, allowsLayout: allowsLayout)
        let first = scanner.peek()
        let start = scanner.offset
        let value = try scanner.value()
        guard first == UInt8(ascii: "{"), case .object(let object) = value else {
            throw RecordProblem(.notAnObject, at: start, "a record is a JSON object: { … }")
        }
        guard scanner.isAtEnd() else {  // check: payload-trailing
            throw trailingBytes(at: scanner.offset)
        }
        return object
    }

    private static func checkBytes(
        _ bytes: [UInt8], maximumBytes: Int, allowsLayout: Bool
    ) throws(RecordProblem) {
        guard bytes.count <= maximumBytes else {  // check: payload-size
            throw RecordProblem(
                .tooLong, at: maximumBytes,
                "\(bytes.count) bytes, but at most \(maximumBytes) are allowed")
        }
        guard !bytes.starts(with: ByteOrderMark.utf8) else {  // check: payload-bom
            throw RecordProblem(
                .byteOrderMark, at: 0,
                "the text begins with a byte order mark: save it as UTF-8 without one")
        }
        try UTF8Check.check(bytes, layout: allowsLayout)
    }

    private static func check(
        _ object: JSONObject, isOf kind: String
    ) throws(RecordProblem) {
        guard let own = object["kind"]?.string else { throw kindMissing }
        guard sameBytes(own, kind) else {  // check: payload-kind
            throw RecordProblem(
                .kindDiffers, at: 0, "the record says kind \"\(own)\", its entry \"\(kind)\"")
        }
    }

    private static let kindMissing = RecordProblem(
        .kindMissing, at: 0, "the record has no member \"kind\" with a text")

    private static func trailingBytes(at offset: Int) -> RecordProblem {
        RecordProblem(
            .trailingBytes, at: offset, "something stands after the end of the JSON value")
    }
}
