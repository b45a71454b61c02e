/// What a record says of an organisation.
///
/// Source: Protocol.md, Listings, organisation.
public struct Organisation: Sendable {
    /// The record that the view is made of.
    public let record: Record

    /// A registration number or the like.
    public struct Identifier: Hashable, Sendable {
        /// Which register, for instance `cipc`.
        public let scheme: String
        /// The number in it.
        public let value: String
    }

    /// A membership that the organisation claims; confirmed ones are `membership` statements.
    public struct ClaimedMembership: Hashable, Sendable {
        /// What it is a member of, as text.
        public let name: String?
        /// A reference.
        public let record: String?
        /// In what role, for instance `enterprise`.
        public let role: String?
    }

    /// The view of an organisation; nil for another kind.
    public init?(_ record: Record) {
        guard sameBytes(record.kind, "organisation") else { return nil }
        self.record = record
    }

    /// What it is: `enterprise`, `federation`, `self-help-group` …
    public var forms: [String] { record.texts("forms") }
    /// References to what it is part of.
    public var partOf: [String] { record.partOf }
    /// Registration numbers and the like.
    public var identifiers: [Identifier] {
        record.list("identifiers").compactMap { item in
            guard let value = item.object?["value"]?.string else { return nil }
            return Identifier(scheme: item.object?["scheme"]?.string ?? "", value: value)
        }
    }
    /// How it is built, as written.
    public var structure: String? { record.text("structure") }
    /// Its form in law, as written.
    public var legalForm: String? { record.text("legalForm") }
    /// Whose co-operative it is: `workers`, `users`, `producers`, `multi`.
    public var membershipOf: String? { record.text("membershipOf") }
    /// What it stands for: codes or words.
    public var qualifiers: [Term] { record.list("qualifiers").compactMap { Term($0) } }
    /// What it says that it is a member of.
    public var memberOf: [ClaimedMembership] {
        record.list("memberOf").compactMap { item in
            if let name = item.string {
                return ClaimedMembership(name: name, record: nil, role: nil)
            }
            guard let object = item.object else { return nil }
            return ClaimedMembership(
                name: object["name"]?.string, record: object["record"]?.string,
                role: object["as"]?.string)
        }
    }
    /// Units: people.
    public var members: Int? { count("members") }
    /// How many of the members are women. Units: people.
    public var women: Int? { count("women") }
    /// Units: people.
    public var workers: Int? { count("workers") }
    /// A date, or its year or month only.
    public var founded: String? { record.text("founded") }
    /// A date, or its year or month only.
    public var dissolved: String? { record.text("dissolved") }
    /// Opening hours in the syntax of OpenStreetMap.
    public var hours: String? { record.text("hours") }
    /// Whether one may join, if the record says yes or no.
    public var isOpen: Bool? { record.json["open"]?.bool }
    /// How one may join, as text.
    public var howToJoin: [LanguageText] { record.languageTexts("open") }

    private func count(_ name: String) -> Int? {
        guard let value = record.json["size"]?.object?[name]?.int, value >= 0 else { return nil }
        return value
    }
}
