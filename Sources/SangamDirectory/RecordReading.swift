/// How the views read members: whatever has another shape reads as absent.
extension Record {
    /// A member that is a text and not empty.
    func text(_ name: String) -> String? {
        guard let text = json[name]?.string, !text.isEmpty else { return nil }
        return text
    }

    /// The items of a member; one value alone counts as a list of one.
    func list(_ name: String) -> [JSON] {
        switch json[name] {
        case nil, .null: []
        case .array(let items): items
        case let single?: [single]
        }
    }

    /// The texts in a member.
    func texts(_ name: String) -> [String] {
        list(name).compactMap { $0.string }.filter { !$0.isEmpty }
    }

    /// A member that is a text or a number, as written.
    func written(_ name: String) -> String? { Self.written(json[name]) }

    /// A text or a number, as written.
    public static func written(_ value: JSON?) -> String? {
        switch value {
        case .string(let text): text.isEmpty ? nil : text
        case .number(let text): text
        default: nil
        }
    }

    /// A member that is a URL, if it may be shown as a link.
    func link(_ name: String) -> Link? {
        guard let written = text(name), let safe = try? DisplayRules.url(written) else {
            return nil
        }
        return Link(rel: name, url: written, target: safe.target)
    }

    /// A map of language to text.
    func languageTexts(_ name: String) -> [LanguageText] {
        LanguageText.read(json[name], original: lang)
    }

    /// When the record runs out, whichever member says it.
    public var expiry: Int64? {
        let ends = [
            validUntil, Self.end(json["available"]?.object?["until"]),
            kind == "campaign" ? Self.end(json["until"]) : nil,
        ]
        return ends.compactMap { $0 }.min()
    }

    /// A moment: a date, a time, or Unix seconds.
    static func moment(_ value: JSON?) -> Int64? {
        if let text = value?.string { return CivilTime.unixSeconds(text) }
        // Beyond the year 9999 a number is a mistake (milliseconds, for instance), not a moment.
        guard let seconds = value?.int, seconds.magnitude < 253_402_300_800 else { return nil }
        return Int64(seconds)
    }

    /// The end of a moment: a date holds until its day is over.
    static func end(_ value: JSON?) -> Int64? {
        guard let moment = moment(value) else { return nil }
        let isDate = value?.string.map(CivilTime.isDate) == true
        return isDate ? moment + CivilTime.daySeconds : moment
    }

    /// The links, sorted into those that may be shown and those that may not.
    func readLinks() -> (shown: [Link], withheld: [DisplayRules.Withheld]) {
        var shown: [Link] = []
        var withheld: [DisplayRules.Withheld] = []
        for (index, item) in list("links").enumerated() {
            guard let written = item.object?["url"]?.string ?? item.string else { continue }
            do {
                let safe = try DisplayRules.url(written)
                let rel = item.object?["rel"]?.string ?? ""
                shown.append(Link(rel: rel, url: written, target: safe.target))
            } catch {
                withheld.append(
                    .init(field: "links[\(index)].url", reason: error.rawValue, value: written))
            }
        }
        for name in ["url", "joinUrl", "charter"] {
            guard let written = text(name) else { continue }
            do { _ = try DisplayRules.url(written) } catch {
                withheld.append(.init(field: name, reason: error.rawValue, value: written))
            }
        }
        return (shown, withheld)
    }
}
