import HTTPTypes
import SangamDirectory
import SangamLog
import SangamStore

/// What a page is made with: who reads it, which networks there are, and when.
struct PageContext: Sendable {
    let visit: Visit
    let networks: NetworkNames
    /// Units: Unix seconds.
    let now: Int64
    /// Path and query as asked for, without the language.
    let target: RequestTarget
    /// Whether pictures are left out: the reader said so, or their browser saves data.
    let isTextOnly: Bool
    /// The address of this site, without a slash at its end.
    let base: String
    /// Whether JavaScript may make more of a page: the live map's files are there.
    let hasLiveMap: Bool
    let outline: Outline
    /// What networks call codes that no built-in vocabulary has, as far as the page names them.
    var ownWords: [Code: [LanguageText]] = [:]

    var catalogue: Catalogue { visit.catalogue }
    var languages: [String] { visit.languages }

    /// The path of a page of ours in the reader's language.
    func path(_ path: String) -> String { visit.path(path) }

    /// The path of a record's page.
    func path(of id: RecordID) -> String { visit.path("/l/\(id)") }

    /// The path of a network's page.
    func path(of node: NodeID) -> String { visit.path("/n/\(node.text)") }

    /// Our word for a text of the catalogue.
    func text(_ key: String, _ values: [String: String] = [:]) -> String {
        catalogue.text(key, values)
    }

    /// The words of maps.
    var mapWords: MapWords {
        let catalogue = catalogue
        return MapWords(
            text: { key, count, values in
                count.map { catalogue.text(key, count: $0, values) }
                    ?? catalogue.text(key, values)
            },
            number: { catalogue.grouped($0) }, forms: { catalogue.forms($0) })
    }

    /// One line of a record's text in the reader's language; nil if there is none.
    func best(_ texts: [LanguageText], of record: Record, scalarsMax: Int) -> ShownLine? {
        texts.best(for: languages, original: record.lang).flatMap { text in
            let line = ShownText.line(text.text, scalarsMax: scalarsMax)
            return line.isEmpty ? nil : ShownLine(line, language: text.language)
        }
    }

    /// What a code is called; one that nobody has a word for by itself.
    func label(_ code: Code) -> FacetLabels.Label {
        if let text = ownWords[code]?.best(for: languages, original: nil) { return .text(text) }
        return FacetLabels(languages: languages).code(code)
    }

    /// What a record is called; one without a name by its kind.
    func name(of record: Record, _ key: RecordKey) -> ShownLine {
        if let best = best(record.names, of: record, scalarsMax: 200),
            !best.text.utf8.allSatisfy({ $0 == 0x20 })
        {
            return best
        }
        return ShownLine(
            text(
                "listingUnnamed",
                ["kind": catalogue.kind(key.kind), "number": String(key.id.prefix(6))]))
    }

    /// A moment with its words: `confirmed 3 days ago`.
    ///
    /// - Parameter key: the text around it, which takes `{time}`; nil for the time alone.
    func moment(_ seconds: Int64, _ key: String? = nil) -> ShownMoment {
        let ago = catalogue.ago(seconds, now: now)
        return ShownMoment(
            momentText: key.map { text($0, ["time": ago]) } ?? ago,
            momentExact: catalogue.date(seconds),
            momentISO: CivilTime.date(unixSeconds: seconds) ?? "")
    }

    /// A link to a record by its name.
    func link(_ summary: RecordSummary, note: String? = nil) -> NamedLink {
        NamedLink(
            namedText: name(of: summary.record, summary.id.key), namedPath: path(of: summary.id),
            namedNote: note)
    }

    /// What is around every page.
    ///
    /// - Parameter title: of the page; the site's name is put behind it.
    func frame(_ title: String, isHome: Bool = false, site: String? = nil) -> Frame {
        let site = site ?? networks.site
        let alternates = visit.choices.map { choice in
            Frame.Alternate(
                alternateTag: choice.choiceTag, alternateURL: base + choice.choicePath)
        }
        return Frame(
            title: isHome ? title : "\(title) · \(site)", site: site,
            runBy: text("runBy", ["network": networks.site]),
            words: catalogue.words, tag: catalogue.tag, direction: catalogue.direction.rawValue,
            root: visit.root, homePath: visit.root.isEmpty ? "/" : visit.root,
            tongueNow: catalogue.ownName,
            tongues: visit.choices.map { choice in
                Frame.Tongue(
                    tongueName: choice.choiceName, tongueTag: choice.choiceTag,
                    tonguePath: choice.choicePath, tongueIsCurrent: choice.isCurrentLanguage)
            },
            canonical: base
                + (visit.root.isEmpty
                    ? target.text : visit.path(target.text == "/" ? "" : target.text)),
            alternates: alternates
                + [Frame.Alternate(alternateTag: "x-default", alternateURL: base + target.text)],
            isUnchecked: catalogue.isUnchecked, isTextOnly: isTextOnly)
    }
}
