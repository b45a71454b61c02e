import SangamDirectory

@testable import SangamWeb

/// `openapi.json`, as far as tests read it.
struct APIDocument: Sendable {
    struct Operation: Sendable {
        let path: String
        let method: String
        let id: String
        let parameters: [JSONObject]
        let responses: JSONObject

        /// Names of parameters `in` the query or the path, in the order written.
        func names(_ place: String) -> [String] {
            parameters.filter { $0["in"]?.string == place }.compactMap { $0["name"]?.string }
        }

        var codes: [String] { responses.members.map(\.name) }

        /// Types and schemas of an answer.
        func content(_ code: String) -> [(type: String, schema: JSON)] {
            (responses[code]?.object?["content"]?.object?.members ?? []).map {
                ($0.name, $0.value.object?["schema"] ?? .null)
            }
        }
    }

    let object: JSONObject
    let operations: [Operation]

    init() throws {
        let object = try OpenAPI.builtin()
        self.object = object
        operations = (object["paths"]?.object?.members ?? []).flatMap { path in
            (path.value.object?.members ?? []).map { method in
                let own = method.value.object ?? JSONObject()
                return Operation(
                    path: path.name, method: method.name.uppercased(),
                    id: own["operationId"]?.string ?? "",
                    parameters: (own["parameters"]?.array ?? []).compactMap {
                        Self.resolved($0, in: object).object
                    }, responses: own["responses"]?.object ?? JSONObject())
            }
        }
    }

    func operation(_ method: String, _ path: String) -> Operation? {
        operations.first { $0.method == method && $0.path == path }
    }

    func schema(_ name: String) -> JSON {
        object["components"]?.object?["schemas"]?.object?[name] ?? .null
    }

    private static func resolved(_ value: JSON, in document: JSONObject) -> JSON {
        guard let path = value.object?["$ref"]?.string else { return value }
        var found = JSON.object(document)
        for part in path.split(separator: "/").dropFirst() {
            found = found.object?[String(part)] ?? .null
        }
        return found
    }

    // MARK: - Schemas

    /// Where a value is not what a schema says: members that are missing or that it does not name,
    /// and values of another type or not among those that it lists.
    func problems(_ value: JSON, _ written: JSON, at place: String) -> [String] {
        guard let schema = Self.resolved(written, in: object).object, !schema.members.isEmpty
        else { return ["\(place): no schema"] }
        let types =
            schema["type"]?.array?.compactMap(\.string)
            ?? [schema["type"]?.string].compactMap(\.self)
        guard types.contains(where: { Self.isOf(value, $0) }) else {
            return ["\(place): not \(types)"]
        }
        if let listed = schema["enum"]?.array, !listed.contains(value) {
            return ["\(place): not among the listed"]
        }
        switch value {
        case .object(let object): return problems(object, schema, at: place)
        case .array(let items):
            return items.enumerated().flatMap {
                problems($1, schema["items"] ?? .null, at: "\(place)[\($0)]")
            }
        default: return []
        }
    }

    private func problems(_ value: JSONObject, _ schema: JSONObject, at place: String) -> [String] {
        let required = (schema["required"]?.array ?? []).compactMap(\.string)
        let missing = required.filter { value[$0] == nil }.map { "\(place): \($0) is missing" }
        return missing
            + value.members.flatMap { member -> [String] in
                let inner = "\(place).\(member.name)"
                if let own = schema["properties"]?.object?[member.name] {
                    return problems(member.value, own, at: inner)
                }
                switch schema["additionalProperties"] {
                case .bool(true)?: return []
                case let others?: return problems(member.value, others, at: inner)
                case nil: return ["\(inner) is not named"]
                }
            }
    }

    private static func isOf(_ value: JSON, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.array, "array"),
            (.object, "object"), (.number, "number"):
            true
        case (.number, "integer"): value.int != nil
        default: false
        }
    }
}
