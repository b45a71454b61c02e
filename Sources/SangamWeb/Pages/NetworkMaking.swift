import SangamDirectory
import SangamLog
import SangamStore

/// Fills the pages about networks.
struct NetworkMaking {
    let context: PageContext
    /// The state of each log, in one word.
    let states: [Origin: String]

    private var catalogue: Catalogue { context.catalogue }

    // MARK: - All networks

    func list() -> NetworksPage {
        var frame = context.frame(context.text("networks"))
        frame.about = context.text("networksText")
        let rows = context.networks.rows.prefix(WebLimits.networksShownMax)
        return NetworksPage(
            frame: frame, table: rows.map { row($0) },
            routes: ordered(Array(rows)).map { row($0.row, hops: $0.depth) })
    }

    private func row(_ network: NetworkRow, hops: Int? = nil) -> NetworksPage.Row {
        let state = states[network.log.origin] ?? "ok"
        return NetworksPage.Row(
            networkName: context.networks.name(network.node),
            networkPath: context.path(of: network.node),
            listings: catalogue.grouped(network.log.records),
            listingsPath: listingsPath(network.node),
            reach: reach(network), changes: catalogue.grouped(network.log.size),
            stateText: catalogue.state(state), isWarning: Catalogue.isWarning(state),
            heard: heard(network), hops: min(8, hops ?? network.log.distance))
    }

    private func reach(_ network: NetworkRow) -> String {
        catalogue.reach(
            isOwn: network.isOwn, distance: network.log.distance,
            via: network.log.via.map(context.networks.name))
    }

    private func heard(_ network: NetworkRow) -> String {
        if network.isOwn { return "" }
        return network.log.refreshed.map { catalogue.ago($0, now: context.now) }
            ?? context.text("heardNotYet")
    }

    /// Each network under the one that brings it, our own first.
    private func ordered(_ rows: [NetworkRow]) -> [(row: NetworkRow, depth: Int)] {
        var brought: [NodeID: [NetworkRow]] = [:]
        var first: [NetworkRow] = []
        for row in rows where !row.isOwn {
            if let via = row.log.via, via != row.node, rows.contains(where: { $0.node == via }) {
                brought[via, default: []].append(row)
            } else {
                first.append(row)
            }
        }
        var found: [(row: NetworkRow, depth: Int)] = rows.filter(\.isOwn).map { ($0, 0) }
        var seen: Set<NodeID> = []
        func add(_ row: NetworkRow, _ depth: Int) {
            guard seen.insert(row.node).inserted, depth <= 8 else { return }
            found.append((row, depth))
            for next in brought[row.node] ?? [] { add(next, depth + 1) }
        }
        for row in first { add(row, 1) }
        return found
    }

    private func listingsPath(_ node: NodeID) -> String {
        ViewAddress(context.path("/search"), items: [("network", node.text)]).text
    }

    // MARK: - One network

    func page(
        _ network: NetworkRow, survey: Survey, newest: [ResultItem],
        vouchedBy: [RecordStatement], vouches: [RecordSummary]
    ) -> NetworkPage {
        let record = network.record ?? Record(json: [:])
        let profile = NetworkProfile(record)
        let name = context.networks.name(network.node)
        let heading = context.best(network.name, of: record, scalarsMax: 120) ?? ShownLine(name)
        var frame = context.frame(heading.text)
        frame.about = context.best(record.summaries, of: record, scalarsMax: 280)?.text
        frame.feeds = [
            Frame.Feed(
                feedTitle: name, feedType: "application/atom+xml",
                feedPath: listings(network.node).file(".atom"))
        ]
        return NetworkPage(
            frame: frame, heading: heading, isOwn: network.isOwn,
            leads: [
                context.best(record.summaries, of: record, scalarsMax: 600),
                context.best(record.descriptions, of: record, scalarsMax: 4_000),
            ].compactMap { $0 },
            vouching: profile.flatMap {
                context.best($0.vouching, of: record, scalarsMax: 600)
            },
            charter: profile?.charter.map(Self.value), website: profile?.url.map(Self.value),
            notices: notices(network), countLinks: counts(network.node, survey),
            rows: rows(network, profile), relations: relations(vouchedBy, vouches),
            results: newest, hasResults: !newest.isEmpty, searchPath: listingsPath(network.node),
            exports: [
                ("exportCSV", ".csv"), ("exportGeoJSON", ".geojson"), ("exportNDJSON", ".ndjson"),
            ]
            .map { key, ending in
                ExportLink(
                    exportText: context.text(key),
                    exportPath: listings(network.node).file(ending))
            })
    }

    private func listings(_ node: NodeID) -> ViewAddress {
        ViewAddress(context.path("/search"), items: [("network", node.text)])
    }

    private static func value(_ link: Link) -> FieldValue {
        FieldValue(link.target, href: link.url)
    }

    private func notices(_ network: NetworkRow) -> [ListingPage.Notice] {
        let state = states[network.log.origin] ?? "ok"
        guard Catalogue.isWarning(state) else { return [] }
        return [ListingPage.Notice(noticeText: catalogue.state(state), noticeIsWarning: true)]
    }

    private func counts(_ node: NodeID, _ survey: Survey) -> [NamedLink] {
        (survey.facets[.kind]?.values ?? []).map { item in
            let value = FacetMaking.parameter(of: item.value)
            return NamedLink(
                namedText: ShownLine(catalogue.word("kinds", value) ?? value),
                namedPath: listings(node).adding("kind", value).text,
                namedNote: catalogue.grouped(item.count))
        }
    }

    private func rows(_ network: NetworkRow, _ profile: NetworkProfile?) -> [FieldRow] {
        var rows: [FieldRow] = []
        func add(_ key: String, _ text: String?) {
            guard let text, !text.isEmpty else { return }
            rows.append(FieldRow(label: context.text(key), values: [FieldValue(text)]))
        }
        add("labelRegion", profile?.region)
        add(
            "labelLanguages",
            profile.map { catalogue.list($0.languages.prefix(20).map(catalogue.language)) })
        add("columnReach", reach(network))
        add("columnState", catalogue.state(states[network.log.origin] ?? "ok"))
        add("columnHeard", heard(network))
        add("columnChanges", catalogue.grouped(network.log.size))
        add("networkKey", network.node.text)
        return rows
    }

    private func relations(
        _ vouchedBy: [RecordStatement], _ vouches: [RecordSummary]
    ) -> [ListingRelation] {
        let by = vouchedBy.filter { !$0.hasEnded }.map { statement in
            NamedLink(
                namedText: ShownLine(context.networks.name(statement.author)),
                namedPath: context.path(of: statement.author),
                namedNote: Vouch(statement.source.record)?.since.flatMap(catalogue.written))
        }
        let own = vouches.compactMap { summary in
            Vouch(summary.record).map { vouch in
                NamedLink(
                    namedText: ShownLine(context.networks.name(vouch.node)),
                    namedPath: context.networks.rows.contains { $0.node == vouch.node }
                        ? context.path(of: vouch.node) : nil)
            }
        }
        return [("relationVouchedBy", by), ("relationVouchesFor", own)].compactMap { key, links in
            links.isEmpty
                ? nil
                : ListingRelation(
                    relationTitle: context.text(key),
                    relationLinks: Array(links.prefix(WebLimits.relatedMax)))
        }
    }
}
