import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// Views and listings as files, and what belongs to a listing's page.
extension Pages {
    /// GET /search.<format>, and the other views at their address with an ending.
    func viewFile(_ view: ExportedView, _ format: ViewFormat) -> RouteTable.Handler {
        { request in
            let context = try await self.context(request)
            var parameters = try await self.parameters(request.query, context)
            switch view {
            case .search, .map: break
            case .calendar:
                if parameters.query.days == nil {
                    parameters.query.days = try self.days(of: request, context)
                }
            case .networks: parameters.query.kinds = ["network"]
            case .network(let node): parameters.query.networks = [node]
            case .tree(let id): parameters.query.below = id
            }
            return try await self.file(view, parameters, format, request, context)
        }
    }

    /// The month that a calendar shows, or from today on: a calendar that somebody follows goes on.
    private func days(
        of request: WebRequest, _ context: PageContext
    ) throws -> SearchQuery.Days? {
        guard let month = try month(request, context) else {
            let today = CivilMoment(unixSeconds: context.now)?.date ?? .epoch
            return SearchQuery.Days(from: today.description, until: nil)
        }
        return days(ofMonth: month)
    }

    private func file(
        _ view: ExportedView, _ parameters: SearchParameters, _ format: ViewFormat,
        _ request: WebRequest, _ context: PageContext
    ) async throws -> Answer {
        // A file has every record, under the name of its own network.
        var query = parameters.query
        query.countsThings = false
        if let kinds = format.kinds {
            // What is no listing, such as a network's own card, is there for whoever asks for it.
            query.kinds =
                query.kinds.isEmpty
                ? kinds.filter { RecordKind.isListing($0) } : query.kinds.filter(kinds.contains)
            if query.kinds.isEmpty { query.kinds = ["-"] }
        }
        let address = ViewAddress(context.path(view.path), request.query)
        let parts = [format.rawValue, address.text, context.catalogue.tag]
        return try await tagged(request, parts, now: context.now, vary: "Accept-Language") {
            let stamp = try await node.reader.newest(limit: 1, now: context.now).first
            let words = ShownText.line(parameters.query.words, scalarsMax: 80)
            let head = ViewHead(
                id: context.base + address.text,
                title: words.isEmpty
                    ? context.networks.site : "\(words) · \(context.networks.site)",
                language: context.catalogue.tag,
                updated: stamp.map { Int64(clamping: $0.time) } ?? context.now,
                author: context.networks.site,
                selfLink: context.base + address.file(".\(format.rawValue)"),
                alternate: context.base + address.text)
            let export = ViewExport(
                node: node, query: query, format: format, head: head, base: context.base,
                now: context.now, names: context.networks)
            var answer = Answer(type: format.contentType, [], cache: .check)
            answer.stream = export.pieces
            answer.headers[.contentDisposition] = format.disposition(
                view: words.isEmpty ? view.name : words)
            return answer
        }
    }

    /// GET /n/<node id>.<format>
    func networkFile(_ request: WebRequest) async throws -> Answer {
        guard let (path, format) = ViewFormat.split(request.target.path),
            let node = NodeID(String(path.dropFirst("/n/".count))),
            try await self.node.reader.networks(isCounted: false).contains(where: {
                $0.node == node
            })
        else { throw WebProblem.notFound }
        return try await viewFile(.network(node), format)(request)
    }

    /// GET /tree/<node id>/<kind>/<id>.<format>
    func treeFile(_ request: WebRequest) async throws -> Answer {
        guard let (path, format) = ViewFormat.split(request.target.path),
            let target = try? RequestTarget(path), let id = target.record(1),
            try await node.reader.summaries([id]).first?.summary != nil
        else { throw WebProblem.notFound }
        return try await viewFile(.tree(id), format)(request)
    }

    /// GET /l/<node id>/<kind>/<id>.<format>
    func listingFile(_ request: WebRequest) async throws -> Answer {
        guard let (path, format) = ViewFormat.split(request.target.path),
            let target = try? RequestTarget(path), let id = target.record(1)
        else { throw WebProblem.notFound }
        let context = try await context(request)
        guard let summary = try await node.reader.summaries([id]).first?.summary,
            format.holds(kind: id.key.kind)
        else { throw WebProblem.notFound }
        let parts = [request.target.path, context.catalogue.tag]
        return try await tagged(request, parts, now: context.now, vary: "Accept-Language") {
            let name = context.name(of: summary.record, id.key)
            let head = ViewHead(
                id: context.base + path, title: name.text, language: context.catalogue.tag,
                updated: Int64(clamping: summary.time), author: context.networks.name(id.node),
                selfLink: context.base + request.target.path, alternate: context.base + path)
            var writer = format.writer(head, isOne: true, zones: ZoneFiles.rule)
            let bytes =
                writer.begin()
                + writer.row(ViewExport.exported(summary, context.networks, context.base))
                + writer.end()
            var answer = Answer(type: format.contentType, bytes, cache: .check)
            answer.headers[.contentDisposition] = format.disposition(view: name.text)
            return answer
        }
    }

    /// GET /l/<node id>/image/<id>/picture
    func picture(_ request: WebRequest) async throws -> Answer {
        guard let id = request.target.record(1, more: 1), id.key.kind == "image",
            let record = try await node.reader.summaries([id]).first?.summary?.record,
            let picture = PictureAnswer(record)
        else { throw WebProblem.notFound }
        return try await tagged(request, [request.target.path], now: clock()) {
            var answer = Answer(type: picture.mediaType, picture.bytes, cache: .check)
            answer.isSandboxed = true
            return answer
        }
    }

    /// GET /l/<node id>/<kind>/<id>/qr.svg
    func qr(_ request: WebRequest) async throws -> Answer {
        guard let id = request.target.record(1, more: 1) else { throw WebProblem.notFound }
        guard let code = QRPicture(base(request.host) + "/l/\(id)") else {
            throw WebProblem.notFound
        }
        return Answer(type: "image/svg+xml", Array(code.svg.utf8), cache: .hour)
    }

    /// GET /sitemap.xml: our own listings only; of the others their home is the address.
    func sitemap(_ request: WebRequest) async throws -> Answer {
        let base = base(request.host)
        var query = SearchQuery(words: "", limit: 1)
        query.networks = [node.nodeID]
        var text =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        let escape = SangamContentType().escapeText
        for path in ["", "/goods", "/networks", "/figures", "/help", "/privacy"] {
            text += "<url><loc>\(escape(base + path))</loc></url>\n"
        }
        var next: Int64? = 0
        var count = 0
        while let after = next, count < WebLimits.sitemapMax {
            let part = try await node.reader.export(
                query, after: after, limit: 500, now: clock())
            for record in part.records where RecordKind.isListing(record.id.key.kind) {
                text += "<url><loc>\(escape(base + "/l/\(record.id)"))</loc></url>\n"
                count += 1
            }
            next = part.next
        }
        return Answer(
            type: "application/xml; charset=utf-8", Array((text + "</urlset>\n").utf8),
            cache: .hour)
    }

    /// GET /robots.txt
    func robots(_ request: WebRequest) async throws -> Answer {
        .text(
            Array(
                """
                User-agent: *
                Disallow: /search
                Disallow: /map
                Disallow: /calendar
                Disallow: /ask
                Disallow: /correct
                Sitemap: \(base(request.host))/sitemap.xml

                """.utf8), cache: .hour)
    }
}
