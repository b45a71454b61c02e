import Mustache

/// A model as the templates read it. The library looks into a model anew for every name, and into
/// all that stands around it where the name is further out; here each model is looked into once.
struct ModelMembers: MustacheParent {
    private let members: [String: Any]

    func child(named name: String) -> Any? { members[name] }

    /// Structs become members by name, without those that are nil; all else stays what it is.
    static func read(_ value: Any) -> Any {
        let type = type(of: value)
        if type == [String: String].self, let words = value as? [String: String] {
            return Words(words: words)
        }
        if isPlain(type) || value is any MustacheCustomRenderable { return value }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .struct:
            var members: [String: Any] = [:]
            for case (let name?, let member) in mirror.children {
                if let found = present(member) { members[name] = read(found) }
            }
            return ModelMembers(members: members)
        case .collection: return mirror.children.map { read($0.value) }
        default: return value
        }
    }

    /// Texts by key. Whether a type can be looked into is asked anew for every name, and for a
    /// dictionary that takes long.
    private struct Words: MustacheParent {
        let words: [String: String]

        func child(named name: String) -> Any? { words[name] }
    }

    /// Types that the templates read as they are. Most members are of these, and to compare types
    /// takes a small part of what it takes to look into a value.
    private static func isPlain(_ type: Any.Type) -> Bool {
        type == String.self || type == Bool.self || type == Int.self || type == [String].self
            || type == [String: String].self
    }

    /// What is inside an optional; nil if it is empty.
    private static func present(_ value: Any) -> Any? {
        let type = type(of: value)
        if isPlain(type) { return value }
        if type == String?.self { return value as? String }
        let mirror = Mirror(reflecting: value)
        return mirror.displayStyle == .optional ? mirror.children.first?.value : value
    }
}
