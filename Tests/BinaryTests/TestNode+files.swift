import Foundation
import Testing

/// One listing of an export: what was published, and what the export says beside it.
struct ExportedLine {
    let value: [String: Any]

    var document: Document { Document(value: value) }
    /// The payload with its members in order, to compare texts.
    var payload: String {
        var payload = value
        payload["sangam"] = nil
        return Self.written(payload)
    }
    /// The payload without its source.
    var content: String {
        var payload = value
        payload["sangam"] = nil
        payload["source"] = nil
        return Self.written(payload)
    }
    var name: String { (value["name"] as? [String: String])?.values.min() ?? "" }
    var sourceID: String { document["source"]["id"].text }
    var record: String { document["sangam"]["record"].text }

    private static func written(_ value: [String: Any]) -> String {
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = try? JSONSerialization.data(withJSONObject: value, options: options)
        return String(decoding: bytes ?? Data(), as: UTF8.self)
    }
}

/// The five counts of an import.
struct ImportCounts: Equatable {
    var new = 0
    var changed = 0
    var unchanged = 0
    var rejected = 0
    var missing = 0
}

extension Ran {
    /// What an import counted.
    var counts: ImportCounts {
        get throws {
            let document = try document
            try #require(
                document.names == ["new", "changed", "unchanged", "rejected", "missing"],
                "\(self)")
            return ImportCounts(
                new: document["new"].number, changed: document["changed"].number,
                unchanged: document["unchanged"].number, rejected: document["rejected"].number,
                missing: document["missing"].number)
        }
    }
}

extension TestNode {
    /// Writes a file and imports it.
    func take(_ name: String, _ bytes: [UInt8], _ more: String...) async throws -> Ran {
        let file = folder.url(name)
        try Data(bytes).write(to: file)
        return try await Program.run(
            ["import", file.path] + more + ["--data", data, "--json"], environment: environment)
    }

    func take(_ name: String, _ text: String, _ more: String...) async throws -> Ran {
        let path = try folder.write(name, text)
        return try await Program.run(
            ["import", path] + more + ["--data", data, "--json"], environment: environment)
    }

    /// Exports into a file of this node's folder; its path.
    func export(_ format: String, _ more: String..., name: String = "out") async throws -> String {
        let path = folder.file("\(name).\(format)")
        let ran = try await Program.run(
            ["export", "--format", format, "-o", path, "--data", data, "--json"] + more,
            environment: environment)
        try #require(ran.code == 0, "\(ran)")
        return path
    }

    /// Everything that is live here, in the order in which it came.
    func listings() async throws -> [ExportedLine] {
        let path = try await export("ndjson", name: "listings")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return ExportedLine(value: try #require(value as? [String: Any]))
        }
    }
}
