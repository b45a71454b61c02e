/// The members that we know, with their shapes and limits: the one table of what we publish.
///
/// Others are never held to it. Members that are not in it are allowed, within `unknownText`,
/// `unknownItems` and the payload's 65,536 bytes.
///
/// Source: Protocol.md, Records.
enum ListingSchema {
    /// The longest text in a member that is not in the table.
    static let unknownText = 10_000
    /// The most items or members in an array or object that is not in the table.
    static let unknownItems = 1_000
    /// The most languages of one text.
    static let languages = 60
    /// The longest word of an open list.
    static let word = 64

    /// The table for a kind; for a kind that we do not know, what all listings have in common.
    static func fields(of kind: String) -> [ListingField] {
        switch kind {
        case "organisation": listing + organisation
        case "offer": listing + offer
        case "event": listing + event
        case "market": listing + market
        case "resource": listing + resource
        case "campaign": listing + campaign
        case "image": listing + image
        case _ where RecordKind.isListing(kind): listing
        case _ where RecordKind.isReserved(kind): [lang]
        case "network": network
        default: [lang] + (statements[kind] ?? [])
        }
    }

    // MARK: - Parts

    private static let lang = ListingField("lang", .language)
    private static let record = ListingShape.referenceOrText(max: 200)
    private static let code = ListingShape.object([
        ListingField("scheme", .text(max: 64), required: true),
        ListingField("code", .text(max: 128), required: true),
        ListingField("version", .text(max: 32)),
    ])
    private static let address = ListingShape.object([
        ListingField("street", .text(max: 200)),
        ListingField("locality", .text(max: 120)),
        ListingField("region", .text(max: 120)),
        ListingField("postcode", .text(max: 20)),
        ListingField("country", .country),
    ])
    private static let place = ListingShape.object([
        ListingField("address", address),
        ListingField("point", .point),
        ListingField("precision", .word),
        ListingField(
            "serviceArea",
            .either([
                .text(max: 200), .amount(min: 0, max: 20_038),
                .object([ListingField("radius", .amount(min: 0, max: 20_038))]),
            ])),
    ])
    private static let contact = ListingShape.object(
        ["name", "email", "phone", "whatsapp", "signal", "sms", "telegram"].map {
            ListingField($0, .either([.text(max: 200), .list(.text(max: 200), max: 10)]))
        } + [ListingField("post", .text(max: 500))])

    // MARK: - What all listings have

    private static let listing: [ListingField] = [
        ListingField("name", .texts(max: 200), required: true),
        ListingField("lang", .language, required: true),
        ListingField("summary", .texts(max: 280)),
        ListingField("description", .texts(max: 8_000)),
        ListingField("status", .word),
        ListingField("categories", .list(code, max: 50)),
        ListingField("goods", .list(.either([.text(max: 100), code]), max: 100)),
        ListingField("tags", .list(.text(max: 64), max: 50)),
        ListingField(
            "links",
            .list(
                .object([
                    ListingField("rel", .word), ListingField("url", .linkURL, required: true),
                    ListingField("title", .text(max: 200)),
                ]), max: 30)),
        ListingField(
            "related",
            .list(
                .object([ListingField("rel", .word), ListingField("record", record)]), max: 100)),
        ListingField("place", place),
        ListingField("contact", contact),
        ListingField("contactVia", record),
        ListingField("languages", .list(.language, max: 60)),
        ListingField("licence", .text(max: 64)),
        ListingField("attribution", .text(max: 300)),
        ListingField(
            "confirmed",
            .object([
                ListingField("at", .moment, required: true), ListingField("by", .text(max: 120)),
            ])),
        ListingField("validUntil", .moment),
        ListingField("standing", .flag),
        ListingField(
            "source",
            .object([
                ListingField("system", .text(max: 200)),
                ListingField("id", .either([.text(max: 200), .count(max: .max)])),
                ListingField("url", .webURL), ListingField("fetched", .moment),
            ])),
        ListingField("ext", .free),
    ]

    // MARK: - Listings, one by one

    private static let organisation: [ListingField] = [
        ListingField("forms", .list(.word, max: 20)),
        ListingField("partOf", .list(record, max: 20)),
        ListingField(
            "identifiers",
            .list(
                .object([
                    ListingField("scheme", .text(max: 64), required: true),
                    ListingField("value", .text(max: 128), required: true),
                ]), max: 20)),
        ListingField("structure", .text(max: 64)),
        ListingField("legalForm", .text(max: 120)),
        ListingField("membershipOf", .word),
        ListingField("qualifiers", .list(.either([.text(max: 100), code]), max: 50)),
        ListingField(
            "memberOf",
            .list(
                .object([
                    ListingField("name", .text(max: 200)), ListingField("record", record),
                    ListingField("as", .word),
                ]), max: 50)),
        ListingField(
            "size",
            .object([
                ListingField("members", .count(max: 1_000_000_000)),
                ListingField("women", .count(max: 1_000_000_000)),
                ListingField("workers", .count(max: 1_000_000_000)),
            ])),
        ListingField("founded", .partialDate),
        ListingField("dissolved", .partialDate),
        ListingField("hours", .text(max: 500)),
        ListingField("open", .either([.flag, .text(max: 500), .texts(max: 500)])),
    ]

