import SangamLog
import SangamNode

@testable import SangamDirectory
@testable import SangamStore
@testable import SangamWeb

/// Payloads that try to become markup. The last ones hide the sign from `Character`: a mark or
/// joiner after it, or a prepended sign before it, makes another character of both.
let hostileTexts = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</title><script>1</script>", "<!--", "{{{text}}}", "{{frame.title}}", "&lt;b&gt;<b>",
    "\u{600}<script>alert(1)</script>", "<\u{301}script>alert(1)</script>",
    "\"\u{301} onfocus=\"alert(1)", "<\u{200D}script>", "<\u{FE0F}script>", "\u{110BD}<b>",
    "'\u{20DD} x='", "<svg/onload=alert(1)>\r\n<b>",
]

/// Records and networks with one text in every place, as facts that pages are made from.
struct HostileRecords {
    let text: String
    let id: RecordID
    let origin: Origin

    init?(_ text: String) {
        guard let node = NodeID("k4gidesfoerp245rpxqf2vacrwd7bj7w"),
            let key = RecordKey("organisation/3n372anpsvzcdjeytnslg5ykqm"),
            let origin = Origin("sem.example.org/\(node)/0")
        else { return nil }
        self.text = text
        self.origin = origin
        id = RecordID(node: node, key: key)
    }

    /// One record with the same text in every member of every shape that a page reads.
    func records() -> [JSONObject] {
        let word = JSON.string(text)
        let languages: JSON = .object(
            JSONObject([.init(name: "en", value: word), .init(name: text, value: word)]))
        let object: JSON = .object(
            JSONObject([
                .init(name: text, value: word), .init(name: "record", value: word),
                .init(name: "name", value: word), .init(name: "scheme", value: word),
                .init(name: "code", value: word), .init(name: "value", value: word),
                .init(name: "rel", value: word), .init(name: "url", value: word),
                .init(name: "amount", value: word), .init(name: "address", value: languages),
                .init(name: "at", value: word), .init(name: "by", value: word),
            ]))
        let shapes = [word, languages, object, .array([word, object]), .array([word])]
        let kinds = RecordKind.listings + RecordKind.statements + [text]
        return kinds.enumerated().map { turn, kind in
            // Every field has every shape in some text's turn.
            let turn = turn + (hostileTexts.firstIndex(of: text) ?? 0)
            func shape(_ place: Int) -> JSON { shapes[(turn + place) % shapes.count] }
            var record = JSONObject([
                .init(name: "kind", value: .string(kind)), .init(name: "lang", value: word),
                .init(name: "name", value: languages),
                .init(name: "summary", value: languages),
                .init(name: text, value: shape(0)), .init(name: "ext", value: object),
                .init(name: "contact", value: shape(1)), .init(name: "links", value: shape(2)),
            ])
            for (place, field) in FieldTable.fields(of: kind).enumerated() {
                record[field.name] = shape(place)
            }
            return record
        }
    }

    func summary(_ record: JSONObject) -> RecordSummary {
        RecordSummary(
            id: id, record: Record(json: record), row: 1, index: 1, epoch: 0, time: 1, received: 1,
            networkName: text, label: "sem.example.org", via: id.node)
    }

    /// Everything that a listing's page may show, each time with this record.
    func facts(_ record: JSONObject) -> ListingFacts {
        var facts = ListingFacts(
            detail: ListingDetail(
                id: id, state: .live, origin: origin, index: 1, size: 2, payload: [],
                record: Record(json: record), received: 1, time: 1, via: id.node,
                networkName: text, isFrozen: true, refreshed: 1))
        let other = summary(record)
        facts.named = [id: other]
        facts.pictures = [other]
        facts.offers = [other]
        facts.parts = [other]
        facts.hasMoreParts = true
        facts.markets = [other]
        facts.campaigns = [other]
        facts.related = [(text, other)]
        facts.vouches = [RecordStatement(source: other, relation: "vouch", hasEnded: false)]
        facts.history = [
            HistoryEntry(
                origin: origin, index: 1, time: 1, operation: .put, isCurrent: true, size: 9)
        ]
        facts.cluster = [other, other]
        facts.clusterReasons = [text]
        facts.standings = MembershipStanding.State.allCases.map { state in
            MembershipStanding(
                state: state, network: nil, name: text, role: text, since: text, until: text,
                checked: text, isByIdentifier: true, statement: id)
        }
        facts.memberNumbers = [id: text]
        facts.doubles = [
            (
                LikelyDuplicates.Candidate(
                    pair: .init(id, id), score: 30, reasons: [.sameName, .near], kilometres: 2),
                other
            )
        ]
        return facts
    }

    func network(_ record: JSONObject? = nil) -> NetworkRow {
        let status = LogStatus(
            origin: origin, size: 1, root: .emptyRoot, held: 1, records: 1, withoutPayload: 0,
            isOwn: true, distance: 0, cleared: 0, isFrozen: true, isBroken: false,
            isConflict: false, isBlocked: false, isAccepted: true, via: nil, refreshed: 1,
            pendingSize: nil)
        return NetworkRow(
            node: id.node, label: "sem.example.org",
            name: [LanguageText(language: text, text: text)],
            record: record.map { Record(json: $0) }, log: status, isOwn: true)
    }

    func context(_ visit: Visit, network record: JSONObject? = nil) throws -> PageContext {
        try .trial(visit, networks: [network(record)], now: 100_000_000)
    }
}
