import SangamDirectory

/// The languages of the pages, and which one a reader gets.
struct Catalogues: Sendable {
    /// In the order in which pages offer them.
    let all: [Catalogue]
    /// What is wrong with files that were dropped in, one line each; the rest of them is used.
    let problems: [String]
    private let byTag: [String: Catalogue]

    /// A file that somebody dropped in.
    struct Dropped: Sendable {
        /// With its ending: `zu.txt`.
        let name: String
        /// Nil if it cannot be read or is too long.
        let bytes: [UInt8]?
    }

    /// Throws: if a catalogue that is built in cannot be read. A dropped-in one is never fatal.
    init(dropped: [Dropped] = []) throws(BuiltinCatalogues.Fault) {
        self.init(builtin: try BuiltinCatalogues.read(), dropped: dropped)
    }

    /// - Parameter builtin: English first.
    init(builtin: [Catalogue], dropped: [Dropped]) {
        var all = builtin
        var problems: [String] = []
        for file in dropped.sorted(by: { $0.name < $1.name }) {
            do throws(Refusal) {
                let (tag, read) = try Self.read(file)
                let index = all.firstIndex { Self.same($0.tag, tag) }
                guard let base = index.map({ all[$0] }) ?? all.first else { continue }
                let notes = Catalogue.notes(read, tag: tag, over: base)
                problems += notes.prefix(20).map { "\(file.name): \($0)" }
                let catalogue = Catalogue(
                    tag: base.tag == tag ? base.tag : tag, file: read, over: base)
                if let index { all[index] = catalogue } else { all.append(catalogue) }
            } catch {
                problems.append("\(file.name): \(error.reason); it is not used")
            }
        }
        self.all = all
        self.problems = problems
        let pseudo = all.first.map(PseudoLocale.all) ?? []
        byTag = Dictionary((all + pseudo).map { ($0.tag, $0) }) { first, _ in first }
    }

    /// All tags that may stand first in a path, those of the pseudo-locales too.
    var pathTags: [String] { byTag.keys.sorted() }

    /// The catalogue of a tag that stands first in a path.
    func named(_ tag: String) -> Catalogue? { byTag[tag] }

    /// The catalogue for a reader: what the path says, else the best of what the browser asks for,
    /// else the first language of the network, else English.
    ///
    /// - Parameters:
    ///   - path: the tag before the page, if there is one.
    ///   - accepted: language ranges, best first.
    ///   - home: the first language of the network that runs this directory.
    func choose(path: String?, accepted: [String], home: String?) -> Catalogue {
        if let named = path.flatMap(named) { return named }
        for range in accepted + [home].compactMap({ $0 }) {
            if let found = lookup(range) { return found }
        }
        return lookup("en") ?? all.first ?? Self.none
    }

    /// Looks a range up by leaving its last part out until a catalogue has what remains.
    ///
    /// Source: RFC 4647 section 3.4.
    func lookup(_ range: String) -> Catalogue? {
        guard LanguageTag.isWellFormed(range) else { return nil }
        var parts = range.split(separator: "-")
        while !parts.isEmpty {
            let tag = parts.joined(separator: "-")
            if let found = all.first(where: { Self.same($0.tag, tag) }) {
                return found.read(as: range)
            }
            parts.removeLast()
            // A single letter begins an extension and means nothing without it.
            while let last = parts.last, last.utf8.count == 1 { parts.removeLast() }
        }
        return nil
    }

    private static func same(_ one: String, _ other: String) -> Bool {
        one.lowercased().utf8.elementsEqual(other.lowercased().utf8)
    }

    private static let none = Catalogue(
        tag: "en", ownName: "English", englishName: "English", direction: .leftToRight,
        checkedBy: "nobody", messages: [:])

    // MARK: - Files

    private struct Refusal: Error { let reason: String }

    /// First parts of paths that look like tags and are pages of ours.
    private static let taken: Set<String> = ["api", "log", "map", "ask", "n", "l"]

    private static func read(_ dropped: Dropped) throws(Refusal) -> (String, CatalogueFile) {
        guard dropped.name.hasSuffix(".txt") else { throw Refusal(reason: "it has no .txt") }
        let tag = String(dropped.name.utf8.dropLast(4)) ?? ""
        let primary = tag.prefix { $0 != "-" }
        guard LanguageTag.isWellFormed(tag), (2...3).contains(primary.utf8.count),
            primary.utf8.allSatisfy({ (0x61...0x7A).contains($0) }), !taken.contains(tag),
            tag != PseudoLocale.long, tag != PseudoLocale.rightToLeft
        else { throw Refusal(reason: "its name is no language tag such as zu or pt-BR") }
        guard let bytes = dropped.bytes else {
            throw Refusal(reason: "it cannot be read, or is longer than it may be")
        }
        do { return (tag, try CatalogueFile(bytes)) } catch {
            throw Refusal(reason: error.description)
        }
    }
}
