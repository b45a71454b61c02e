import SangamDirectory

/// A JSON answer of the API, the control socket and `--json`: one shape, one place.
///
/// Written member by member in the order of interfaces.md, with every `null` that stands there; a
/// payload inside keeps its numbers as written, which a generic encoder would not.
public protocol APIShape: Sendable {
    /// What is sent and printed.
    var json: JSON { get }
    /// Reads what was sent. Throws: `APIProblem` for another shape.
    init(json: JSON) throws(APIProblem)
}

extension APIShape {
    /// Reads a body. Throws: `APIProblem` for what is no JSON of this shape.
    public init(bytes: [UInt8]) throws(APIProblem) {
        let json: JSON
        do {
            // A payload, nested as deep as it may be, stands inside a few more levels.
            json = try RecordCoding.parseJSON(
                bytes, maximumBytes: 1 << 26, maximumDepth: RecordCoding.maximumDepth + 8)
        } catch {
            throw APIProblem(what: error.message)
        }
        try self.init(json: json)
    }
}

/// Why an answer is not of the shape that was expected.
public struct APIProblem: Error, Equatable, Sendable {
    public let what: String
}

/// Reads the members of a shape.
struct ShapeReader {
    private let object: JSONObject

    init(_ json: JSON) throws(APIProblem) {
        guard let object = json.object else { throw APIProblem(what: "it is not an object") }
        self.object = object
    }

    func value(_ name: String) -> JSON {
        object[name] ?? .null
    }

    func text(_ name: String) throws(APIProblem) -> String {
        guard let text = object[name]?.string else { throw missing(name) }
        return text
    }

    func textIfAny(_ name: String) -> String? { object[name]?.string }

    func bool(_ name: String) throws(APIProblem) -> Bool {
        guard let value = object[name]?.bool else { throw missing(name) }
        return value
    }

    func int(_ name: String) throws(APIProblem) -> Int {
        guard let value = object[name]?.int else { throw missing(name) }
        return value
    }

    func int64IfAny(_ name: String) -> Int64? { object[name]?.int.map { Int64($0) } }

    func unsigned(_ name: String) throws(APIProblem) -> UInt64 {
        guard let value = object[name]?.int, value >= 0 else { throw missing(name) }
        return UInt64(value)
    }

    func list<Shape: APIShape>(_ name: String) throws(APIProblem) -> [Shape] {
        guard let items = object[name]?.array else { throw missing(name) }
        var shapes: [Shape] = []
        for item in items { shapes.append(try Shape(json: item)) }
        return shapes
    }

    private func missing(_ name: String) -> APIProblem {
        APIProblem(what: "the member \(name) is missing or of another type")
    }
}

extension JSON {
    static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
    static func number(_ value: some BinaryInteger) -> JSON { .number(String(value)) }
    static func moment(_ seconds: Int64?) -> JSON { seconds.map { .number($0) } ?? .null }
    static func list(_ shapes: [some APIShape]) -> JSON { .array(shapes.map(\.json)) }

    /// A map of language to text; the first of two texts in one language stands.
    static func languages(_ texts: [LanguageText]) -> JSON {
        var object = JSONObject()
        for text in texts where object[text.language] == nil {
            object[text.language] = .string(text.text)
        }
        return .object(object)
    }
}
