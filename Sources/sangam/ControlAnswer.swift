import SangamDirectory

/// What the node answered to a command.
struct ControlAnswer: Sendable {
    /// The largest answer that is taken. Units: bytes.
    static let maximumBytes = 256 << 20

    let status: Int
    /// Of an error: what kind it is, as the node names it.
    let category: String?
    /// Of a part of something long: where the next part begins.
    var next: UInt64?
    let body: [UInt8]

    /// The bytes of a success; the error of anything else.
    func file() throws(CommandError) -> [UInt8] {
        guard (200...299).contains(status) else { _ = try document(); return [] }
        return body
    }

    /// The document of a success; the error of anything else.
    func document() throws(CommandError) -> ControlDocument {
        let parsed: JSON?
        do {
            parsed = try RecordCoding.parseJSON(
                body, maximumBytes: Self.maximumBytes, maximumDepth: 64)
        } catch {
            parsed = nil
        }
        guard (200...299).contains(status) else { throw failure(parsed) }
        guard let object = parsed?.object else {
            throw CommandError(
                "bad-answer", "the node answered something that is not a document",
                hint: "are the running node and this program of one version? see sangam version")
        }
        return ControlDocument(bytes: body, json: .object(object))
    }

    private func failure(_ parsed: JSON?) -> CommandError {
        let error = parsed?.object?["error"]?.object
        let hint = error?["hint"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        return CommandError(
            error?["code"]?.string ?? "http-\(status)",
            error?["message"]?.string ?? "the node answered with status \(status)", hint: hint,
            exitCode: ExitCodes(category: category, status: status))
    }
}

/// A document of the node: its bytes for programs, its members for sentences.
struct ControlDocument: Sendable {
    let bytes: [UInt8]
    let json: JSON

    subscript(_ name: String) -> JSON? { json.object?[name] }

    func text(_ name: String) -> String { self[name]?.string ?? "" }
    func number(_ name: String) -> Int { self[name]?.int ?? 0 }
    func items(_ name: String) -> [ControlDocument] {
        (self[name]?.array ?? []).map { ControlDocument(bytes: [], json: $0) }
    }
    func flag(_ name: String) -> Bool { self[name]?.bool ?? false }
}
