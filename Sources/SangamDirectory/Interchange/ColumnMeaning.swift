/// What the cells of a column, or the values of a property, are taken for.
struct ColumnMeaning: Sendable, Equatable {
    /// The members that a column can fill, by the names that a mapping file uses.
    enum Member: String, Sendable, CaseIterable {
        case name, summary, description
        /// The source's key of the row.
        case id
        case kind, lang
        case street, housenumber, housename, locality, region, postcode, country
        /// Latitude and longitude in one cell.
        case point
        case latitude, longitude
        /// A point that stands for a postcode or a quarter, taken where the exact one is missing.
        case areaLatitude, areaLongitude
        case precision, serviceArea
        case website, link, image, source
        case contact
        /// What becomes offers; `goods` alone stays with the row's own record.
        case products, goods
        case tags, category, languages, hours
        case size, founded, dissolved, identifier, legalForm, form, structure, membershipOf
        case memberOf, qualifiers, status, licence, attribution, confirmed
        /// Any other member of the record's table, by its path.
        case path
        /// Whether its people agreed to be listed: a row that says no is not taken.
        case consent
        case ext, ignore
    }

    var member: Member
    /// The language of a text, the kind of a contact, the relation of a link, the scheme of an
    /// identifier or category, the path of any other member.
    var argument = ""
    /// Where the cell is cut, if somebody said so.
    var separator: String?
    /// The smaller, the surer: decides between two columns for one member.
    var rank = 0

    init(_ member: Member, _ argument: String = "", separator: String? = nil, rank: Int = 0) {
        self.member = member
        self.argument = argument
        self.separator = separator
        self.rank = rank
    }

    /// Whether a cell without a point is told of.
    var isCoordinate: Bool {
        [.point, .latitude, .longitude, .areaLatitude, .areaLongitude].contains(member)
    }

    static let unknown = ColumnMeaning(.ext)
}
