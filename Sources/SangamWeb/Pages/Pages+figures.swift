import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

extension Pages {
    /// GET /figures
    func figures(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request)
        let making = try await figuresMaking(request, context)
        return page(making.page(), .figures, context)
    }

    /// GET /figures.csv
    func figuresFile(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request)
        let rows = try await figuresMaking(request, context).csv()
        var bytes: [UInt8] = []
        for row in rows { bytes += CSVWriter.row(row) }
        var answer = Answer(type: ViewFormat.csv.contentType, bytes, cache: .check)
        answer.headers[.contentDisposition] = ViewFormat.csv.disposition(view: "figures")
        return answer
    }

    private func figuresMaking(
        _ request: WebRequest, _ context: PageContext
    ) async throws -> FiguresMaking {
        let parameters = try await parameters(request.query, takesPlaces: false, context)
        var scope: ShownLine?
        if let name = parameters.belowName { scope = ShownLine(name) }
        if parameters.query.networks.count == 1, let network = parameters.query.networks.first {
            scope = ShownLine(context.networks.name(network))
        }
        // Counting looks at every listing, so only what the page itself offers is counted.
        var query = SearchQuery(words: "", limit: 1)
        query.networks = parameters.query.networks.filter { network in
            context.networks.rows.contains { $0.node == network }
        }
        query.below = parameters.query.below
        let table = try await counting.table(query, node: node, now: context.now)
        let codes = table.rows(by: .goods).prefix(FiguresMaking.rowsShown).compactMap {
            Code($0.value)
        }
        return FiguresMaking(
            context: try await worded(context, codes: codes), table: table, scope: scope,
            address: ViewAddress(context.path("/figures"), request.query))
    }
}
