import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// `/api/v1`: what anybody's program may read.
struct ListingAPI: Sendable {
    let node: Node
    let clock: @Sendable () -> Int64

    /// GET /api/v1/listings
    func search(_ request: WebRequest) async throws -> Answer {
        let parameters = try SearchParameters(request.query, cursorName: "cursor")
        let page = try await node.reader.search(
            parameters.query, after: parameters.cursor, now: clock())
        return .json(SearchAnswer(page).page)
    }

    /// GET /api/v1/listings/<node id>/<kind>/<id>
    func listing(_ request: WebRequest) async throws -> Answer {
        guard let id = request.target.record(3) else { throw WebProblem.notFound }
        switch try await node.reader.lookup(id) {
        case .found(let detail): return .json(ListingAnswer(detail: detail).json)
        case .removed: throw WebProblem.gone
        case .withoutPayload:
            throw WebProblem(
                .notFound, "without-payload",
                detail: "this listing exists, but its text has not reached us yet; try again later")
        case .unknown: throw WebProblem.notFound
        }
    }

    /// GET /api/v1/networks
    func networks(_ request: WebRequest) async throws -> Answer {
        let states = try await states()
        let rows = try await node.reader.networks()
        return .json([
            "networks": .array(rows.map { Self.network($0, state: states[$0.log.origin]) })
        ])
    }

    /// GET /api/v1/status
    func status(_ request: WebRequest) async throws -> Answer {
        .json(StatusAnswer(try await node.status(now: clock())).json)
    }

    private func states() async throws -> [Origin: String] {
        let logs = try await node.status(now: clock()).logs
        return Dictionary(logs.map { ($0.status.origin, $0.state) }) { first, _ in first }
    }

    private static func network(_ row: NetworkRow, state: String?) -> JSON {
        [
            "node": .string(row.node.text), "label": .string(row.label),
            "name": .languages(row.name), "url": .text(row.record?.url?.url),
            "own": .bool(row.isOwn), "distance": .number(row.log.distance),
            "via": .text(row.log.via?.text), "origin": .string(row.log.origin.line),
            "size": .number(row.log.size), "records": .number(row.log.records),
            "withoutPayload": .number(row.log.withoutPayload), "state": .text(state),
            "refreshed": .moment(row.log.refreshed),
        ]
    }
}

extension RequestTarget {
    /// A record's id in three parts from a place in the path.
    func record(_ index: Int, more: Int = 0) -> RecordID? {
        guard parts.count == index + 3 + more, let node = NodeID(parts[index]),
            let key = RecordKey(kind: parts[index + 1], id: parts[index + 2])
        else { return nil }
        return RecordID(node: node, key: key)
    }
}
