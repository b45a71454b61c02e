import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// Pages of texts, and the paper directory.
extension Pages {
    /// GET /help
    func help(_ request: WebRequest) async throws -> Answer {
        try await textPage(request, "menuHelp", "helpLead", .help)
    }

    /// GET /privacy
    func privacy(_ request: WebRequest) async throws -> Answer {
        try await textPage(request, "menuPrivacy", "privacyLead", .privacy)
    }

    /// GET /accessibility
    func accessibility(_ request: WebRequest) async throws -> Answer {
        try await textPage(request, "menuAccessibility", "accessLead", .accessibility)
    }

    private func textPage(
        _ request: WebRequest, _ title: String, _ about: String, _ name: Templates.Name
    ) async throws -> Answer {
        let context = try await context(request)
        var frame = context.frame(context.text(title))
        frame.about = context.text(about)
        let links = operatorLinks(context)
        var model = TextPage(
            frame: frame, operatorLinks: links, hasOperatorLinks: !links.isEmpty)
        if name == .help { model.pictureWords = Self.pictureWords(context) }
        return page(model, name, context)
    }

    /// What the script says while it makes a picture small.
    private static func pictureWords(_ context: PageContext) -> String {
        let words = ["pictureShrinking", "pictureTooLarge", "pictureAltReminder"].map {
            JSONObject.Member(name: $0, value: .string(context.text($0)))
        }
        // The script fills the number in.
        let ready = context.text("pictureReady", ["size": "{size}"])
        return String(
            decoding: RecordCoding.encode(
                .object(
                    JSONObject(words + [.init(name: "pictureReady", value: .string(ready))]))),
            as: UTF8.self)
    }

    /// Ways to reach the people who run this directory, from their own profile.
    private func operatorLinks(_ context: PageContext) -> [FieldValue] {
        guard let own = context.networks.own, let record = own.record else { return [] }
        let fields = RecordFields(
            record: record, home: own.node, names: [:], visit: context.visit)
        let site = record.url.map { FieldValue($0.target, href: $0.url) }
        return [site].compactMap { $0 } + fields.contacts.flatMap(\.values)
    }

    /// GET /print
    func paper(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request)
        let parameters = try await parameters(request.query, limit: 200, context)
        let written = try request.query.single("part") ?? "1"
        guard let part = Decimal.parse(written.utf8).flatMap({ Int(exactly: $0) }), part > 0 else {
            throw WebProblem.parameter("part", "part is a number from 1")
        }
        var ids: [RecordID] = []
        var total = (count: 0, isAtLeast: false)
        var cursor: String?
        repeat {
            let found = try await node.reader.search(
                parameters.query, after: cursor, now: context.now)
            total = (found.total, found.totalAtLeast)
            ids += found.hits.map(\.id)
            cursor = found.next
        } while cursor != nil && ids.count < WebLimits.printedMax
        var records: [RecordSummary] = []
        var marks: [RecordID: RecordMarks] = [:]
        for start in stride(from: 0, to: min(ids.count, WebLimits.printedMax), by: 200) {
            let part = Array(ids[start..<min(start + 200, ids.count)])
            let found = try await node.reader.summaries(part).compactMap(\.summary)
            records += found
            marks.merge(try await node.reader.marks(of: found, now: context.now)) { old, _ in old }
        }
        let codes = records.flatMap(\.record.goods).compactMap(\.code)
        var making = PrintMaking(
            context: try await worded(context, codes: codes), records: records, marks: marks,
            total: total.count,
            isAtLeast: total.isAtLeast,
            address: ViewAddress(context.path("/search"), request.query))
        making.routes = try await node.reader.contactRoutes(of: making.shown(in: part))
        return page(making.page(asked: parameters, part: part), .print, context)
    }

    /// GET /embed/list
    func embedList(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request)
        let parameters = try await parameters(request.query, context)
        let found = try await node.reader.search(
            parameters.query, after: nil, now: context.now)
        let worded = try await worded(context, nil, found.hits.map(\.summary.record))
        let items = try await cards(found.hits, worded)
        return embedded(
            EmbedListPage(
                frame: embeddedFrame(context),
                countText: context.catalogue.listings(
                    found.total, atLeast: found.totalAtLeast),
                results: items, isEmpty: items.isEmpty,
                wholePath: ViewAddress(context.path("/search"), request.query).text),
            .embedlist, context)
    }

    /// GET /embed/card?id=
    func embedCard(_ request: WebRequest) async throws -> Answer {
        guard let id = try request.query.single("id").flatMap({ RecordID($0) }) else {
            throw WebProblem.parameter("id")
        }
        let context = try await context(request)
        guard let summary = try await node.reader.summaries([id]).first?.summary else {
            throw WebProblem.notFound
        }
        let marks = try await node.reader.marks(of: [summary], now: context.now)
        let worded = try await worded(context, nil, [summary.record])
        let item = ResultItem(summary, marks: marks[id] ?? RecordMarks(), worded)
        return embedded(
            EmbedListPage(
                frame: embeddedFrame(context), countText: context.catalogue.listings(1),
                results: [item], isEmpty: false, wholePath: context.path(of: id)),
            .embedlist, context)
    }

    /// GET /embed/map
    func embedMap(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request)
        let (_, survey) = try await question(request, context, facets: [])
        let drawn = try await draw(survey, request, context)
        return embedded(
            EmbedMapPage(
                frame: embeddedFrame(context), picture: drawn.picture,
                mapText: context.catalogue.listings(
                    survey.total, atLeast: survey.totalAtLeast),
                wholePath: ViewAddress(context.path("/map"), request.query).text),
            .embedmap, context)
    }

    private func embeddedFrame(_ context: PageContext) -> Frame {
        var frame = context.frame(context.text("embedTitle", ["site": context.networks.site]))
        frame.isEmbedded = true
        frame.isUnlisted = true
        return frame
    }

    /// Other sites may show these pages in theirs, and no others.
    private func embedded(
        _ model: some Sendable, _ name: Templates.Name, _ context: PageContext
    ) -> Answer {
        var answer = page(model, name, context)
        answer.mayBeFramed = true
        return answer
    }
}
