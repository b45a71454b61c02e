import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// The forms *Ask* and *Report or correct*: at the listing's own network.
extension Pages {
    /// GET /ask/<node id>/<kind>/<id>
    func ask(_ request: WebRequest) async throws -> Answer {
        try await form(request, .ask, FormFields(.empty), problems: [])
    }

    /// GET /correct/<node id>/<kind>/<id>
    func correct(_ request: WebRequest) async throws -> Answer {
        try await form(request, .correct, FormFields(.empty), problems: [])
    }

    /// POST /ask/<node id>/<kind>/<id>
    func sendAsk(_ request: WebRequest) async throws -> Answer {
        try await send(request, .ask)
    }

    /// POST /correct/<node id>/<kind>/<id>
    func sendCorrect(_ request: WebRequest) async throws -> Answer {
        try await send(request, .correct)
    }

    /// The form, or where it is.
    private func form(
        _ request: WebRequest, _ kind: Enquiry.Kind, _ fields: FormFields,
        problems: [EnquiryProblem], isSent: Bool = false
    ) async throws -> Answer {
        guard let (id, summary, context) = try await subject(request) else {
            return try await notHere(request)
        }
        let place = try await node.askPlace(id, kind, now: context.now)
        switch place {
        case .unknown: return try await notHere(request)
        case .gone: throw WebProblem.gone
        case .elsewhere(let url):
            // Nothing goes elsewhere by itself: the reader sees where, and follows.
            let place = context.text(
                "formElsewhere", ["network": context.networks.name(id.node)])
            let url = inLanguage(of: request, url, "/\(kind.rawValue)/\(id)")
            let name = context.name(of: summary.record, id.key).text
            return message(
                context.text(kind == .ask ? "askTitle" : "correctTitle", ["listing": name]),
                isSent ? context.text("formNotTaken") + " " + place : place, context,
                status: isSent ? .conflict : .ok,
                links: [PageLink(linkText: url, linkPath: url)])
        case .here, .byUs: break
        }
        var making = FormMaking(
            context: context, id: id, summary: summary, fields: fields, problems: problems,
            place: place)
        if kind == .ask {
            making.whom = try await node.reader.contactRoutes(of: [summary])[id]?.whom
        }
        return kind == .ask
            ? page(making.ask(), .ask, context) : page(making.correct(), .correct, context)
    }

    private func send(_ request: WebRequest, _ kind: Enquiry.Kind) async throws -> Answer {
        guard let (id, summary, context) = try await subject(request) else {
            return try await notHere(request)
        }
        let body = try await request.wholeBody(maximumBytes: WebLimits.formBytesMax)
        guard let query = QueryParameters(body) else { throw WebProblem.parameter("text") }
        let fields = FormFields(query)
        let making = FormMaking(
            context: context, id: id, summary: summary, fields: fields, problems: [],
            place: try await node.askPlace(id, kind, now: context.now))
        let home = catalogues.choose(
            path: nil, accepted: [summary.record.lang].compactMap { $0 },
            home: node.configuration.languages.first)
        let outcome = try await node.take(
            making.enquiry(kind, caller: Hexadecimal.encode(request.caller.bytes), in: home),
            now: context.now)
        switch outcome {
        case .taken(let isMailed):
            return page(making.sent(isMailed: isMailed), .sent, context)
        case .problems(let problems):
            var answer = try await form(request, kind, fields, problems: problems)
            answer.status = .unprocessableContent
            return answer
        case .tooMany(let seconds):
            throw WebProblem(.tooManyRequests, "too-many", retryAfter: seconds)
        case .elsewhere:
            return try await form(request, kind, fields, problems: [], isSent: true)
        case .gone: throw WebProblem.gone
        case .unknown: throw WebProblem.notFound
        }
    }

    /// The address of a page of another node in the language that the reader has chosen: every
    /// node has the languages that come with the program.
    private func inLanguage(of request: WebRequest, _ url: String, _ path: String) -> String {
        guard let tag = request.languageTag, BuiltinCatalogues.tags.contains(tag),
            url.hasSuffix(path)
        else { return url }
        return url.dropLast(path.count) + "/\(tag)" + path
    }

    /// nil if the record is not shown here.
    private func subject(
        _ request: WebRequest
    ) async throws -> (RecordID, RecordSummary, PageContext)? {
        guard let id = request.target.record(1) else { throw WebProblem.notFound }
        let context = try await context(request)
        switch try await node.reader.summaries([id]).first {
        case .found(let summary): return (id, summary, context)
        case .removed: throw WebProblem.gone
        default: return nil
        }
    }
}
