/// One row of the table of readable columns: which member of a payload stands in which cells.
struct FlatField: Sendable {
    /// The names of its columns; two where one member fills two cells.
    let headers: [String]
    /// The names that lead to the member.
    let path: [String]
    /// How the member is written in the cells.
    let codec: FlatCodec
    /// The kinds of records that have it; empty if all have.
    let kinds: [String]

    /// Every field, in the order of the columns.
    static let all: [FlatField] = table.split(separator: "\n").compactMap(FlatField.init)

    /// How many rows the table has.
    static var tableRows: Int { table.split(separator: "\n").count }

    /// Reads `headers  path  codec  [kinds]`; nil if a word is missing or unknown.
    private init?(_ row: Substring) {
        let words = row.split(separator: " ").map { $0.split(separator: ",").map(String.init) }
        guard words.count >= 3, let path = words[1].first, let name = words[2].first,
            let codec = FlatCodec(rawValue: name)
        else { return nil }
        headers = words[0]
        self.path = path.split(separator: ".").map(String.init)
        self.codec = codec
        kinds = words.count > 3 ? words[3] : []
    }

    /// The member that stands in one column alone, as a path; nil for another name.
    static func path(ofColumn name: String) -> String? {
        all.first { $0.headers.count == 1 && sameBytes($0.headers[0], name) }?
            .path.joined(separator: ".")
    }

    /// The column for a member of `ext`; nil if it has no name.
    init?(ext name: String) {
        guard !name.isEmpty else { return nil }
        headers = ["ext:" + name]
        path = ["ext", name]
        codec = .text
        kinds = []
    }

    // Columns, member, way of writing, kinds. No member stands in two rows, and none inside one
    // that has a row: a value is in one place only, so nothing has to be decided when reading.
    private static let table = """
        kind                      kind                   text
        name                      name                   texts
        lang                      lang                   text
        summary                   summary                texts
        description               description            texts
        status                    status                 text
        forms                     forms                  list        organisation
        direction                 direction              text        offer
        item                      item                   text        offer
        type                      type                   text        resource,image
        goods                     goods                  terms
        categories                categories             codes
        tags                      tags                   list
        street                    place.address.street   text
        locality                  place.address.locality text
        region                    place.address.region   text
        postcode                  place.address.postcode text
        country                   place.address.country  text
        latitude,longitude        place.point            point
        precision                 place.precision        text
        service_area              place.serviceArea      area
        website,links             links                  links
        email                     contact.email          text
        phone                     contact.phone          text
        whatsapp                  contact.whatsapp       text
        signal                    contact.signal         text
        sms                       contact.sms            text
        telegram                  contact.telegram       text
        contact_name              contact.name           text
        postal_address            contact.post           text
        contact_via               contactVia             text
        languages                 languages              list
        members                   size.members           number      organisation
        women                     size.women             number      organisation
        workers                   size.workers           number      organisation
        founded                   founded                text        organisation
        dissolved                 dissolved              text        organisation
        hours                     hours                  text        organisation
        open                      open                   flagOrText  organisation
        legal_form                legalForm              text        organisation
        structure                 structure              text        organisation
        membership_of             membershipOf           text        organisation
        qualifiers                qualifiers             terms       organisation
        identifiers               identifiers            identifiers organisation
        member_of                 memberOf               claims      organisation
        part_of                   partOf                 list        organisation
        related                   related                relations
        provider                  provider               text        offer,resource
        terms                     terms                  list        offer,resource
        quantity                  quantity               text        offer
        unit                      unit                   text        offer
        pack                      pack                   text        offer
        minimum                   minimum                text        offer
        stock                     stock                  text        offer
        price                     price.amount           text        offer
        currency                  price.currency         text        offer
        price_per                 price.per              text        offer
        available_from            available.from         text        offer
        available_until           available.until        text        offer
        season                    available.season       text        offer
        delivers                  delivers               deliveries  offer
        certification             certification          certifications offer
        reach                     reach                  text        offer
        starts                    starts                 text        event
        ends                      ends                   text        event
        zone                      zone                   text        event
        repeats                   repeats                text        event
        organiser                 organiser              text        event
        attendance                attendance             text        event
        access                    access                 text        event
        teaches                   teaches                terms       event
        cost                      cost                   text        event
        join_url                  joinUrl                text        event
        cancelled                 cancelled              flag        event
        market_starts             schedule.starts        text        market
        market_ends               schedule.ends          text        market
        market_zone               schedule.zone          text        market
        market_minutes            schedule.minutes       number      market
        market_repeats            schedule.repeats       text        market
        market_exceptions         schedule.exceptions    list        market
        operator                  operator               text        market
        sellers                   sellers                list        market
        accepts                   accepts                list        market
        language                  language               textOrList  resource
        url                       url                    text        resource,network
        published                 published              text        resource
        sha256                    sha256                 text        resource
        from                      from                   text        campaign
        until                     until                  text        campaign
        endorsers                 endorsers              list        campaign
        confirmed_at              confirmed.at           text
        confirmed_by              confirmed.by           text
        valid_until               validUntil             text
        standing                  standing               flag
        licence                   licence                text
        attribution               attribution            text
        source_system             source.system          text
        source_id                 source.id              text
        source_url                source.url             text
        source_fetched            source.fetched         text
        """
}
