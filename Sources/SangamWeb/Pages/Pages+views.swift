import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// The same question as a map, a calendar, a tree, figures, goods and paper.
extension Pages {
    /// GET /map
    func map(_ request: WebRequest) async throws -> Answer {
        var context = try await context(request)
        let (parameters, survey) = try await question(request, context)
        context = try await worded(context, survey)
        let address = ViewAddress(context.path("/map"), request.query)
        let making = SearchMaking(
            context: context, parameters: parameters, address: address, survey: survey,
            total: survey.total, totalAtLeast: survey.totalAtLeast)
        let drawn = try await draw(survey, request, context)
        var frame = context.frame(context.text("map"))
        frame.hasSearchBox = false
        frame.isUnlisted = true
        let model = MapPage(
            frame: frame, view: making.view(), picture: drawn.picture,
            clusters: drawn.spots,
            withoutPlace: drawn.withoutPlace > 0
                ? PageLink(
                    linkText: context.catalogue.text("withoutPlace", count: drawn.withoutPlace),
                    linkPath: address.at(context.path("/search")).text) : nil)
        return page(model, .map, context)
    }

    /// What a question asks for, and what its rows have in common.
    func question(
        _ request: WebRequest, _ context: PageContext, facets: Set<FacetKind>? = nil
    ) async throws -> (SearchParameters, Survey) {
        let parameters = try await parameters(request.query, context)
        let survey = try await node.reader.survey(
            parameters.query, now: context.now, facets: facets ?? Set(FacetKind.allCases))
        return (parameters, survey)
    }

    /// A map with what it shows.
    struct DrawnMap {
        let picture: MapPicture
        /// The symbols as links with their numbers.
        let spots: [NamedLink]
        let withoutPlace: Int
    }

    func draw(
        _ survey: Survey, _ request: WebRequest, _ context: PageContext
    ) async throws -> DrawnMap {
        let points = Self.points(of: survey)
        let at = request.query.filled("at").first ?? ""
        let view =
            MapView(at: at, zoom: request.query.filled("zoom").first ?? "")
            ?? MapView(fitting: points.map(\.point))
        let clusters = MapClusters(points, window: view.window, grid: .picture)
        let details = try await details(of: clusters, survey, context)
        let address = ViewAddress(mapAt: context.visit.root, request.query)
        let live =
            context.hasLiveMap
            ? LiveMap(
                view: view, address: address, words: context.mapWords,
                language: context.catalogue.tag, tiles: node.configuration.mapTiles ?? "") : nil
        let picture = MapPicture(
            view: view, clusters: clusters, details: details, address: address,
            outline: outline, words: context.mapWords, live: live)
        let spots = zip(clusters.clusters, picture.marks).prefix(WebLimits.mapSpotsMax).map {
            cluster, mark in
            NamedLink(
                namedText: details[cluster.tag].map { detail in
                    cluster.count == 1 || detail.place == nil
                        ? detail.name : ShownLine(detail.place ?? "")
                } ?? ShownLine(mark.markWords), namedPath: mark.markPath,
                namedNote: cluster.count > 1
                    ? context.catalogue.listings(cluster.count) : nil)
        }
        return DrawnMap(
            picture: picture, spots: Array(spots),
            withoutPlace: max(0, survey.total - survey.points.count))
    }

    /// The points of a survey, each with its place in it.
    private static func points(of survey: Survey) -> [MapPoint] {
        survey.points.enumerated().compactMap { place, item in
            GeoPoint(latitude: item.latitude, longitude: item.longitude).map {
                MapPoint($0, tag: place)
            }
        }
    }

    /// The listings that stand for clusters, or alone.
    func details(
        of clusters: MapClusters, _ survey: Survey, _ context: PageContext
    ) async throws -> [Int: MapDetail] {
        let tags = clusters.clusters.map(\.tag).filter { survey.points.indices.contains($0) }
        let rows = tags.map { survey.points[$0].row }
        let found = Dictionary(
            try await node.reader.summaries(rows: rows).map { ($0.row, $0) }
        ) { first, _ in first }
        // An offer is where whoever makes it is.
        let makers = found.values.filter { $0.record.place == nil }.compactMap(\.maker)
        let places = Dictionary(
            try await node.reader.summaries(Array(Set(makers))).compactMap(\.summary)
                .map { ($0.id, $0.record.place) }
        ) { first, _ in first }
        var details: [Int: MapDetail] = [:]
        for (tag, row) in zip(tags, rows) {
            guard let summary = found[row] else { continue }
            let place = summary.record.place ?? summary.maker.flatMap { places[$0] ?? nil }
            details[tag] = MapDetail(
                name: context.name(of: summary.record, summary.id.key),
                path: context.path(of: summary.id),
                place: MapDetail.placeName(place), circle: place.flatMap { AreaCircle($0) })
        }
        return details
    }

