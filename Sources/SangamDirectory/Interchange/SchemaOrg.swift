import SangamLog

/// Records in the words of schema.org.
enum SchemaOrg {
    /// A record as a node of a graph; nil for a statement, which is no thing.
    static func node(_ exported: ExportedRecord) -> JSONObject? {
        let record = Record(json: exported.payload)
        var node = SchemaNode(exported, type: "Thing")
        switch record.kind {
        case "organisation": organisation(record, &node)
        case "offer": offer(record, &node)
        case "event": event(record, &node)
        case "market": market(record, &node)
        case "resource": resource(record, &node)
        case "campaign": node.type = "Project"
        case "image": image(record, &node)
        case "network": network(record, &node)
        case "concept": return concept(record, &node)
        case _ where RecordKind.isListing(record.kind): break
        default: return nil
        }
        node.texts("name", record.names)
        let long = record.descriptions.isEmpty ? record.summaries : record.descriptions
        if record.kind != "image" { node.texts("description", long) }
        let website = record.links.first { $0.rel == "website" } ?? record.url
        node.url("url", website?.url ?? exported.link)
        let elsewhere = record.links.filter { profiles.contains($0.rel) }.map(\.url)
        node.list("sameAs", elsewhere.filter(SchemaNode.isWeb).map { .string($0) })
        node.set("subjectOf", .object(page(exported)))
        return node.object
    }

    /// Links that are the same thing somewhere else, not something about it.
    private static let profiles: Set<String> = [
        "profile", "same-as", "wikidata", "wikipedia", "facebook", "instagram", "mastodon",
        "fediverse", "twitter", "x", "linkedin", "youtube", "openstreetmap",
    ]

    /// The page that says it: where the record is from, on what terms, and how fresh it is.
    private static func page(_ exported: ExportedRecord) -> JSONObject {
        var page: JSONObject = [
            "@type": "WebPage", "identifier": .string(exported.id.description),
            "publisher": [
                "@type": "Organization", "name": .string(exported.network),
                "identifier": .string(exported.id.node.text),
            ],
        ]
        if let link = exported.link, SchemaNode.isWeb(link) { page["url"] = .string(link) }
        if let terms = exported.terms { page["license"] = SchemaNode.licence(terms) }
        page["creditText"] = .string(exported.credit)
        if let day = exported.confirmedDay { page["lastReviewed"] = .string(day) }
        return page
    }

    // MARK: - Kinds

    private static func organisation(_ record: Record, _ node: inout SchemaNode) {
        guard let organisation = Organisation(record) else { return }
        node.type = type(of: organisation)
        node.place(record, as: node.type == "Person" ? "homeLocation" : "location")
        node.contact(record)
        node.list("knowsLanguage", record.languages.map { .string($0) })
        if node.type == "Person" { return }
        node.list("keywords", (record.goods.map(\.label) + record.tags).map { .string($0) })
        node.text("areaServed", record.place?.serviceArea)
        node.text("foundingDate", organisation.founded.flatMap(SchemaNode.day))
        node.text("dissolutionDate", organisation.dissolved.flatMap(SchemaNode.day))
        node.references("parentOrganization", organisation.partOf)
        node.list(
            "memberOf",
            organisation.memberOf.compactMap { claim in
                claim.name.map { ["@type": "Organization", "name": .string($0)] }
            })
        node.list(
            "identifier",
            organisation.identifiers.map {
                [
                    "@type": "PropertyValue", "propertyID": .string($0.scheme),
                    "value": .string($0.value),
                ]
            })
        if let workers = organisation.workers {
            node.set(
                "numberOfEmployees", ["@type": "QuantitativeValue", "value": .integer(workers)])
        }
        if node.type == "LocalBusiness" { node.text("openingHours", organisation.hours) }
    }

    private static func type(of organisation: Organisation) -> String {
        let forms = Set(organisation.forms)
        if forms.contains("individual") { return "Person" }
        if forms.contains("union") { return "WorkersUnion" }
        if forms.contains("public-body") { return "GovernmentOrganization" }
        let isOpen = organisation.hours != nil || organisation.record.place?.street != nil
        if isOpen, forms.contains("enterprise") { return "LocalBusiness" }
        return "Organization"
    }

