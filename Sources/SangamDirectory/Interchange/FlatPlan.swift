/// The way from the members of a payload to their columns, laid once for a file: a payload is then
/// walked once, however many columns there are.
struct FlatPlan: Sendable {
    /// One step of the way to the members that have columns.
    private struct Step: Sendable {
        /// The number of the field that ends here, in `fields`.
        var field: Int?
        /// Further steps by the member's name.
        var next: [String: Int] = [:]
    }

    private struct Placed: Sendable {
        let field: FlatField
        let column: Int
        var tags: [String: Int] = [:]
    }

    /// The names of the columns, in order.
    private(set) var header: [String] = []
    private var steps = [Step()]
    private var fields: [Placed] = []

    /// Adds the columns of a field, unless another stands at its path.
    mutating func add(_ field: FlatField, languages: [String]) {
        var at = 0
        for name in field.path {
            if let next = steps[at].next[name] {
                at = next
            } else {
                steps[at].next[name] = steps.count
                at = steps.count
                steps.append(Step())
            }
        }
        guard steps[at].field == nil else { return }
        steps[at].field = fields.count
        var placed = Placed(field: field, column: header.count)
        header += field.headers
        if field.codec == .texts, let name = field.headers.first {
            for tag in languages where LanguageTag.isWellFormed(tag) && placed.tags[tag] == nil {
                placed.tags[tag] = header.count
                header.append(FlatTexts.header(name, tag))
            }
        }
        fields.append(placed)
    }

    /// The columns that hold numbers and nothing else that is meant.
    var numberColumns: Set<Int> {
        Set(
            fields.flatMap { placed -> [Int] in
                switch placed.field.codec {
                case .point: [placed.column, placed.column + 1]
                case .number: [placed.column]
                default: []
                }
            })
    }

    /// Fills the cells of a payload and gives back what they do not say; nil if they say all.
    func take(_ payload: JSON, lang: String?, _ cells: inout [String]) -> JSON? {
        take(payload, at: 0, lang: lang, &cells)
    }

    private func take(
        _ value: JSON, at step: Int, lang: String?, _ cells: inout [String]
    ) -> JSON? {
        if let number = steps[step].field {
            let placed = fields[number]
            if placed.field.codec == .texts {
                return FlatTexts.take(
                    value, lang: lang, own: placed.column, tags: placed.tags, &cells)
            }
            let written = placed.field.codec.write(value)
            for (offset, cell) in written.cells.enumerated() {
                cells[placed.column + offset] = cell
            }
            return written.isExact ? .none : .some(value)
        }
        guard let object = value.object, !object.members.isEmpty else { return value }
        let rest = object.members.compactMap { member -> JSONObject.Member? in
            guard let next = self.step(named: member.name, after: step) else { return member }
            return take(member.value, at: next, lang: lang, &cells)
                .map { .init(name: member.name, value: $0) }
        }
        return rest.isEmpty ? .none : .some(.object(JSONObject(rest)))
    }

    /// The step by a name. A dictionary finds canonically equal names too: those are others.
    private func step(named name: String, after step: Int) -> Int? {
        let next = steps[step].next
        guard let place = next.index(forKey: name), sameBytes(next[place].key, name) else {
            return nil
        }
        return next[place].value
    }
}
