import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// What somebody wrote into a form.
struct FormFields: Sendable {
    let text: String
    let name: String
    let reply: String
    let reason: String
    /// A person leaves this empty.
    let trap: String
    /// What was typed into the fields of a record, by the number of the field.
    let values: [Int: String]

    init(_ query: QueryParameters) {
        func first(_ name: String) -> String { query.values(name).first ?? "" }
        text = first("text").isEmpty ? first("note") : first("text")
        name = first("name")
        reply = first("reply")
        reason = first("reason")
        trap = first("website")
        var values: [Int: String] = [:]
        for item in query.items {
            guard item.name.utf8.starts(with: "field-".utf8),
                let number = Int(
                    item.name.utf8.dropFirst(6).map { String(UnicodeScalar($0)) }
                        .joined())
            else { continue }
            values[number] = item.value
        }
        self.values = values
    }
}

/// Fills the forms and what they send.
struct FormMaking {
    let context: PageContext
    let id: RecordID
    let summary: RecordSummary
    let fields: FormFields
    let problems: [EnquiryProblem]
    /// Here, or with us because the listing's own network has no pages that can be reached.
    let place: AskPlace
    /// Who takes questions: of an offer whoever makes it.
    var whom: RecordSummary?

    static let reasons = ["wrong", "closed", "moved", "double", "harmful", "mine", "erase"]

    private var name: ShownLine { context.name(of: summary.record, id.key) }

    private var about: NamedLink {
        NamedLink(namedText: name, namedPath: context.path(of: id))
    }

    private var faults: [FormFault] {
        problems.sorted { Self.order($0.field) < Self.order($1.field) }.map { problem in
            FormFault(
                faultField: problem.field,
                faultText: context.text(
                    problem.key,
                    ["max": problem.max.map { context.catalogue.grouped($0) } ?? ""]))
        }
    }

    /// The order of the fields of a form.
    private static func order(_ field: String) -> Int {
        ["text", "name", "reply"].firstIndex(of: field) ?? 3
    }

    private var isByUs: Bool { if case .byUs = place { true } else { false } }

    /// The form on the network's own pages, which do not answer just now.
    private var theirPage: PageLink? {
        guard case .byUs(let url?) = place else { return nil }
        return PageLink(linkText: url, linkPath: url)
    }

    private func recipient(_ key: String) -> String {
        let byUs = theirPage == nil ? "formNoPages" : "formByUs"
        return context.text(
            isByUs ? byUs : key,
            [
                "network": context.networks.name(id.node),
                "listing": whom.map { context.name(of: $0.record, $0.id.key).text } ?? name.text,
                "site": context.networks.site,
            ])
    }

    private var keptText: String {
        isByUs
            ? context.text("keptByUs", ["network": context.networks.name(id.node)])
            : context.text("keptThirtyDays")
    }

    private func frame(_ title: String) -> Frame {
        var frame = context.frame(title)
        frame.isUnlisted = true
        return frame
    }

    func ask() -> AskPage {
        AskPage(
            frame: frame(context.text("askTitle", ["listing": name.text])), about: about,
            recipientText: recipient("askIntro"), theirPage: theirPage, keptText: keptText,
            formPath: context.path("/ask/\(id)"),
            hiddenFields: [], faults: faults, hasFaults: !faults.isEmpty,
            askText: fields.text, askName: fields.name, askReply: fields.reply,
            askTextIsWrong: problems.contains { $0.field == "text" },
            askReplyIsWrong: problems.contains { $0.field == "reply" })
    }

    func correct() -> CorrectPage {
        CorrectPage(
            frame: frame(context.text("correctTitle", ["listing": name.text])), about: about,
            recipientText: recipient("correctIntro"), theirPage: theirPage, keptText: keptText,
            formPath: context.path("/correct/\(id)"), hiddenFields: [], faults: faults,
            hasFaults: !faults.isEmpty,
            reasons: Self.reasons.map { reason in
                CorrectPage.Reason(
                    reasonValue: reason,
                    reasonText: context.catalogue.word("correctReason", reason) ?? reason,
                    reasonIsChosen: reason == fields.reason)
            },
            fields: CorrectableFields.of(summary.record).enumerated().map { number, field in
                let isLong = field.max > 250
                let present =
                    isLong ? ShownText.clean(field.value) : ShownText.line(field.value)
                return CorrectPage.Field(
                    fieldName: String(number), fieldLabel: label(field),
                    fieldValue: fields.values[number] ?? present,
                    fieldLang: field.language.flatMap(ShownText.languageTag),
                    fieldIsLong: isLong)
            },
            correctNote: fields.text, correctReply: fields.reply)
    }

    /// Whether somebody left a value as the form showed it: browsers end lines in another way, and
    /// what cannot be seen was not shown.
    static func isSame(_ sent: String, _ value: String) -> Bool {
        let (sent, present) = (ShownText.clean(sent), ShownText.clean(value))
        return DisplayText.line(sent, scalarsMax: .max).utf8
            .elementsEqual(DisplayText.line(present, scalarsMax: .max).utf8)
    }

    private func label(_ field: CorrectableFields.Field) -> String {
        let parts = field.path.split { $0 == "." || $0 == "[" || $0 == "]" }.map { String($0) }
        let catalogue = context.catalogue
        let word =
            parts.first == "contact"
            ? catalogue.word("contact", parts.last ?? "")
            : catalogue.word("field", parts.first == "place" ? parts.last ?? "" : parts[0])
        let text = word ?? ShownText.line(field.path, scalarsMax: 60)
        guard let language = field.language else { return text }
        return "\(text) (\(catalogue.language(language)))"
    }

    /// What is handed on, in the words of the listing's language.
    func enquiry(_ kind: Enquiry.Kind, caller: String, in home: Catalogue) -> Enquiry {
        let present = CorrectableFields.of(summary.record)
        let proposed = present.enumerated().compactMap { number, field in
            fields.values[number].flatMap { value in
                Self.isSame(value, field.value) ? nil : (field.path, value)
            }
        }
        // What is passed on names the network that it is for, and not ours.
        let network = isByUs ? context.networks.name(id.node) : context.networks.site
        let values = ["listing": name.text, "network": network]
        let isAsk = kind == .ask
        let mail = isByUs ? "mailForward" : isAsk ? "mailAsk" : "mailCorrect"
        let reason = Self.reasons.contains(fields.reason) ? fields.reason : ""
        let note =
            reason.isEmpty
            ? fields.text
            : "[\(home.word("correctReason", reason) ?? reason)]\n\(fields.text)"
        return Enquiry(
            kind: kind, record: id, name: fields.name, reply: fields.reply,
            text: isAsk ? fields.text : note, proposed: isAsk ? [] : proposed,
            honeypot: fields.trap, caller: caller,
            words: Enquiry.Words(
                subject: home.text(mail + "Subject", values),
                opening: home.text(mail + "Opening", values),
                closing: home.text(
                    "mailClosing", ["url": context.base + "/l/\(id)"]), language: home.tag))
    }

    func sent(isMailed: Bool) -> SentPage {
        SentPage(
            frame: frame(context.text("sentTitle")), sentTitle: context.text("sentTitle"),
            sentLines: [
                context.text(isMailed && !isByUs ? "formTakenMail" : "formTakenPrint"), keptText,
            ], about: about)
    }
}
