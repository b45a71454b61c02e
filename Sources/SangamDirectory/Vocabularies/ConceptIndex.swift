/// Tables over the words of all built-in vocabularies, made once, so that an import of many
/// records looks each word up and folds no label again. A place is a position in `concepts`.
struct ConceptIndex: Sendable {
    /// The most words of one record whose labels go into its search row, so that a record that
    /// lists every code costs no more than one that lists this many.
    static let maximumWords = 100
    /// Longer texts are no labels.
    private static let maximumText = 200

    let concepts: [Concept]
    /// Labels and synonyms of each word, folded.
    let foldedWords: [String]
    /// The preferred labels of each word, folded.
    let foldedLabels: [String]
    private let codes: [Code: Int]
    private let addresses: [String: Int]
    private let texts: [String: [Named]]
    /// All wider words but headings, nearest first.
    private let wider: [[Int]]
    /// The same word in other vocabularies.
    private let same: [[Int]]

    /// A word that a text names, and in which language it does.
    private struct Named: Sendable, Equatable {
        let place: Int
        let language: String
    }

    init(_ concepts: [Concept]) {
        self.concepts = concepts
        codes = Dictionary(
            concepts.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        var addresses: [String: Int] = [:]
        for (place, concept) in concepts.enumerated() {
            for uri in concept.exactMatch where addresses[uri] == nil { addresses[uri] = place }
        }
        self.addresses = addresses
        let folded = concepts.map { $0.words.map { SearchText.fold($0.text) } }
        let columns = zip(concepts, folded).map { concept, folded in
            zip(concept.words, folded).map { LabelText.column($0.text, folded: $1) }
        }
        foldedWords = columns.map { LabelText.joined($0) }
        foldedLabels = zip(concepts, columns).map { LabelText.joined($1.prefix($0.labels.count)) }
        texts = Self.texts(of: concepts, folded)
        wider = Self.wider(concepts, codes)
        same = Self.same(concepts, codes)
    }

    // MARK: - One word

    func place(of code: Code) -> Int? { codes[code] }

    func place(ofURI uri: String) -> Int? {
        guard uri.utf8.count <= 300, uri.utf8.starts(with: "http".utf8) else { return nil }
        if let code = Self.essglobal(uri), let place = codes[code] { return place }
        return addresses[uri]
    }

    /// The words of `goods` that a text names; those named in `language`, if there are any. A text
    /// that lists several ("bread, eggs & milk", "tenun dan batik") names them if each is known;
    /// one that says of a thing which it is ("kopi arabika", "organic honey") names the thing, if
    /// `heads` are wanted: for finding it, not for calling it so.
    func places(ofText text: String, language: String?, heads: Bool = true) -> [Int] {
        guard text.utf8.count <= Self.maximumText else { return [] }
        let whole = places(ofOne: text, language: language)
        guard whole.isEmpty else { return whole }
        let parts = LabelText.parts(text)
        guard parts.count > 1 else {
            return heads ? places(ofHeadOf: text, language: language) : []
        }
        var places: [Int] = []
        for part in parts {
            var found = self.places(ofOne: part, language: language)
            if found.isEmpty, heads { found = self.places(ofHeadOf: part, language: language) }
            guard !found.isEmpty else { return [] }
            for place in found where !places.contains(place) { places.append(place) }
        }
        return places
    }

    private func places(ofOne text: String, language: String?) -> [Int] {
        let found = named(text)
        let wanted = language.map { LanguageTag.primary($0).lowercased() }
        let inLanguage = found.filter { $0.language == wanted }
        var places: [Int] = []
        for named in inLanguage.isEmpty ? found : inLanguage where !places.contains(named.place) {
            places.append(named.place)
        }
        return places
    }

    /// What has a text as a label or synonym in any language, a plural's ending aside.
    private func named(_ text: String) -> [Named] {
        let folded = SearchText.fold(text)
        guard !folded.isEmpty else { return [] }
        return texts[folded]
            ?? LabelText.variants(folded).lazy.compactMap({ texts[$0] }).first ?? []
    }

    private func places(ofHeadOf text: String, language: String?) -> [Int] {
        guard let wanted = language.map({ LanguageTag.primary($0).lowercased() }) else { return [] }
        for head in LabelText.heads(text, language: wanted) {
            let places = named(head).filter {
                $0.language == wanted && !concepts[$0.place].isHeading
            }.map(\.place)
            if !places.isEmpty { return places }
        }
        return []
    }

    // MARK: - A record

    /// How a member of a record names words.
    private enum Role {
        /// By codes and by texts.
        case named
        /// By codes only: its texts are not taken for goods.
        case coded
        /// By the codes of one vocabulary, which need not be named.
        case listed(scheme: String)

        /// nil for a member that names none.
        init?(member: String, kind: String) {
            switch member {
            case "goods", "categories": self = .named
            case "qualifiers", "structure", "legalForm": self = .coded
            case "forms": self = .listed(scheme: "forms")
            case "membershipOf": self = .listed(scheme: "members")
            // What a network's own word is the same as gives it its names.
            case "exactMatch" where sameBytes(kind, "concept"): self = .coded
            default: return nil
            }
        }
    }

    /// Most listings are one of these, which have no words; see forms.txt.
    private static let formsWithoutWords: Set<String> = [
        "enterprise", "producer", "informal", "individual",
    ]

    /// Whether `places(for:)` may find a word; if not, nobody has to make the tables.
    static func mayName(_ record: Record) -> Bool {
        record.json.members.contains { member in
            switch Role(member: member.name, kind: record.kind) {
            case nil: false
            case .listed(scheme: "forms"):
                !record.texts("forms").allSatisfy { formsWithoutWords.contains($0) }
            default: true
            }
        }
    }

    func places(for record: Record) -> [Int] {
        var places: [Int] = []
        var seen: Set<Int> = []
        for member in record.json.members {
            guard let role = Role(member: member.name, kind: record.kind) else { continue }
            for value in member.value.array ?? [member.value] {
                for place in self.places(of: value, role, record.lang ?? "")
                where seen.insert(place).inserted {
                    guard places.count < Self.maximumWords else { return places }
                    places.append(place)
                }
            }
        }
        return places
    }

    private func places(of value: JSON, _ role: Role, _ language: String) -> [Int] {
        switch role {
        case .named: return places(of: value, language)
        case .coded: return places(of: value, nil)
        case .listed(let scheme):
            let found = places(of: value, nil)
            guard found.isEmpty, let text = value.string else { return found }
            return codes[Code(scheme: scheme, code: text)].map { [$0] } ?? []
        }
    }

    /// `language`: that of the record, if texts are to be looked up too.
    private func places(of value: JSON, _ language: String?) -> [Int] {
        if let code = Code(value) {
            let found =
                codes[code] ?? place(ofURI: code.code)
                ?? place(ofURI: code.scheme + "/" + code.code)
            return found.map { [$0] } ?? []
        }
        guard let text = value.string else { return [] }
        if let place = place(ofURI: text) ?? Code(text).flatMap({ codes[$0] }) { return [place] }
        return language.map { places(ofText: text, language: $0) } ?? []
    }

    /// Which words give a record all their names, and which only their labels.
    func reach(of places: [Int]) -> (words: [Int], wider: [Int]) {
        var words = places
        var seen = Set(places)
        for place in places {
            for other in same[place] where seen.insert(other).inserted { words.append(other) }
        }
        var above: [Int] = []
        for place in words {
            for other in wider[place] where seen.insert(other).inserted { above.append(other) }
        }
        return (words, above)
    }

    // MARK: - Tables

    /// `…/essglobal/…/organisational-structure/OS130` under any host, with or without a slash at
    /// the end.
    private static func essglobal(_ uri: String) -> Code? {
        let parts = uri.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "#") }
        guard parts.count >= 4, let last = parts.last else { return nil }
        return Code(
            scheme: "essglobal-\(Substring(parts[parts.count - 2]))",
            code: String(Substring(last)))
    }

    private static func texts(of concepts: [Concept], _ folded: [[String]]) -> [String: [Named]] {
        var texts: [String: [Named]] = [:]
        for (place, concept) in concepts.enumerated() where sameBytes(concept.code.scheme, "goods")
        {
            for (word, text) in zip(concept.words, folded[place]) {
                let named = Named(
                    place: place, language: LanguageTag.primary(word.language).lowercased())
                if texts[text]?.contains(named) != true { texts[text, default: []].append(named) }
            }
        }
        return texts
    }

    private static func wider(_ concepts: [Concept], _ codes: [Code: Int]) -> [[Int]] {
        concepts.indices.map { place in
            var all: [Int] = []
            var seen: Set<Int> = [place]
            var open = [place]
            while let next = open.popLast() {
                let scheme = concepts[next].code.scheme
                for code in concepts[next].broader {
                    guard let above = codes[Code(scheme: scheme, code: code)],
                        seen.insert(above).inserted
                    else { continue }
                    all.append(above)
                    open.append(above)
                }
            }
            return all.filter { !concepts[$0].isHeading }
        }
    }

    private static func same(_ concepts: [Concept], _ codes: [Code: Int]) -> [[Int]] {
        var same = [[Int]](repeating: [], count: concepts.count)
        for (place, concept) in concepts.enumerated() {
            for uri in concept.exactMatch {
                guard let code = essglobal(uri), let other = codes[code], other != place,
                    !same[place].contains(other)
                else { continue }
                same[place].append(other)
                same[other].append(place)
            }
        }
        return same
    }
}

extension Concept {
    /// Labels and synonyms.
    var words: [LanguageText] { labels + synonyms }
}