    private static let offer: [ListingField] = [
        ListingField("direction", .word),
        ListingField("item", .word),
        ListingField("terms", .list(.word, max: 20)),
        ListingField("provider", record),
        ListingField("quantity", .either([.amount(min: 0, max: 1e12), .text(max: 64)])),
        ListingField("unit", .text(max: 64)),
        ListingField("pack", .text(max: 100)),
        ListingField("minimum", .either([.amount(min: 0, max: 1e12), .text(max: 64)])),
        ListingField("stock", .word),
        ListingField(
            "price",
            .object([
                ListingField("amount", .amount(min: 0, max: 1e12)),
                ListingField("currency", .text(max: 32)), ListingField("per", .text(max: 64)),
            ])),
        ListingField(
            "available",
            .object([
                ListingField("from", .moment), ListingField("until", .moment),
                ListingField("season", .text(max: 100)),
            ])),
        ListingField(
            "delivers",
            .list(
                .object([
                    ListingField("area", .text(max: 200)),
                    ListingField("days", .list(.word, max: 7)),
                ]), max: 50)),
        ListingField(
            "certification",
            .list(
                .object([
                    ListingField("scheme", .text(max: 100)), ListingField("how", .word),
                    ListingField("by", .text(max: 200)), ListingField("until", .moment),
                ]), max: 20)),
        ListingField("reach", .text(max: 200)),
    ]

    private static let event: [ListingField] = [
        ListingField("starts", .localTime),
        ListingField("ends", .localTime),
        ListingField("zone", .zone),
        ListingField("repeats", .recurrence),
        ListingField("organiser", record),
        ListingField("attendance", .word),
        ListingField("access", .word),
        ListingField("teaches", .list(.either([.text(max: 100), code]), max: 50)),
        ListingField("cost", .text(max: 200)),
        ListingField("joinUrl", .webURL),
        ListingField("cancelled", .flag),
    ]

    private static let market: [ListingField] = [
        ListingField(
            "schedule",
            .object([
                ListingField("starts", .localTime), ListingField("ends", .localTime),
                ListingField("zone", .zone), ListingField("minutes", .count(max: 527_040)),
                ListingField("repeats", .recurrence),
                ListingField("exceptions", .list(.either([.date, .text(max: 100)]), max: 100)),
            ])),
        ListingField("operator", record),
        ListingField("sellers", .list(.either([record, .free]), max: 500)),
        ListingField("accepts", .list(.word, max: 30)),
    ]

    private static let resource: [ListingField] = [
        ListingField("type", .word),
        ListingField("provider", record),
        ListingField("language", .either([.language, .list(.language, max: 60)])),
        ListingField("url", .webURL),
        ListingField("published", .partialDate),
        ListingField("sha256", .hex(count: 64)),
        ListingField("terms", .either([.text(max: 500), .list(.text(max: 100), max: 20)])),
    ]

    private static let campaign: [ListingField] = [
        ListingField("demands", .either([.texts(max: 2_000), .list(.texts(max: 500), max: 30)])),
        ListingField("from", .moment),
        ListingField("until", .moment),
        ListingField("endorsers", .list(record, max: 500)),
    ]

    private static let image: [ListingField] = [
        ListingField("of", .reference, required: true),
        ListingField("type", .word, required: true),
        ListingField("data", .base64(maxBytes: 45_000), required: true),
        ListingField("alt", .texts(max: 500), required: true),
        ListingField("credit", .text(max: 200)),
        ListingField("peopleConsent", .either([.flag, .text(max: 200)])),
    ]

    // MARK: - Statements

    private static let network: [ListingField] = [
        ListingField("name", .texts(max: 200), required: true),
        ListingField("lang", .language, required: true),
        ListingField("summary", .texts(max: 280)),
        ListingField("description", .texts(max: 8_000)),
        ListingField("url", .webURL),
        ListingField("region", .text(max: 120)),
        ListingField("languages", .list(.language, max: 60)),
        ListingField("charter", .webURL),
        ListingField("members", .list(record, max: 500)),
        ListingField("vouching", .texts(max: 1_000)),
    ]

    private static let statements: [String: [ListingField]] = [
        "vouch": [
            ListingField("node", .node, required: true),
            ListingField("label", .text(max: 128)),
            ListingField("since", .partialDate),
            ListingField("relation", .word),
            ListingField("note", .either([.text(max: 500), .texts(max: 500)])),
        ],
        "link": [
            ListingField("a", .reference, required: true),
            ListingField("b", .reference, required: true),
            ListingField("relation", .word, required: true),
            ListingField("confidence", .either([.amount(min: 0, max: 1), .word])),
            ListingField("reasons", .list(.word, max: 30)),
        ],
        "membership": [
            ListingField(
                "member",
                .either([
                    record,
                    .object([
                        ListingField("scheme", .text(max: 64), required: true),
                        ListingField("value", .text(max: 128), required: true),
                    ]),
                ]), required: true),
            ListingField("as", .word),
            ListingField("since", .partialDate),
            ListingField("until", .partialDate),
            ListingField("checked", .partialDate),
        ],
        "confirm": [
            ListingField("record", .reference, required: true),
            ListingField("at", .moment, required: true),
        ],
        "concept": [
            ListingField("scheme", .text(max: 64), required: true),
            ListingField("code", .text(max: 128), required: true),
            ListingField("version", .text(max: 32)),
            ListingField("labels", .texts(max: 200), required: true),
            ListingField("synonyms", .free),
            ListingField("broader", .either([.text(max: 300), .list(.text(max: 300), max: 20)])),
            ListingField("exactMatch", .list(.text(max: 300), max: 50)),
            ListingField("closeMatch", .list(.text(max: 300), max: 50)),
        ],
    ]
}
