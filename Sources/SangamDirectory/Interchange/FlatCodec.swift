/// How a member of a payload is written in a cell (two for a point and for links) and read back.
///
/// A value that a cell cannot say exactly is written as well as can be; the payload's own value
/// then stays in the column `more`.
enum FlatCodec: String, Sendable {
    /// A text.
    case text
    /// A map of language to text; `FlatTexts` reads and writes it.
    case texts
    /// A number.
    case number
    case flag
    case flagOrText
    /// A text, or a radius as `30 km`.
    case area
    /// Texts: `en; zu`.
    case list
    /// One text alone, or a list of several.
    case textOrList
    /// Codes: `essglobal-activities-ica:ICA130; …`.
    case codes
    /// Codes and words: `goods:bread; steamed bread`.
    case terms
    /// `cipc:K2019/000000; …`.
    case identifiers
    /// `supplies organisation/…; …`.
    case relations
    /// The first link if it is the website; then `map https://…; …`.
    case links
    /// Latitude; longitude.
    case point
    /// `SEM (enterprise); …`.
    case claims
    /// `eThekwini (tu fr); …`.
    case deliveries
    /// `PGS (participatory); …`.
    case certifications

    /// Writes a value in cells.
    func render(_ value: JSON) -> [String] {
        switch self {
        case .point:
            let pair = value.array ?? []
            return (0..<2).map { $0 < pair.count ? Self.plain(pair[$0]) : "" }
        case .links:
            let all = value.array ?? [value]
            let website = all.first.flatMap(Self.website)
            let others = all.dropFirst(website == nil ? 0 : 1)
            return [CellText.canonical(website ?? ""), joined(Array(others))]
        case .area:
            if let radius = value.object?["radius"] { return [Self.plain(radius) + " km"] }
            return [Self.plain(value)]
        case .list, .textOrList, .codes, .terms, .identifiers, .relations, .claims, .deliveries,
            .certifications:
            return [joined(value.array ?? [value])]
        case .text, .texts, .number, .flag, .flagOrText: return [Self.plain(value)]
        }
    }

    /// Reads canonical cells; nil if they are empty. What cannot be read as it should stays a text,
    /// so that the rules for listings can name it.
    func parse(_ cells: [String]) -> JSON? {
        let cell = cells.first ?? ""
        if self == .point || self == .links {
            guard cells.count == 2, cells.contains(where: { !$0.isEmpty }) else { return nil }
            return self == .point ? .array(cells.map(Self.coordinate)) : links(cells)
        }
        guard !cell.isEmpty else { return nil }
        switch self {
        case .text, .texts, .point: return .string(cell)
        case .number: return Self.number(cell) ?? .string(cell)
        case .flag: return Self.flag(cell, words: true) ?? .string(cell)
        case .flagOrText: return Self.flag(cell, words: false) ?? .string(cell)
        case .area:
            if let number = Self.split(cell, at: UInt8(ascii: " ")), number.after == "km",
                let radius = Self.number(number.before)
            {
                return ["radius": radius]
            }
            return .string(cell)
        case .textOrList:
            let items = Self.items(cell)
            return items.count == 1 ? .string(items[0]) : .array(items.map { .string($0) })
        case .list, .codes, .terms, .identifiers, .relations, .links, .claims, .deliveries,
            .certifications:
            let items = Self.items(cell)
            return items.isEmpty ? .string(cell) : .array(items.map(item))
        }
    }

    /// The cells of a value and whether they say all of it.
    func write(_ value: JSON) -> (cells: [String], isExact: Bool) {
        let cells = render(value)
        return (cells, parse(cells).map { Self.same($0, value) } ?? false)
    }

    // MARK: - Items of lists

    private func joined(_ items: [JSON]) -> String {
        let texts = items.map(render(item:)).filter { !$0.isEmpty }
        return CellText.canonical(texts.joined(separator: "; "))
    }

    private func render(item: JSON) -> String {
        guard let object = item.object else { return Self.plain(item) }
        func member(_ name: String) -> String { object[name].map(Self.plain) ?? "" }
        func pair(_ first: String, _ separator: String, _ second: String) -> String {
            first.isEmpty ? second : first + separator + second
        }
        func detailed(_ text: String, _ detail: String) -> String {
            detail.isEmpty ? text : "\(text) (\(detail))"
        }
        switch self {
        case .codes, .terms: return pair(member("scheme"), ":", member("code"))
        case .identifiers: return pair(member("scheme"), ":", member("value"))
        case .relations: return pair(member("rel"), " ", member("record"))
        case .links: return pair(member("rel"), " ", member("url"))
        case .claims:
            return detailed(
                member("name").isEmpty ? member("record") : member("name"), member("as"))
        case .certifications: return detailed(member("scheme"), member("how"))
        case .deliveries:
            let days = (object["days"]?.array ?? []).map(Self.plain).joined(separator: " ")
            return detailed(member("area"), days)
        default: return member("record")
        }
    }

    private func item(_ text: String) -> JSON {
        switch self {
        case .codes, .identifiers:
            guard let pair = Self.split(text, at: UInt8(ascii: ":")) else { return .string(text) }
            let second = self == .codes ? "code" : "value"
            return .object(["scheme": .string(pair.before), second: .string(pair.after)])
        case .terms:
            guard let pair = Self.split(text, at: UInt8(ascii: ":")),
                pair.before.utf8.allSatisfy(Self.isWordByte),
                !pair.after.utf8.starts(with: "//".utf8),
                pair.after.utf8.first != UInt8(ascii: " ")
            else { return .string(text) }
            return ["scheme": .string(pair.before), "code": .string(pair.after)]
        case .relations, .links:
            let target = self == .links ? "url" : "record"
            guard let pair = Self.split(text, at: UInt8(ascii: " ")) else {
                return .object([target: .string(text)])
            }
            return .object(["rel": .string(pair.before), target: .string(pair.after)])
        case .claims, .certifications:
            let (name, detail) = self == .claims ? ("name", "as") : ("scheme", "how")
            guard let pair = Self.bracketed(text) else { return .object([name: .string(text)]) }
            return .object([name: .string(pair.before), detail: .string(pair.inside)])
        case .deliveries:
            guard let pair = Self.bracketed(text) else { return ["area": .string(text)] }
            let days = pair.inside.utf8.split(separator: UInt8(ascii: " "))
            return [
                "area": .string(pair.before),
                "days": .array(days.map { .string(String(decoding: $0, as: UTF8.self)) }),
            ]
        default: return .string(text)
        }
    }

    private func links(_ cells: [String]) -> JSON {
        let website: [JSON] =
            cells[0].isEmpty ? [] : [["rel": "website", "url": .string(cells[0])]]
        return .array(website + Self.items(cells[1]).map(item))
    }

    private static func website(_ value: JSON) -> String? {
        guard let object = value.object, object["rel"]?.string == "website" else { return nil }
        return object["url"]?.string
    }
}
