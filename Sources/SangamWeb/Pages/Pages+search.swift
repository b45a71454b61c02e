import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// Search and what is seen beside its list.
extension Pages {
    /// GET /search
    func search(_ request: WebRequest) async throws -> Answer {
        var context = try await context(request)
        let parameters = try await parameters(request.query, context)
        let address = ViewAddress(context.path("/search"), request.query)
        let found = try await node.reader.search(
            parameters.query, after: parameters.cursor, now: context.now)
        let survey = try await node.reader.survey(
            parameters.query, now: context.now, withRows: false)
        context = try await worded(context, survey, found.hits.map(\.summary.record))
        let making = SearchMaking(
            context: context, parameters: parameters, address: address, survey: survey,
            suggestions: found.suggestions, total: found.total, totalAtLeast: found.totalAtLeast)
        let items = try await cards(found.hits, context)
        let empty = items.isEmpty ? try await nothing(making) : nil
        var frame = context.frame(
            parameters.query.words.isEmpty
                ? context.text("search")
                : context.text(
                    "searchTitle",
                    ["words": ShownText.line(parameters.query.words, scalarsMax: 80)]))
        frame.hasSearchBox = false
        frame.isUnlisted = true
        frame.feeds = [
            Frame.Feed(
                feedTitle: frame.title, feedType: "application/atom+xml",
                feedPath: address.file(".atom"))
        ]
        let model = SearchResultsPage(
            frame: frame, view: making.view(), results: items, empty: empty,
            nextPath: found.next.map { address.setting("page", $0).text },
            firstPath: parameters.cursor == nil ? nil : address.text)
        return page(model, .search, context)
    }

    /// What a page is asked for, with what only the store knows: where a place is, what a record is
    /// called.
    func parameters(
        _ query: QueryParameters, limit: Int = WebLimits.resultsPerPage,
        takesPlaces: Bool = true, _ context: PageContext
    ) async throws -> SearchParameters {
        var parameters = try SearchParameters(
            query, cursorName: "page", limit: limit, takesPlaces: takesPlaces)
        parameters.query.countsThings = true
        if let place = parameters.nearPlace {
            // Of a place that nothing here locates, listings that name it without a point remain.
            if let point = try await point(of: place, now: context.now) {
                parameters.locate(point)
            } else {
                parameters.isPlaceUnknown = true
                parameters.query.places = [place]
            }
        }
        if let id = parameters.query.below,
            let record = try await node.reader.summaries([id]).first?.summary
        {
            parameters.belowName = context.name(of: record.record, id.key).text
        }
        return parameters
    }

    /// Where a place is, by the listings that say they are there: nobody else is asked.
    private func point(of place: String, now: Int64) async throws -> GeoPoint? {
        var query = SearchQuery(words: "", limit: 1)
        query.places = [place]
        let points = try await node.reader.survey(query, now: now, facets: []).points
        // The middle one, because a mean of places with one name is in none of them.
        let sorted = points.sorted { $0.latitude < $1.latitude }
        guard !sorted.isEmpty else { return nil }
        let middle = sorted[sorted.count / 2]
        return GeoPoint(latitude: middle.latitude, longitude: middle.longitude)
    }

    /// What helps where nothing was found: what to widen, and why it is not here if that is known.
    private func nothing(_ making: SearchMaking) async throws -> EmptyResult {
        let (query, context) = (making.parameters.query, making.context)
        var empty = try await widened(making)
        if let known = try await searchedAddress(query.words, context) {
            empty.known = known.link.map { [$0] } ?? []
            empty.emptyReasons = known.why
            return empty
        }
        if let network = query.networks.first, query.networks.count == 1,
            !context.networks.rows.contains(where: { $0.node == network }),
            let why = try await whyNotHere(network, context)
        {
            empty.emptyReasons = why
            return empty
        }
        let over = try await over(query.words, context)
        guard !over.isEmpty else { return empty }
        empty.known = over
        empty.emptyReasons = [
            context.text(Catalogue.key("why", code: WhyNotHere.expired.rawValue))
        ]
        return empty
    }

    /// What would be found without each filter.
    private func widened(_ making: SearchMaking) async throws -> EmptyResult {
        func count(_ path: String) async throws -> Int {
            let query = path.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1)
                .dropFirst().first.flatMap { QueryParameters($0) }
            let parameters = try await parameters(query ?? .empty, limit: 1, making.context)
            return try await node.reader.search(
                parameters.query, after: nil, now: making.context.now
            ).total
        }
        let chips = making.chips()
        var counts: [Int] = []
        for chip in chips.prefix(WebLimits.widenedMax) {
            counts.append(try await count(chip.chipPath))
        }
        let isAllNeeded = chips.count > 1 && !counts.contains { $0 > 0 }
        let all = isAllNeeded ? try await count(making.clear().text) : 0
        return making.empty(counts, withoutAll: all)
    }

    /// What the words would have found before its time ran out.
    private func over(_ words: String, _ context: PageContext) async throws -> [NamedLink] {
        guard !words.isEmpty else { return [] }
        let records = try await node.reader.export(
            SearchQuery(words: words, limit: 1), after: 0, limit: WebLimits.widenedMax,
            now: context.now
        ).records
        return records.compactMap { item in
            let record = Record(json: item.payload)
            guard record.expires(at: context.now) else { return nil }
            return NamedLink(
                namedText: context.name(of: record, item.id.key),
                namedPath: context.path(of: item.id))
        }
    }

    /// Search results as cards.
    func cards(_ hits: [SearchHit], _ context: PageContext) async throws -> [ResultItem] {
        let marks = try await node.reader.marks(of: hits.map(\.summary), now: context.now)
        return hits.map { hit in
            ResultItem(
                hit.summary, distanceKm: hit.distanceKm, marks: marks[hit.id] ?? RecordMarks(),
                context)
        }
    }
}
