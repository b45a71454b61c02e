/// How the members of a record are read, in the order in which they are shown. What is not in here,
/// or has another shape than expected, is shown as written. What they are called is in the
/// catalogues: `labelGoods` for `goods`.
///
/// Source: Protocol.md, Records.
enum FieldTable {
    enum Reading: Sendable {
        /// Texts, numbers, true and false, or lists of them; those of a group of the catalogue have
        /// words of ours (`form` and `working-group`: `formWorkingGroup`).
        case words(String?)
        /// A map of language to text.
        case languages
        /// Names of records.
        case references
        /// A URL.
        case link
        /// Codes and texts.
        case terms
        /// A moment or a date.
        case moment
        /// Opening hours as OpenStreetMap writes them.
        case hours
        /// An object, or a list of objects: each on one line, its members in this order.
        case lines([Part])
        /// The same with commas between the members.
        case counts([Part])
        case place
        case languageTags
    }

    /// A member of an object inside a line.
    struct Part: Sendable {
        enum Form: Sendable {
            /// As it is.
            case plain
            /// In a text of the catalogue, as the value of this name.
            case text(String, String)
            /// A number, in a text that has forms for counts.
            case count(String)
        }

        enum Value: Sendable {
            case asWritten, date, weekdays
            /// A word of a group of the catalogue.
            case word(String)
        }

        let name: String
        let form: Form
        var value = Value.asWritten

        init(_ name: String, _ form: Form = .plain, _ value: Value = .asWritten) {
            self.name = name
            self.form = form
            self.value = value
        }
    }

    struct Field: Sendable {
        let name: String
        /// The key of what it is called.
        let label: String
        let reading: Reading

        init(_ name: String, _ reading: Reading = .words(nil), label: String? = nil) {
            self.name = name
            self.label = "label" + (label ?? name.prefix(1).uppercased() + name.dropFirst())
            self.reading = reading
        }
    }

    /// Shown elsewhere on the page, or nowhere: these never fall through to "as written".
    static let handled = [
        "kind", "lang", "name", "summary", "description", "contact", "links", "confirmed", "ext",
        "data",
    ]

    /// The fields of a kind.
    static func fields(of kind: String) -> [Field] { (byKind[kind] ?? []) + common }

    /// All fields of all kinds, for tests.
    static var all: [Field] { byKind.values.flatMap { $0 } + common }

    private static let common = [
        Field("status", .words("status")),
        Field("goods", .terms),
        Field("categories", .terms),
        Field("tags"),
        Field("place", .place),
        Field("languages", .languageTags),
        Field("url", .link),
        Field("contactVia", .references),
        Field(
            "related",
            .lines([
                Part("record"), Part("rel", .text("partRelation", "relation"), .word("related")),
            ])),
        Field("validUntil", .moment),
        Field("standing"),
        Field("licence", .words("licence")),
        Field("attribution"),
        Field(
            "source",
            .counts([Part("system"), Part("id", .text("partNumber", "number")), Part("url")])),
    ]

    private static let organisation = [
        Field("forms", .words("form")),
        Field("membershipOf", .words("ownedBy")),
        Field("partOf", .references),
        Field(
            "memberOf", .lines([Part("name"), Part("as", .text("partAs", "role"), .word("role"))])),
        Field("hours", .hours),
        Field("open", .languages),
        Field(
            "size",
            .counts([
                Part("members", .count("sizeMembers")), Part("women", .count("sizeWomen")),
                Part("workers", .count("sizeWorkers")),
            ])),
        Field("founded", .moment),
        Field("dissolved", .moment),
        Field("structure"),
        Field("legalForm"),
        Field("qualifiers", .terms),
        Field(
            "identifiers", .counts([Part("value"), Part("scheme", .text("partIn", "register"))])),
    ]

    private static let offer = [
        Field("direction", .words("direction")),
        Field("item", .words("item")),
        Field("terms", .words("terms")),
        Field(
            "price",
            .lines([Part("amount"), Part("currency"), Part("per", .text("partPer", "unit"))])),
        Field("provider", .references),
        Field("quantity"),
        Field("unit"),
        Field("pack"),
        Field("minimum"),
        Field("stock", .words("stock")),
        Field(
            "available",
            .lines([
                Part("from", .text("partFrom", "date"), .date),
                Part("until", .text("partUntil", "date"), .date),
                Part("season", .plain, .word("season")),
            ])),
        Field(
            "delivers", .lines([Part("area"), Part("days", .text("partOn", "days"), .weekdays)])),
        Field(
            "certification",
            .lines([
                Part("scheme"), Part("how", .text("partHow", "how"), .word("certified")),
                Part("by", .text("partBy", "name")),
                Part("until", .text("partUntil", "date"), .date),
            ])),
        Field("reach"),
    ]

    private static let event = [
        Field("cancelled", .words("cancelled")),
        Field("starts", .moment),
        Field("ends", .moment),
        Field("zone"),
        Field("repeats"),
        Field("organiser", .references),
        Field("attendance", .words("attendance")),
        Field("access", .words("access")),
        Field("teaches", .terms),
        Field("cost"),
        Field("joinUrl", .link),
    ]

    private static let market = [
        Field(
            "schedule",
            .lines([
                Part("starts", .text("partFrom", "date"), .date),
                Part("zone", .text("partZone", "zone")), Part("minutes", .count("partMinutes")),
                Part("repeats", .text("partRepeats", "rule")),
                Part("exceptions", .text("partNotOn", "days"), .date),
            ])),
        Field("operator", .references),
        Field("sellers", .references),
        Field("accepts", .words("accepts")),
    ]

    private static let resource = [
        Field("type", .words("resource")),
        Field("provider", .references, label: "KeptBy"),
        Field("language", .languageTags),
        Field("published", .moment),
        Field("sha256"),
        Field("terms", .words("terms")),
    ]

    private static let campaign = [
        Field("demands", .languages),
        Field("from", .moment),
        Field("until", .moment),
        Field("endorsers", .references),
    ]

    private static let image = [
        Field("of", .references),
        Field("alt", .languages),
        Field("type", label: "Format"),
        Field("credit"),
        Field("peopleConsent"),
    ]

    private static let network = [
        Field("region"),
        Field("charter", .link),
        Field("vouching", .languages),
        Field("members", .references),
    ]

    private static let vouch = [
        Field("node"),
        Field("label"),
        Field("since", .moment),
        Field("relation", .words("vouch")),
        Field("note", .languages),
    ]

    private static let link = [
        Field("a", .references),
        Field("b", .references),
        Field("relation", .words("twin"), label: "LinkRelation"),
        Field("confidence", .words("sure")),
        Field("reasons", .words("reason")),
    ]

    private static let membership = [
        Field("member", .references),
        Field("as", .words("role")),
        Field("since", .moment),
        Field("until", .moment),
        Field("checked", .moment),
    ]

    private static let confirm = [
        Field("record", .references),
        Field("at", .moment),
    ]

    private static let concept = [
        Field("scheme"),
        Field("code"),
        Field("labels", .languages),
        Field("synonyms", .languages),
        Field("broader"),
        Field("exactMatch"),
        Field("closeMatch"),
    ]

    private static let byKind: [String: [Field]] = [
        "organisation": organisation, "offer": offer, "event": event, "market": market,
        "resource": resource, "campaign": campaign, "image": image, "network": network,
        "vouch": vouch, "link": link, "membership": membership, "confirm": confirm,
        "concept": concept,
    ]
}
