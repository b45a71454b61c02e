import Foundation

/// A JSON document as a script reads it.
struct Document {
    let value: Any

    subscript(_ name: String) -> Document {
        Document(value: (value as? [String: Any])?[name] ?? NSNull())
    }

    subscript(_ index: Int) -> Document {
        let items = items
        return items.indices.contains(index) ? items[index] : Document(value: NSNull())
    }

    var names: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
    var items: [Document] { (value as? [Any] ?? []).map(Document.init) }
    var isNull: Bool { value is NSNull }
    /// A text; empty for anything else.
    var text: String { value as? String ?? "" }
    /// A number; −1 for anything else.
    var number: Int { (value as? NSNumber)?.intValue ?? -1 }
    var bool: Bool { (value as? NSNumber)?.boolValue ?? false }
}
