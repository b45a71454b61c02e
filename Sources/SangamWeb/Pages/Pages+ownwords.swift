import SangamDirectory
import SangamNode
import SangamStore

/// Words of networks' own vocabularies, for pages that name codes of many listings.
extension Pages {
    /// The same context with what networks call the codes of facets and records.
    func worded(
        _ context: PageContext, _ survey: Survey? = nil, _ records: [Record] = []
    ) async throws -> PageContext {
        let values = [FacetKind.goods, .category].flatMap { survey?.facets[$0]?.values ?? [] }
        let counted = values.compactMap { item in
            if case .code(let code) = item.value { code } else { nil }
        }
        let named = records.flatMap { $0.goods.prefix(CardFacts.goodsMost) }.compactMap(\.code)
        return try await worded(context, codes: counted + named)
    }

    /// The same context with what networks call some codes.
    func worded(_ context: PageContext, codes: [Code]) async throws -> PageContext {
        let known = BuiltinVocabularies.standard
        let unknown = Set(codes).filter { known.concept($0) == nil }
        guard !unknown.isEmpty else { return context }
        var context = context
        context.ownWords = try await node.reader.labels(
            of: unknown.sorted { $0.description < $1.description })
        return context
    }
}