    private static func offer(_ record: Record, _ node: inout SchemaNode) {
        guard let offer = Offer(record) else { return }
        let isWanted = offer.direction == "want"
        node.type = isWanted ? "Demand" : "Offer"
        let things = ["service", "work", "skill"]
        let type = things.contains(offer.item ?? "") ? "Service" : "Product"
        var item: JSONObject = ["@type": .string(type)]
        item["name"] = SchemaNode.texts(record.names)
        let goods = record.goods.map(\.label) + record.categories.map(\.description)
        if let category = goods.first { item["category"] = .string(category) }
        node.set("itemOffered", .object(item))
        if let id = node.reference(record.provider) {
            // Who wants something seeks it; schema.org has no word for it on the demand itself.
            node.set(
                isWanted ? "@reverse" : "seller",
                isWanted
                    ? ["seeks": ["@type": "Organization", "@id": .string(id)]]
                    : ["@type": "Organization", "@id": .string(id)])
        }
        price(record, &node)
        let stock = ["in": "InStock", "few": "LimitedAvailability", "out": "OutOfStock"]
        if let state = record.text("stock").flatMap({ stock[$0] }) {
            node.set("availability", .string("https://schema.org/" + state))
        }
        let available = record.json["available"]?.object
        node.text("availabilityStarts", available?["from"]?.string.flatMap(SchemaNode.moment))
        node.text("availabilityEnds", available?["until"]?.string.flatMap(SchemaNode.moment))
        node.text("validThrough", record.text("validUntil").flatMap(SchemaNode.moment))
        node.text("areaServed", record.place?.serviceArea ?? record.placeText)
    }

    private static func price(_ record: Record, _ node: inout SchemaNode) {
        guard let price = record.json["price"]?.object,
            let amount = Record.written(price["amount"]), FlatCodec.isNumber(amount)
        else { return }
        var specification: JSONObject = [
            "@type": "UnitPriceSpecification", "price": .string(amount),
        ]
        if let currency = price["currency"]?.string {
            specification["priceCurrency"] = .string(currency)
        }
        if let per = price["per"]?.string { specification["unitText"] = .string(per) }
        node.set("priceSpecification", .object(specification))
    }

    private static func event(_ record: Record, _ node: inout SchemaNode) {
        guard let event = Event(record) else { return }
        node.type = "Event"
        node.text("startDate", event.starts.flatMap(SchemaNode.moment))
        node.text("endDate", event.ends.flatMap(SchemaNode.moment))
        node.place(record, as: "location")
        node.reference("organizer", event.organiser, type: "Organization")
        let modes = [
            "in-person": "OfflineEventAttendanceMode", "online": "OnlineEventAttendanceMode",
            "mixed": "MixedEventAttendanceMode",
        ]
        if let mode = event.attendance.flatMap({ modes[$0] }) {
            node.set("eventAttendanceMode", .string("https://schema.org/" + mode))
        }
        if event.isCancelled { node.set("eventStatus", "https://schema.org/EventCancelled") }
        node.list("keywords", (record.tags + event.teaches.map(\.label)).map { .string($0) })
        node.schedule(event.starts, zone: event.zone, minutes: nil, repeats: event.repeats)
    }

    private static func market(_ record: Record, _ node: inout SchemaNode) {
        guard let market = Market(record) else { return }
        node.type = "Event"
        node.place(record, as: "location")
        node.reference("organizer", market.operator, type: "Organization")
        let schedule = market.schedule
        node.text("startDate", schedule?.starts.flatMap(SchemaNode.moment))
        node.schedule(
            schedule?.starts, zone: schedule?.zone, minutes: schedule?.minutes,
            repeats: schedule?.repeats)
    }

    private static func resource(_ record: Record, _ node: inout SchemaNode) {
        guard let resource = Resource(record) else { return }
        let types = [
            "document": "DigitalDocument", "guide": "Guide", "training": "Course",
            "media": "MediaObject", "episode": "Episode", "newsletter": "CreativeWork",
            "space": "Place", "land": "Place", "tool": "Product", "service": "Service",
            "fund": "Service",
        ]
        node.type = resource.type.flatMap { types[$0] } ?? "CreativeWork"
        switch node.type {
        case "Place": node.placeParts(record)
        case "Product": break
        case "Service": node.reference("provider", record.provider, type: "Organization")
        default:
            node.reference("provider", record.provider, type: "Organization")
            node.list("inLanguage", resource.contentLanguages.map { .string($0) })
            node.text("datePublished", resource.published.flatMap(SchemaNode.day))
        }
    }

    private static func image(_ record: Record, _ node: inout SchemaNode) {
        node.type = "ImageObject"
        node.texts("caption", record.languageTexts("alt"))
        if let type = record.text("type"), ["jpeg", "png", "webp"].contains(type) {
            node.set("encodingFormat", .string("image/" + type))
        }
        node.reference("about", record.text("of"), type: "Thing")
        node.text("creditText", record.text("credit"))
    }

    private static func network(_ record: Record, _ node: inout SchemaNode) {
        node.type = "Organization"
        node.list("knowsLanguage", record.languages.map { .string($0) })
        node.text("areaServed", record.text("region"))
    }

    private static func concept(_ record: Record, _ node: inout SchemaNode) -> JSONObject {
        node.type = "DefinedTerm"
        node.texts("name", record.languageTexts("labels"))
        node.text("termCode", record.text("code"))
        node.text("inDefinedTermSet", record.text("scheme"))
        return node.object
    }
}
