import SangamLog

/// What a survey counts the rows of: one kind for each filter that readers are shown.
public enum FacetKind: UInt8, Hashable, Sendable, CaseIterable {
    case kind = 1
    case network, country, region, locality, goods, category, language, direction, item
    /// Networks whose `membership` statements confirm the record.
    case member
    case freshness
    /// The days of the week on which it is brought or takes place.
    case weekday
}

/// One value of a facet, in the form in which a query takes it.
public enum FacetValue: Hashable, Sendable {
    /// A kind, country, region, town, language, direction or item, or goods that no list names.
    case word(String)
    /// A word of a vocabulary.
    case code(Code)
    /// A network: the home of a record, or the one that confirms it.
    case network(NodeID)
    case freshness(FreshnessBand)

    public static func == (left: FacetValue, right: FacetValue) -> Bool {
        switch (left, right) {
        case (.word(let a), .word(let b)): sameBytes(a, b)
        case (.code(let a), .code(let b)): a == b
        case (.network(let a), .network(let b)): a == b
        case (.freshness(let a), .freshness(let b)): a == b
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .word(let text): hasher.combine(bytesOf: text)
        case .code(let code): hasher.combine(code)
        case .network(let node): hasher.combine(node)
        case .freshness(let freshness): hasher.combine(freshness)
        }
    }
}

extension FreshnessBand {
    /// The confirmations of this band; nil for `unknown`, which is all others and none.
    ///
    /// Units: Unix seconds.
    public func moments(now: Int64) -> ClosedRange<Int64>? {
        // Far from the ends of Int64, so that no clock and no record makes this overflow.
        let now = max(-DatedSpan.open, min(now, DatedSpan.open))
        let month = now - Self.monthSeconds
        let year = now - Self.yearSeconds
        return switch self {
        case .month: (month + 1)...(now + CivilTime.daySeconds)
        case .year: (year + 1)...month
        case .older: Int64.min...year
        case .unknown: nil
        }
    }
}

/// One value of a facet that a record says of itself.
public struct FacetEntry: Hashable, Sendable {
    public let kind: FacetKind
    /// What rows are counted by: values that differ in case or accents only are one where people
    /// write them freely (region, town, goods in words); codes as written.
    ///
    /// Shape: for a code the scheme, U+001F, the code.
    public let key: String
    /// The value as written.
    public let text: String

    init(_ kind: FacetKind, key: String, text: String) {
        self.kind = kind
        self.key = key
        self.text = text
    }

    init(_ kind: FacetKind, _ text: String) { self.init(kind, key: text, text: text) }

    init(_ kind: FacetKind, _ code: Code) {
        // A scheme that holds the sign between the two would name another code: it has no facet.
        let isClear = !code.scheme.utf8.contains(0x1F)
        let key = isClear ? code.scheme + "\u{1F}" + code.code : ""
        self.init(kind, key: key, text: key)
    }

    /// The key: scheme and code of a code, else the one text.
    var parts: [String] { key.split(separator: "\u{1F}", maxSplits: 1).map { String($0) } }

    public static func == (left: FacetEntry, right: FacetEntry) -> Bool {
        left.kind == right.kind && sameBytes(left.key, right.key)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(bytesOf: key)
    }
}

extension FacetEntry {
    /// Longer values are no filter; they stay on the record's page. Units: bytes.
    public static let maximumBytes = 200
    /// The most values of one record.
    public static let maximumCount = 128

    /// The values of a record, each once. Network, member and freshness are not its own words.
    public static func all(of record: Record) -> [FacetEntry] {
        all(of: record, languages: record.languageTags)
    }

    /// The same with the record's `languageTags`, for whoever has them at hand.
    public static func all(of record: Record, languages: [String]) -> [FacetEntry] {
        var entries: [FacetEntry] = []
        var seen: Set<FacetEntry> = []
        func take(_ entry: FacetEntry?) {
            guard let entry, !entry.key.isEmpty, entry.key.utf8.count <= maximumBytes,
                entry.text.utf8.count <= maximumBytes, entries.count < maximumCount,
                seen.insert(entry).inserted
            else { return }
            entries.append(entry)
        }
        take(.init(.kind, record.kind))
        take(record.country.map { .init(.country, $0) })
        take(record.region.map { .init(.region, key: SearchText.fold($0), text: $0) })
        take(record.locality.map { .init(.locality, key: SearchText.fold($0), text: $0) })
        if sameBytes(record.kind, "offer") {
            take(record.text("direction").map { .init(.direction, $0) })
            take(record.text("item").map { .init(.item, $0) })
        }
        for day in record.weekdays { take(.init(.weekday, day.rawValue)) }
        for tag in languages where !tag.utf8.contains(UInt8(ascii: "-")) {
            take(.init(.language, tag))
        }
        for term in goods(of: record) {
            switch term {
            case .code(let code): take(.init(.goods, code))
            case .text(let text): take(.init(.goods, key: SearchText.fold(text), text: text))
            }
        }
        for code in record.categories { take(.init(.category, code)) }
        return entries
    }

    /// What a record makes, does or trades: a text that is a word of `goods` is that word.
    static func goods(of record: Record) -> [Term] {
        record.goods.prefix(maximumCount).flatMap { term -> [Term] in
            guard case .text(let text) = term else { return [term] }
            let found = BuiltinVocabularies.standard.codes(ofGoods: text, language: record.lang)
            return found.isEmpty ? [term] : found.map { .code($0) }
        }
    }
}

extension BuiltinVocabularies {
    /// The words of `goods` that a whole text names, or all that one such as "bread, eggs & milk"
    /// lists; none if one of those is not known.
    public func codes(ofGoods text: String, language: String?) -> [Code] {
        index.places(ofText: text, language: language, heads: false).map {
            index.concepts[$0].code
        }
    }
}

extension Record {
    /// The languages that the record is written in, in lower case: each tag and its first part, so
    /// that `pt` finds `pt-BR`.
    public var languageTags: [String] {
        let texts = ["name", "summary", "description"].compactMap { member in
            if case .object(let texts) = json[member] { texts.members } else { nil }
        }
        if let only = onlyTag(of: texts) { return [only] }
        // Many records say the same two tags over and over.
        var written: Set<String> = []
        if let lang { written.insert(lang) }
        for text in texts.joined() where text.value.string?.isEmpty == false {
            written.insert(text.name)
        }
        var tags: Set<String> = []
        for tag in written where LanguageTag.isWellFormed(tag) {
            let lower = tag.lowercased()
            tags.insert(lower)
            tags.insert(LanguageTag.primary(lower))
        }
        tags.remove("und")
        return tags.count > 1 ? tags.sorted() : Array(tags)
    }

    /// The one language of nearly all records, if its tag is two small letters.
    private func onlyTag(of texts: [[JSONObject.Member]]) -> String? {
        guard let lang, lang.utf8.count == 2,
            lang.utf8.allSatisfy({ (0x61...0x7A).contains($0) }),
            texts.allSatisfy({ $0.allSatisfy { sameBytes($0.name, lang) } })
        else { return nil }
        return lang
    }
}
