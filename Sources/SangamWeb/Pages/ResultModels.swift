import SangamDirectory
import SangamLog
import SangamStore

extension ResultItem {
    init(_ hit: SearchHit, networks: NetworkNames, languages: [String], now: Int64) {
        let record = hit.record
        itemPath = "/l/\(hit.id)"
        itemName = Self.name(record, hit.id.key, languages)
        itemKind =
            record.kind == "offer" && record.json["direction"]?.string == "want"
            ? "Want" : Words.kind(hit.id.key.kind)
        itemSummary = record.summaries.best(for: languages, original: record.lang)
            .map { ShownLine($0, scalarsMax: 280) }
        itemPlace = record.placeText.map { ShownText.line($0, scalarsMax: 120) }
        itemDistance = hit.distanceKm.map(Words.kilometres)
        itemNetwork = networks.name(hit.id.node)
        itemNetworkPath = "/search?network=\(hit.id.node.text)"
        itemWhen =
            record.confirmedAt.map { "confirmed \(Words.ago($0, now: now))" }
            ?? "received \(Words.ago(hit.received, now: now))"
    }

    /// The name in the reader's language; a record without one is called by its kind.
    static func name(_ record: Record, _ key: RecordKey, _ languages: [String]) -> ShownLine {
        let best = record.names.best(for: languages, original: record.lang)
            .map { ShownLine($0, scalarsMax: 200) }
        if let best, !best.text.utf8.allSatisfy({ $0 == 0x20 }) { return best }
        return ShownLine("\(Words.kind(key.kind)) \(key.id.prefix(6))")
    }
}

/// `/`
struct HomePage: Sendable {
    struct NetworkLine: Sendable {
        let networkName: String
        let networkPath: String
        let networkCount: String
    }

    let frame: Frame
    let countText: String
    let ownSite: String?
    let ownSiteHost: String?
    let lines: [NetworkLine]
    let results: [ResultItem]
    let isEmpty: Bool

    init(networks: NetworkNames, newest: [ResultItem], total: SangamStore.SearchPage) {
        frame = Frame(title: networks.site, site: networks.site)
        countText = Words.listings(total.total, atLeast: total.totalAtLeast)
        let url = networks.own?.record?.url
        let isWeb = url.map { $0.url.utf8.starts(with: "http".utf8) } ?? false
        ownSite = isWeb ? url?.url : nil
        ownSiteHost = isWeb ? url.map { ShownText.line($0.target) } : nil
        lines = networks.rows.prefix(WebLimits.networksShownMax).map { row in
            NetworkLine(
                networkName: networks.name(row.node),
                networkPath: "/search?network=\(row.node.text)",
                networkCount: Words.listings(row.log.records))
        }
        results = newest
        isEmpty = newest.isEmpty
    }
}

/// `/networks`
struct NetworksPage: Sendable {
    struct Row: Sendable {
        let networkName: String
        let networkPath: String
        let profilePath: String?
        let reach: String
        let listings: String
        let changes: String
        let stateText: String
        let isWarning: Bool
        let heard: String
    }

    let frame: Frame
    let table: [Row]

    init(_ networks: NetworkNames, states: [Origin: String], now: Int64) {
        frame = Frame(title: "Networks", site: networks.site)
        table = networks.rows.map { row in
            let state = states[row.log.origin] ?? "ok"
            return Row(
                networkName: networks.name(row.node),
                networkPath: "/search?network=\(row.node.text)",
                profilePath: nil,
                reach: Words.reach(
                    isOwn: row.isOwn, distance: row.log.distance,
                    via: row.log.via.map(networks.name)),
                listings: Words.grouped(row.log.records), changes: Words.grouped(row.log.size),
                stateText: Words.state(state), isWarning: Words.isWarning(state),
                heard: row.isOwn
                    ? "" : row.log.refreshed.map { Words.ago($0, now: now) } ?? "not yet")
        }
    }
}

/// A page that says one thing.
struct MessagePage: Sendable {
    let frame: Frame
    let messageText: String
}
