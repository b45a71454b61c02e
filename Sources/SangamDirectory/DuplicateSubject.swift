import SangamLog

/// What is compared of a record to find out whether another is the same thing.
public struct DuplicateSubject: Sendable {
    /// The record.
    public let id: RecordID
    let kind: String
    let numbers: Set<IdentifierKey>
    /// The registers that the numbers are in.
    let registers: Set<String>
    let emails: Set<String>
    /// The last nine digits of telephone numbers: with and without a country's code alike.
    let phones: Set<String>
    let hosts: Set<String>
    /// Folded names without words such as "limited".
    let names: Set<String>
    /// The words of each name.
    let words: [Set<String>]
    let point: GeoPoint?
    let country: String?
    let town: String?

    private static let maximumNames = 20
    private static let maximumValues = 20

    /// What is compared of this record.
    public init(id: RecordID, record: Record) {
        self.id = id
        kind = record.kind
        let keys = (Organisation(record)?.identifiers ?? []).prefix(Self.maximumValues)
            .compactMap { IdentifierKey($0) }
        numbers = Set(keys)
        registers = Set(keys.map { String($0.text.prefix { $0 != ":" }) })
        var emails: Set<String> = []
        var phones: Set<String> = []
        for item in record.contact.prefix(Self.maximumValues) {
            if let email = Self.email(item.value) {
                emails.insert(email)
            } else if let phone = Self.phone(item.value) {
                phones.insert(phone)
            }
        }
        var hosts: Set<String> = []
        for link in record.links.prefix(Self.maximumValues) {
            if let host = Self.host(link) { hosts.insert(host) }
            if let email = Self.email(link.target) { emails.insert(email) }
        }
        self.emails = emails
        self.phones = phones
        self.hosts = hosts
        let folded = record.names.prefix(Self.maximumNames).map { Self.name($0.text) }
            .filter { !$0.isEmpty }
        names = Set(folded.map { $0.joined(separator: " ") })
        words = folded.map { Set($0) }
        point = record.point
        country = record.country
        town = record.locality.flatMap { town in
            let folded = SearchText.fold(ShortText.cut(town, scalars: 100))
            return folded.isEmpty ? nil : folded
        }
    }

    /// Keys of which two records that may be one share at least one. For an index of a store too.
    public var keys: Set<[UInt8]> {
        var keys: Set<[UInt8]> = []
        for number in numbers { keys.insert(Array("n\(number.text)".utf8)) }
        for email in emails { keys.insert(Array("e\(email)".utf8)) }
        for phone in phones { keys.insert(Array("p\(phone)".utf8)) }
        for host in hosts { keys.insert(Array("w\(host)".utf8)) }
        for name in names { keys.insert(Array("f\(name)".utf8)) }
        // Two neighbouring words of a name: names that are alike, not equal, share such a pair.
        for name in words {
            let long = name.filter { $0.utf8.count >= 3 }.sorted().prefix(6)
            for (offset, one) in long.enumerated() {
                for other in long.dropFirst(offset + 1) {
                    keys.insert(Array("t\(one) \(other)".utf8))
                }
            }
        }
        return keys
    }

    /// Whether most words of a name of each are the same.
    func isNamedLike(_ other: DuplicateSubject) -> Bool {
        words.contains { one in
            other.words.contains { two in
                let shared = one.intersection(two).count
                return shared >= 2 && 3 * shared >= 2 * max(one.count, two.count)
            }
        }
    }

    // MARK: - Spellings

    private static func name(_ text: String) -> [String] {
        let words = SearchText.fold(ShortText.cut(text, scalars: 300)).split(separator: " ").map(
            String.init)
        let rest = words.filter { !forms.contains($0) }
        return Array((rest.isEmpty ? words : rest).prefix(30))
    }

    /// A name without words such as "limited", to look for names that are alike; the whole name
    /// where fewer than two words would be left, because one word alone is the name of many.
    public static func withoutForms(name: String) -> String {
        let pieces = SearchText.pieces(name).filter { piece in
            let words = SearchText.fold(piece).split(separator: " ")
            return !words.isEmpty && !words.allSatisfy { forms.contains(String($0)) }
        }
        return pieces.count < 2 ? name : pieces.joined(separator: " ")
    }

    /// Words that lists add and leave out as they like.
    private static let forms: Set<String> = [
        "ltd", "limited", "llp", "cic", "inc", "plc", "pty", "npc", "coop", "op", "co",
        "cooperative", "operative", "cooperativa", "cooperative's", "society", "the", "of", "and",
        "la", "le", "el", "de", "koperasi", "primary",
    ]

    private static func email(_ text: String) -> String? {
        let lower = text.lowercased()
        return WebAddress.isEmail(lower) ? lower : nil
    }

    private static func phone(_ text: String) -> String? {
        guard text.utf8.count <= 60 else { return nil }
        let folded = SearchText.fold(text).utf8.filter { (0x30...0x39).contains($0) }
        guard folded.count >= 7, folded.count <= 20 else { return nil }
        return String(decoding: folded.suffix(9), as: UTF8.self)
    }

    private static func host(_ link: Link) -> String? {
        guard link.isWeb else { return nil }
        guard sameBytes(WebAddress.relation(of: link.url, default: ""), "") else { return nil }
        var host = link.target.lowercased()
        if host.hasPrefix("www.") { host = String(host.dropFirst(4)) }
        return host.isEmpty ? nil : host
    }
}
