import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// The verbs that make and read files: bundles, proofs, the static peer. The bytes of the files go
/// through the control socket; the command writes and reads them.
extension ControlRoutes {
    /// The filters of a search: what a table of what they let through needs as columns.
    func exportPlan(_ request: WebRequest) async throws -> Answer {
        let parameters = try SearchParameters(request.query, cursorName: "cursor")
        return .json(
            ExportPlanShape(try await node.exportPlan(parameters.query, now: clock())).json)
    }

    /// The filters of a search, `format`, `public`, `after`; body: `ExportPlanShape`. One part of
    /// the file; the header says where the next one begins.
    func export(_ request: WebRequest) async throws -> Answer {
        let parameters = try SearchParameters(request.query, cursorName: "cursor")
        guard let format = ExportFormat(rawValue: try request.query.single("format") ?? "csv")
        else {
            throw WebProblem.parameter("format", "format is csv, geojson, jsonld or ndjson")
        }
        let plan: ExportPlanShape = try await question(request)
        let after = ExportCursor(number: try LogResources.decimal(request.query, "after") ?? 0)
        let part = try await node.export(
            parameters.query, as: format, plan: plan.plan,
            isPublic: try request.query.flag("public"), after: after, now: clock())
        var answer = Answer.text(part.bytes)
        if let next = part.next { answer.headers[ControlHeader.next] = String(next.number) }
        return answer
    }

    func servedLogs(_ request: WebRequest) async throws -> Answer {
        .json(ServedLogsAnswer(try await node.servedLogs()).json)
    }

    /// `?log=HEX&from=N`: one section; the header says where the next one begins.
    func bundleSection(_ request: WebRequest) async throws -> Answer {
        guard let log = try request.query.single("log") else { throw WebProblem.parameter("log") }
        let from = try LogResources.decimal(request.query, "from") ?? 0
        let section = try await node.bundleSection(log: log, from: from)
        var answer = Answer.text(section.bytes)
        if let next = section.next { answer.headers[ControlHeader.next] = String(next) }
        return answer
    }

    /// Body: the file, streamed.
    func importBundle(_ request: WebRequest) async throws -> Answer {
        let run = try await node.beginBundle(now: clock())
        try await request.read(maximumBytes: WebLimits.bundleBytesMax, isHurried: false) {
            try await run.feed($0)
        }
        return .json(BundleAnswer(try await run.finish()).json)
    }

    /// GET …/proof/<node>/<kind>/<id>
    func proof(_ request: WebRequest) async throws -> Answer {
        guard let id = request.target.record(3) else { throw Self.unknown }
        return .text(try await node.proof(of: id))
    }

    /// Body: a proof file.
    func verifyProof(_ request: WebRequest) async throws -> Answer {
        let bytes = try await request.wholeBody(
            maximumBytes: WebLimits.controlBytesMax, isHurried: false)
        return .json(ProofAnswer(try await node.verify(proof: bytes)).json)
    }

    /// What a static peer consists of, but for the sections.
    func staticFiles(_ request: WebRequest) async throws -> Answer {
        .json(StaticAnswer(try await node.staticFiles()).json)
    }

    /// `?path=`: one of those files.
    func staticFile(_ request: WebRequest) async throws -> Answer {
        guard let path = try request.query.single("path") else {
            throw WebProblem.parameter("path")
        }
        return .text(try await node.staticFile(path))
    }

    /// `?log=HEX&from=N`: one section file of a static peer; the header says where the next one
    /// begins.
    func staticSection(_ request: WebRequest) async throws -> Answer {
        guard let log = try request.query.single("log") else { throw WebProblem.parameter("log") }
        let from = try LogResources.decimal(request.query, "from") ?? 0
        let section = try await node.staticSection(log: log, from: from)
        var answer = Answer.text(section.bytes)
        if let next = section.next { answer.headers[ControlHeader.next] = String(next) }
        return answer
    }
}
