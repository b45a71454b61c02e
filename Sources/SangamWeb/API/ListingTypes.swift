import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// `listing put`, `remove` and `link`: the record's id and its entry.
public struct PublishedAnswer: APIShape, Equatable {
    public struct Adjustment: APIShape, Equatable {
        public var field: String
        public var reason: String

        public init(field: String, reason: String) {
            self.field = field
            self.reason = reason
        }

        public var json: JSON { ["field": .string(field), "reason": .string(reason)] }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            field = try fields.text("field")
            reason = try fields.text("reason")
        }
    }

    public var id: String
    public var index: UInt64
    /// What the node changed before it signed; left out if nothing.
    public var adjusted: [Adjustment]

    public init(_ published: Published) {
        id = published.id.description
        index = published.index
        adjusted = published.adjusted.map { Adjustment(field: $0.field, reason: $0.reason) }
    }

    public var json: JSON {
        var object: JSONObject = ["id": .string(id), "index": .number(index)]
        if !adjusted.isEmpty { object["adjusted"] = .list(adjusted) }
        return .object(object)
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        id = try fields.text("id")
        index = try fields.unsigned("index")
        adjusted = fields.value("adjusted") == .null ? [] : try fields.list("adjusted")
    }
}

/// `listing show`.
public struct ShowAnswer: APIShape, Equatable {
    public var id: String
    public var index: UInt64
    public var size: UInt64
    public var network: String
    /// Every member as written; null for a payload that is not JSON by the rules.
    public var payload: JSON
    /// Units: Unix seconds.
    public var received: Int64
    public var state: String

    public init(_ detail: ListingDetail) {
        id = detail.id.description
        index = detail.index
        size = detail.size
        network = detail.id.node.text
        let parsed = try? RecordCoding.parseJSON(detail.payload)
        payload = parsed ?? .null
        received = detail.received
        state = detail.state.word
    }

    public var json: JSON {
        [
            "id": .string(id), "index": .number(index), "size": .number(size),
            "network": .string(network), "payload": payload, "received": .number(received),
            "state": .string(state),
        ]
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        id = try fields.text("id")
        index = try fields.unsigned("index")
        size = try fields.unsigned("size")
        network = try fields.text("network")
        payload = fields.value("payload")
        received = fields.int64IfAny("received") ?? 0
        state = try fields.text("state")
    }
}

/// `/api/v1/listings/…`: a payload and where it comes from.
struct ListingAnswer {
    let detail: ListingDetail

    var json: JSON {
        let isShown = detail.state == .live
        let parsed = isShown ? try? RecordCoding.parseJSON(detail.payload) : nil
        return [
            "id": .string(detail.id.description), "state": .string(detail.state.word),
            "payload": parsed ?? .null,
            "provenance": [
                "node": .string(detail.id.node.text), "origin": .string(detail.origin.line),
                "index": .number(detail.index), "size": .number(detail.size),
                "via": .text(detail.via?.text), "confirmed": .moment(detail.record.confirmedAt),
                "received": .number(detail.received), "frozen": .bool(detail.isFrozen),
                "refreshed": .moment(detail.refreshed),
            ],
        ]
    }
}

/// One result of a search.
public struct SearchItem: APIShape, Equatable {
    public var id: String
    public var kind: String
    public var name: JSON
    public var lang: String?
    public var summary: JSON
    public var network: String
    public var index: UInt64
    /// Units: Unix seconds.
    public var confirmed: Int64?
    public var place: String?
    public var distanceKm: Double?

    public init(_ hit: SearchHit) {
        id = hit.id.description
        kind = hit.id.key.kind
        name = .languages(hit.record.names)
        lang = hit.record.lang
        summary = .languages(hit.record.summaries)
        network = hit.id.node.text
        index = hit.index
        confirmed = hit.record.confirmedAt
        place = hit.record.placeText
        distanceKm = hit.distanceKm
    }

    public var json: JSON {
        let tenths = distanceKm.flatMap { $0.isFinite ? ($0 * 10).rounded() / 10 : nil }
        return [
            "id": .string(id), "kind": .string(kind), "name": name, "lang": .text(lang),
            "summary": summary, "network": .string(network), "index": .number(index),
            "confirmed": .moment(confirmed), "place": .text(place),
            "distanceKm": tenths.map { .number("\($0)") } ?? .null,
        ]
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        id = try fields.text("id")
        kind = try fields.text("kind")
        name = fields.value("name")
        lang = fields.textIfAny("lang")
        summary = fields.value("summary")
        network = try fields.text("network")
        index = try fields.unsigned("index")
        confirmed = fields.int64IfAny("confirmed")
        place = fields.textIfAny("place")
        distanceKm = fields.value("distanceKm").double
    }
}

/// `listing search`, and `/api/v1/listings` with the cursor `next`.
public struct SearchAnswer: APIShape, Equatable {
    public var total: Int
    public var totalAtLeast: Bool
    public var items: [SearchItem]
    /// Only in the API; `nil` on the last page.
    public var next: String?
    /// Of few results, if there are any: the same search with a misspelt word put right.
    public var suggestions: [String]

    public init(_ page: SearchPage) {
        total = page.total
        totalAtLeast = page.totalAtLeast
        items = page.hits.map(SearchItem.init)
        next = page.next
        suggestions = page.suggestions
    }

    /// What `--json` prints.
    public var json: JSON {
        var object: JSONObject = [
            "total": .number(total), "totalAtLeast": .bool(totalAtLeast), "items": .list(items),
        ]
        if !suggestions.isEmpty {
            object["suggestions"] = .array(suggestions.map { .string($0) })
        }
        return .object(object)
    }

    /// What the API answers.
    var page: JSON {
        guard case .object(var object) = json else { return .null }
        object["next"] = .text(next)
        return .object(object)
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        total = try fields.int("total")
        totalAtLeast = try fields.bool("totalAtLeast")
        items = try fields.list("items")
        next = fields.textIfAny("next")
        suggestions = (fields.value("suggestions").array ?? []).compactMap(\.string)
    }
}
