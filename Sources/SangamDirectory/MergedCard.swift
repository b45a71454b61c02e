import SangamLog

/// Several records of one thing as one card: of each field every value, who says so, and how fresh
/// that is. Nothing is lost; what disagrees is marked.
///
/// Shape: a field is a member of the payload, or a member of a member (`name.en`,
/// `contact.phone`, `place.address.locality`). The first value of a field is the one to show.
///
/// Precedence: the record at home with the network whose `membership` confirms it, then the newest
/// confirmation, then the newest writing, then the id. A date more than a day ahead of `now` says
/// nothing.
///
/// Source: Protocol.md, The merged view.
public struct MergedCard: Sendable {
    /// One of the records.
    public struct Source: Sendable {
        /// The record's name; its node is the network that says so.
        public let id: RecordID
        /// What it says.
        public let record: Record
        /// The newest confirmation, its own or a statement's. Units: Unix seconds.
        public let confirmed: Int64?
        /// When it was last written. Units: Unix seconds.
        public let written: Int64
        /// Whether the record is in the log of the network whose membership confirms the thing.
        public let isHome: Bool

        /// A record with its dates.
        public init(
            id: RecordID, record: Record, confirmed: Int64?, written: Int64, isHome: Bool
        ) {
            self.id = id
            self.record = record
            self.confirmed = confirmed
            self.written = written
            self.isHome = isHome
        }
    }

    /// One value of a field.
    public struct Value: Hashable, Sendable {
        /// The value; references in it are whole (`<node id>/<kind>/<id>`).
        public let json: String
        /// The value as text, if it is a text or a number.
        public let text: String?
        /// The records that say so, in their precedence.
        public let sources: [RecordID]
    }

    /// All that is said about one thing.
    public struct Field: Hashable, Sendable {
        /// Where it stands in a payload, for instance `place.address.locality`.
        public let path: String
        /// What is said, in the precedence of those who say it; different spellings apart.
        public let values: [Value]
        /// Whether it is a list whose items stand side by side, so that none contradicts another.
        public let isList: Bool
        /// Whether records say different things, not only with other spaces, signs or capitals.
        public let differs: Bool
    }

    /// The most records of one card.
    public static let maximumSources = Clusters.maximum

    /// The records, in their precedence.
    public let sources: [Source]
    /// The fields, in the order in which the first record that has them writes them.
    public let fields: [Field]

    /// The fields in which records differ.
    public var differences: [Field] { fields.filter(\.differs) }

    /// The field at a path.
    public subscript(path: String) -> Field? { fields.first { sameBytes($0.path, path) } }

    /// The card of these records; at most 50 are read.
    public init(_ sources: [Source], at now: Int64) {
        let limit = now.addingReportingOverflow(CivilTime.daySeconds)
        let latest = limit.overflow ? Int64.max : limit.partialValue
        func known(_ date: Int64?) -> Int64 { date.flatMap { $0 > latest ? nil : $0 } ?? .min }
        let ranked = sources.sorted { one, other in
            if one.isHome != other.isHome { return one.isHome }
            let (left, right) = (known(one.confirmed), known(other.confirmed))
            if left != right { return left > right }
            let (first, second) = (known(one.written), known(other.written))
            return first == second ? one.id < other.id : first > second
        }
        self.sources = Array(ranked.prefix(Self.maximumSources))
        var merge = FieldMerge()
        for source in self.sources { merge.take(source.record.json, of: source.id) }
        fields = merge.fields
    }
}

/// Gathers the values of fields from one record after another.
private struct FieldMerge {
    private struct Draft {
        let path: String
        let isList: Bool
        var values: [(key: [UInt8], text: String?, sources: [RecordID])] = []
        var places: [[UInt8]: Int] = [:]
        var meanings: Set<[UInt8]> = []
    }

    private var drafts: [Draft] = []
    private var places: [[UInt8]: Int] = [:]

    /// Members whose members are fields of their own.
    private static let opened: Set<String> = [
        "name", "summary", "description", "place", "address", "contact", "size", "ext", "alt",
    ]
    /// Facts about a record, not about the thing: records of one thing always differ in them.
    private static let ofRecord: Set<String> = [
        "kind", "lang", "source", "confirmed", "licence", "attribution", "validUntil", "standing",
    ]

    var fields: [MergedCard.Field] {
        drafts.map { draft in
            let isShared = draft.isList || Self.ofRecord.contains(draft.path)
            return MergedCard.Field(
                path: draft.path,
                values: draft.values.map {
                    .init(
                        json: String(decoding: $0.key, as: UTF8.self), text: $0.text,
                        sources: $0.sources)
                },
                isList: draft.isList, differs: !isShared && draft.meanings.count > 1)
        }
    }

    mutating func take(_ object: JSONObject, of id: RecordID, under path: String = "") {
        for member in object.members {
            let inner = path.isEmpty ? member.name : path + "." + member.name
            let depth = path.isEmpty ? 0 : path.utf8.count { $0 == UInt8(ascii: ".") } + 1
            if let opened = member.value.object, depth < 2, Self.opened.contains(member.name) {
                take(opened, of: id, under: inner)
            } else if let items = member.value.array, member.name != "point" {
                for item in items { add(item, at: inner, isList: true, of: id) }
            } else if member.value != .null {
                add(member.value, at: inner, isList: false, of: id)
            }
        }
    }

    private mutating func add(_ value: JSON, at path: String, isList: Bool, of id: RecordID) {
        let name = Array(path.utf8) + [isList ? 1 : 0]
        let place: Int
        if let held = places[name] {
            place = held
        } else {
            place = drafts.count
            places[name] = place
            drafts.append(Draft(path: path, isList: isList))
        }
        let whole = Self.whole(value, home: id.node)
        let key = RecordCoding.encode(whole)
        if let held = drafts[place].places[key] {
            // One record may repeat an item; it is named once.
            if drafts[place].values[held].sources.last != id {
                drafts[place].values[held].sources.append(id)
            }
            return
        }
        drafts[place].places[key] = drafts[place].values.count
        drafts[place].values.append((key, Record.written(whole), [id]))
        if !isList { drafts[place].meanings.insert(Self.meaning(whole, key, path)) }
    }

    /// What a value means, without how it is spelt.
    private static func meaning(_ value: JSON, _ key: [UInt8], _ path: String) -> [UInt8] {
        if path == "place.point", let point = GeoPoint(value) {
            // Networks round places differently; a kilometre is no disagreement.
            let rounded = [point.latitude, point.longitude].map { Int(($0 * 100).rounded()) }
            return Array("\(rounded)".utf8)
        }
        guard let text = Record.written(value) else { return key }
        if case .number = value { return Array((value.double.map { String($0) } ?? text).utf8) }
        let folded = SearchText.fold(text).utf8.filter { $0 != 0x20 }
        if path.utf8.starts(with: "contact.".utf8), !text.utf8.contains(UInt8(ascii: "@")) {
            let digits = folded.filter { (0x30...0x39).contains($0) }
            if digits.count >= 7 { return Array(digits.suffix(9)) }
        }
        return folded.isEmpty ? key : Array(folded)
    }

    /// `kind/id` means another record in each log: written out, so that they are not taken for one.
    private static func whole(_ value: JSON, home: NodeID) -> JSON {
        switch value {
        case .string(let text):
            guard text.utf8.count <= 59, let key = RecordKey(text) else { return value }
            return .string(RecordID(node: home, key: key).description)
        case .array(let items): return .array(items.map { whole($0, home: home) })
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.map { .init(name: $0.name, value: whole($0.value, home: home)) }
                ))
        case .null, .bool, .number: return value
        }
    }
}