    /// GET /map.json: what a map that moves shows.
    func mapData(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request)
        let parameters = try await parameters(
            QueryParameters(items: request.query.items.filter { $0.name != "bbox" }), context)
        let bounds = request.query.filled("bbox").first
        guard let window = bounds.flatMap({ MapBounds($0) }).map({ MapWindow($0) }) else {
            throw WebProblem.parameter("bbox", "bbox is south,west,north,east in degrees")
        }
        let survey = try await node.reader.survey(
            parameters.query, now: context.now, facets: [])
        let points = Self.points(of: survey)
        let clusters = MapClusters(points, window: window, grid: .data)
        let details = try await details(of: clusters, survey, context)
        let address = ViewAddress(mapAt: context.visit.root, request.query)
        return Answer.json(MapData(clusters, details: details, address: address).json)
    }

    /// GET /calendar
    func calendar(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request)
        let today = CivilMoment(unixSeconds: context.now)?.date ?? .epoch
        let month =
            try month(request, context)
            ?? CivilDate(String(today.description.prefix(7)) + "-01") ?? today
        var parameters = try await parameters(request.query, context)
        if parameters.query.days == nil {
            parameters.query.days = days(ofMonth: month, from: today)
        }
        let survey = try await node.reader.survey(parameters.query, now: context.now)
        let records = try await node.reader.summaries(
            rows: survey.dates.prefix(WebLimits.calendarRecordsMax).map(\.row))
        let address = ViewAddress(context.path("/calendar"), request.query)
        let making = SearchMaking(
            context: try await worded(context, survey), parameters: parameters, address: address,
            survey: survey, total: survey.total, totalAtLeast: survey.totalAtLeast)
        let calendar = CalendarMaking(
            context: context, month: month, address: address, records: records)
        let empty = calendar.items().isEmpty ? making.empty([]) : nil
        return page(calendar.page(making.view(), empty: empty), .calendar, context)
    }

    /// The first day of the month that is asked for; nil if none is.
    func month(_ request: WebRequest, _ context: PageContext) throws -> CivilDate? {
        guard let asked = try request.query.single("month"), !asked.isEmpty else { return nil }
        guard asked.utf8.count == 7, let month = CivilDate(asked + "-01") else {
            throw WebProblem.parameter("month", "month is a year and a month such as 2026-11")
        }
        return month
    }

    /// From the first day of a month to its last; of the month of `today` from that day on.
    func days(ofMonth month: CivilDate, from today: CivilDate? = nil) -> SearchQuery.Days? {
        let last = month.adding(days: month.monthLength - 1) ?? month
        let first = today.flatMap { (month...last).contains($0) ? $0 : nil } ?? month
        return SearchQuery.Days(from: first.description, until: last.description)
    }

    /// GET /goods
    func goods(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request)
        let survey = try await node.reader.survey(
            .everything(limit: 1), now: context.now, facets: [.goods],
            valuesMost: WebLimits.goodsCountedMax, withRows: false)
        var counts: [Code: Int] = [:]
        var texts: [FacetCount] = []
        for item in survey.facets[.goods]?.values ?? [] {
            switch item.value {
            case .code(let code): counts[code] = item.count
            default: texts.append(item)
            }
        }
        let model = GoodsMaking(
            context: context, counts: counts, texts: texts, isAtLeast: survey.totalAtLeast
        ).page()
        return page(model, .goods, context)
    }

    /// GET /tree/<node id>/<kind>/<id>
    func tree(_ request: WebRequest) async throws -> Answer {
        guard !request.target.path.utf8.contains(UInt8(ascii: ".")) else {
            return try await treeFile(request)
        }
        guard let id = request.target.record(1) else { throw WebProblem.notFound }
        let context = try await context(request)
        guard let root = try await node.reader.summaries([id]).first?.summary else {
            return try await notHere(request)
        }
        let name: @Sendable (Record, RecordKey) -> String = { context.name(of: $0, $1).text }
        let tree = try await node.reader.tree(of: root, now: context.now, name: name)
        let lineage = try await node.reader.lineage(of: id).compactMap(\.summary)
        let model = TreeMaking(context: context, tree: tree, root: root, lineage: lineage).page()
        return page(model, .tree, context)
    }

    /// GET /networks
    func networks(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request, isCounted: true)
        let making = NetworkMaking(context: context, states: try await states(context.now))
        return page(making.list(), .networks, context)
    }

    /// GET /n/<node id>
    func network(_ request: WebRequest) async throws -> Answer {
        guard !request.target.path.utf8.contains(UInt8(ascii: ".")) else {
            return try await networkFile(request)
        }
        guard request.target.parts.count > 1, let id = NodeID(request.target.parts[1]) else {
            throw WebProblem.notFound
        }
        let context = try await context(request)
        guard let row = context.networks.rows.first(where: { $0.node == id }) else {
            return try await notHere(id, context)
        }
        var query = SearchQuery.everything(limit: 10)
        query.networks = [id]
        let found = try await node.reader.search(query, after: nil, now: context.now)
        let survey = try await node.reader.survey(query, now: context.now, facets: [.kind])
        query.kinds = ["vouch"]
        query.limit = WebLimits.relatedMax
        let vouches = try await node.reader.search(query, after: nil, now: context.now)
        let making = NetworkMaking(context: context, states: try await states(context.now))
        let model = making.page(
            row, survey: survey,
            newest: try await cards(
                found.hits, worded(context, nil, found.hits.map(\.summary.record))),
            vouchedBy: try await node.reader.statements(about: id, now: context.now),
            vouches: try await node.reader.summaries(vouches.hits.map(\.id)).compactMap(\.summary))
        return page(model, .network, context)
    }

    /// The state of each log, in one word.
    private func states(_ now: Int64) async throws -> [Origin: String] {
        let logs = try await node.status(now: now).logs
        return Dictionary(logs.map { ($0.status.origin, $0.state) }) { first, _ in first }
    }
}
