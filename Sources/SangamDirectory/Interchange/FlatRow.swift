/// A payload while cells are put into it, begun with what stood in `more`.
struct FlatRow {
    private(set) var payload: JSONObject
    /// The language of a row that does not say its own.
    private let otherwise: String?

    init(_ more: JSONObject, lang: String?) {
        payload = more
        otherwise = lang
    }

    /// Puts the cells of a field where they belong, unless they show what is there; nil for a
    /// column that the file does not have.
    mutating func put(_ cells: [String?], _ field: FlatField) {
        let present = value(field.path)
        if field.codec == .texts {
            let lang = payload["lang"]?.string
            let cell = cells.first?.flatMap(\.self) ?? ""
            let new = FlatTexts.put(cell, lang: lang, otherwise: otherwise, in: present)
            if new != present { set(new, field.path) }
            return
        }
        let shown = present.map(field.codec.render)
        let filled = cells.enumerated().map { offset, cell in cell ?? shown?[offset] ?? "" }
        guard let shown else {
            if let new = field.codec.parse(filled) { set(new, field.path) }
            return
        }
        guard !zip(filled, shown).allSatisfy(sameBytes) else { return }
        set(field.codec.parse(filled), field.path)
    }

    /// Puts the text of a further language where it belongs.
    mutating func put(_ cell: String, _ field: FlatField, tag: String) {
        let present = value(field.path)
        if let lang = payload["lang"]?.string, sameBytes(lang, tag) {
            // The column of the record's own language has said it already, if it says anything.
            guard !cell.isEmpty, present?.object?[tag] == nil else { return }
        }
        let new = FlatTexts.put(cell, tag: tag, in: present)
        if new != present { set(new, field.path) }
    }

    /// Puts the cells of members of `ext` where they belong, in one pass however many there are.
    mutating func put(ext cells: [(name: String, cell: String)]) {
        var members = payload["ext"]?.object?.members ?? []
        guard !members.isEmpty || cells.contains(where: { !$0.cell.isEmpty }) else { return }
        let count = members.count
        var places: [[UInt8]: Int] = [:]
        for (place, member) in members.enumerated() { places[Array(member.name.utf8)] = place }
        var emptied: Set<Int> = []
        var isChanged = false
        for (name, cell) in cells {
            let name = (text: name, bytes: Array(name.utf8))
            if let place = places[name.bytes] {
                guard !sameBytes(cell, FlatCodec.plain(members[place].value)) else { continue }
                if cell.isEmpty {
                    // Of two columns for one member the one that says something counts.
                    guard place < count else { continue }
                    emptied.insert(place)
                } else {
                    emptied.remove(place)
                }
                members[place].value = .string(cell)
            } else {
                guard !cell.isEmpty else { continue }
                places[name.bytes] = members.count
                members.append(.init(name: name.text, value: .string(cell)))
            }
            isChanged = true
        }
        guard isChanged else { return }
        let kept = members.enumerated().filter { !emptied.contains($0.offset) }.map(\.element)
        payload["ext"] = kept.isEmpty ? .none : .some(.object(JSONObject(kept)))
    }

    private func value(_ path: [String]) -> JSON? {
        var at: JSON? = .object(payload)
        for name in path { at = at?.object?[name] }
        return at
    }

    private mutating func set(_ value: JSON?, _ path: [String]) {
        payload = Self.set(value, path[...], in: payload) ?? JSONObject()
    }

    /// The object with a value set or, where it is nil, taken out; nil if nothing is left then.
    private static func set(
        _ value: JSON?, _ path: ArraySlice<String>, in object: JSONObject
    ) -> JSONObject? {
        var object = object
        guard let name = path.first else { return object }
        if path.count == 1 {
            object[name] = value
        } else {
            let inner = object[name]?.object ?? JSONObject()
            // Nothing to take out where there is no way to it.
            if value == nil, object[name]?.object == nil { return object }
            object[name] = set(value, path.dropFirst(), in: inner).map { .object($0) }
        }
        return object.members.isEmpty ? nil : object
    }
}
