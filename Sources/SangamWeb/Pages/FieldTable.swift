/// How the members of a record are read and what they are called, in the order in which they are
/// shown. What is not in here, or has another shape than expected, is shown as written.
///
/// Source: Protocol.md, Records.
enum FieldTable {
    enum Reading: Sendable {
        /// Texts, numbers, true and false, or lists of them; some have words of ours.
        case words([String: String])
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
        /// An object, or a list of objects: each on one line, its members in this order.
        case lines([Part])
        case place
        case languageTags
    }

    /// A member of an object inside a line: `%` stands for its value.
    struct Part: Sendable {
        let name: String
        let before: String
        let after: String

        init(_ name: String, _ pattern: String = "%") {
            self.name = name
            let sides = pattern.split(
                separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
            before = String(sides[0])
            after = sides.count > 1 ? String(sides[1]) : ""
        }
    }

    struct Field: Sendable {
        let name: String
        let label: String
        let reading: Reading

        init(_ name: String, _ label: String, _ reading: Reading = .words([:])) {
            self.name = name
            self.label = label
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

    private static let common = [
        Field(
            "status", "Status",
            .words([
                "active": "active", "paused": "paused for now",
                "closed": "closed",
            ])),
        Field("goods", "What they make or do", .terms),
        Field("categories", "Categories", .terms),
        Field("tags", "Key words"),
        Field("place", "Where", .place),
        Field("languages", "Languages", .languageTags),
        Field("url", "Website", .link),
        Field("contactVia", "Enquiries go to", .references),
        Field("related", "Related", .lines([Part("record"), Part("rel", "(%)")])),
        Field("validUntil", "Valid until", .moment),
        Field("standing", "Until further notice", .words(["true": "yes", "false": "no"])),
        Field("licence", "Licence"),
        Field("attribution", "Attribution"),
        Field(
            "source", "Taken from", .lines([Part("system"), Part("id", "number %"), Part("url")])),
    ]

    private static let organisation = [
        Field("forms", "Form"),
        Field(
            "membershipOf", "Members are",
            .words([
                "workers": "the workers",
                "users": "the users", "producers": "the producers", "multi": "several groups",
            ])),
        Field("partOf", "Part of", .references),
        Field("memberOf", "Says it is a member of", .lines([Part("name"), Part("as", "as %")])),
        Field("hours", "Opening hours"),
        Field("open", "May one join?", .languages),
        Field(
            "size", "Size",
            .lines([
                Part("members", "% members"), Part("women", "% women"),
                Part("workers", "% workers"),
            ])),
        Field("founded", "Founded"),
        Field("dissolved", "Dissolved"),
        Field("structure", "Structure"),
        Field("legalForm", "Legal form"),
        Field("qualifiers", "Known for", .terms),
        Field("identifiers", "Registered as", .lines([Part("value"), Part("scheme", "in %")])),
    ]

    private static let offer = [
        Field(
            "direction", "Offer or want",
            .words([
                "offer": "they offer this",
                "want": "they look for this",
            ])),
        Field("item", "What it is"),
        Field("terms", "Terms"),
        Field("price", "Price", .lines([Part("amount"), Part("currency"), Part("per", "per %")])),
        Field("provider", "From", .references),
        Field("quantity", "Quantity"),
        Field("unit", "Unit"),
        Field("pack", "Pack"),
        Field("minimum", "Smallest order"),
        Field(
            "stock", "In stock",
            .words([
                "in": "yes", "few": "only a few left",
                "out": "not at the moment",
            ])),
        Field(
            "available", "Available",
            .lines([Part("from", "from %"), Part("until", "until %"), Part("season")])),
        Field("delivers", "Delivers to", .lines([Part("area"), Part("days", "on %")])),
        Field(
            "certification", "Certified",
            .lines([
                Part("scheme"), Part("how", "(%)"), Part("by", "by %"), Part("until", "until %"),
            ])),
        Field("reach", "Reach"),
    ]

    private static let event = [
        Field(
            "cancelled", "Cancelled",
            .words([
                "true": "yes, this does not take place",
                "false": "no",
            ])),
        Field("starts", "Begins"),
        Field("ends", "Ends"),
        Field("zone", "Time zone"),
        Field("repeats", "Repeats"),
        Field("organiser", "Organised by", .references),
        Field("attendance", "How to take part"),
        Field("access", "Open to"),
        Field("teaches", "Teaches", .terms),
        Field("cost", "Cost"),
        Field("joinUrl", "Join at", .link),
    ]

    private static let market = [
        Field(
            "schedule", "When",
            .lines([
                Part("starts", "from %"), Part("zone", "(%)"), Part("minutes", "for % minutes"),
                Part("repeats", "repeats %"), Part("exceptions", "not on %"),
            ])),
        Field("operator", "Run by", .references),
        Field("sellers", "Sellers", .references),
        Field("accepts", "Ways to pay"),
    ]

    private static let resource = [
        Field("type", "Type"),
        Field("provider", "Kept by", .references),
        Field("language", "In", .languageTags),
        Field("published", "Published"),
        Field("sha256", "Fingerprint of the file (SHA-256)"),
        Field("terms", "Terms"),
    ]

    private static let campaign = [
        Field("demands", "Demands", .languages),
        Field("from", "From", .moment),
        Field("until", "Until", .moment),
        Field("endorsers", "Supported by", .references),
    ]

    private static let image = [
        Field("of", "Picture of", .references),
        Field("alt", "What is to be seen", .languages),
        Field("type", "Format"),
        Field("credit", "Made by"),
    ]

    private static let network = [
        Field("region", "Region"),
        Field("charter", "Charter", .link),
        Field("vouching", "What our vouching means", .languages),
        Field("members", "Member networks", .references),
    ]

    private static let vouch = [
        Field("node", "Vouches for"),
        Field("label", "Label"),
        Field("since", "Since"),
        Field("relation", "Relation"),
        Field("note", "Note", .languages),
    ]

    private static let link = [
        Field("a", "One listing", .references),
        Field("b", "The other", .references),
        Field(
            "relation", "They are",
            .words([
                "same-as": "the same",
                "not-same-as": "not the same",
            ])),
        Field("confidence", "How sure"),
        Field("reasons", "Because of"),
    ]

    private static let membership = [
        Field("member", "Member", .references),
        Field("as", "As"),
        Field("since", "Since"),
        Field("until", "Until"),
        Field("checked", "Checked"),
    ]

    private static let confirm = [
        Field("record", "Confirms", .references),
        Field("at", "On", .moment),
    ]

    private static let concept = [
        Field("scheme", "Vocabulary"),
        Field("code", "Code"),
        Field("labels", "Called", .languages),
        Field("synonyms", "Also called", .languages),
        Field("broader", "Wider word"),
        Field("exactMatch", "The same as"),
        Field("closeMatch", "Close to"),
    ]

    private static let byKind: [String: [Field]] = [
        "organisation": organisation, "offer": offer, "event": event, "market": market,
        "resource": resource, "campaign": campaign, "image": image, "network": network,
        "vouch": vouch, "link": link, "membership": membership, "confirm": confirm,
        "concept": concept,
    ]
}
