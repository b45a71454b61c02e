import SangamDirectory

extension Catalogue {
    /// A JSON value as one line for people: `members 14, women 11`.
    func flat(_ value: JSON) -> String {
        switch value {
        case .null: return ""
        case .bool(let flag): return text(flag ? "yes" : "no")
        case .number(let text), .string(let text): return text
        case .array(let items): return list(items.map(flat).filter { !$0.isEmpty })
        case .object(let object):
            return object.members.compactMap { member in
                let text = flat(member.value)
                return text.isEmpty ? nil : "\(member.name): \(text)"
            }.joined(separator: "; ")
        }
    }
}
