import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// Words of the networks' own vocabularies: what a network's `concept` records call a code finds
/// the listings of that network that carry the code.
///
/// The words are looked up when somebody searches, and stand in no listing's row: a word that is
/// changed or withdrawn holds at once, and nothing else has to be written or destroyed.
///
/// Source: Protocol.md, Vocabularies.
enum OwnWords {
    /// So many concepts one term is looked up in. Units: concepts.
    static let conceptsMost = 20

    /// Of so many codes of a page the words are looked up. Units: codes.
    static let labelsMost = 100

    /// Of so many codes of a record the words are looked up. Units: codes.
    static let codesMost = 24

    /// The same question, where each term is also a word of networks' own, and one that finds
    /// nothing at all may be spelt otherwise.
    static func widened(_ match: MatchExpression, _ database: Database) throws -> MatchExpression {
        let hasOwn = try isAny(database)
        let others = try zip(match.parts, match.guesses).map { term, guess -> String? in
            if hasOwn, let own = try self.others(database, term) { return own }
            guard let guess, try SearchIndex.count(database, match: term, atMost: 1) == 0 else {
                return nil
            }
            return guess
        }
        return match.widened(others)
    }

    private static let kind = SearchFacets.anyOf(kinds: ["concept"]) ?? "\"\""

    private static func isAny(_ database: Database) throws -> Bool {
        try SearchIndex.count(database, match: kind, atMost: 1) > 0
    }

    /// What else finds what a term means; nil if no network calls anything so.
    private static func others(_ database: Database, _ term: String) throws -> String? {
        var others: [String] = []
        for (node, concept) in try found(database, "{tags} : (\(term)) AND \(kind)") {
            let code = concept.code
            guard let network = SearchFacets.anyOf(networks: [node]),
                let category = SearchFacets.anyOf(categories: [code]),
                let goods = SearchFacets.anyOf(goods: [.code(code)])
            else { continue }
            others.append("(\(network) AND (\(category) OR \(goods)))")
        }
        return others.isEmpty ? nil : others.joined(separator: " OR ")
    }

    /// What networks call some codes.
    static func concepts(
        _ database: Database, of node: NodeID, codes: [Code]
    ) throws -> [Vocabulary.Concept] {
        guard !codes.isEmpty, try isAny(database) else { return [] }
        let find = try database.cachedStatement(sql: "SELECT id FROM node WHERE node = ?")
        guard let row = try Int64.fetchOne(find, arguments: [node.text]),
            let network = SearchFacets.anyOf(networks: [row])
        else { return [] }
        return try codes.prefix(codesMost).compactMap { code in
            let folded = SearchText.fold(code.code)
            guard !folded.isEmpty else { return nil }
            let match = "{body} : (\"\(folded)\") AND \(kind) AND \(network)"
            return try found(database, match).first { $0.concept.code == code }?.concept
        }
    }

    /// What some network calls each of some codes: of several the one that said so first.
    static func labels(
        _ database: Database, of codes: [Code]
    ) throws -> [Code: [LanguageText]] {
        guard !codes.isEmpty, try isAny(database) else { return [:] }
        let usable = try UsableNodes(database).texts
        var labels: [Code: [LanguageText]] = [:]
        for code in codes.prefix(labelsMost) where labels[code] == nil {
            let folded = SearchText.fold(code.code)
            guard !folded.isEmpty else { continue }
            let match = "{body} : (\"\(folded)\") AND \(kind)"
            labels[code] = try found(database, match).first {
                $0.concept.code == code && usable[$0.node] != nil
            }?.concept.labels
        }
        return labels
    }

    private static func found(
        _ database: Database, _ match: String
    ) throws -> [(node: Int64, concept: Vocabulary.Concept)] {
        let find = try database.cachedStatement(
            sql: """
                SELECT listing.record, listing.node FROM search
                CROSS JOIN listing ON listing.record = search.rowid
                WHERE search MATCH ? LIMIT \(conceptsMost)
                """)
        let rows = try Row.fetchAll(find, arguments: [match])
        guard !rows.isEmpty else { return [] }
        var reader = try SummaryReader(database)
        return try rows.compactMap { row in
            try reader.summary(row: row[0]).flatMap { summary in
                Vocabulary.Concept(summary.record).map { (row[1], $0) }
            }
        }
    }
}

extension StoreReader {
    /// What a network's own vocabularies call some codes, as far as it says so; at most
    /// `OwnWords.codesMost` of them.
    public func concepts(
        of node: NodeID, codes: [Code]
    ) async throws(StoreError) -> [Vocabulary.Concept] {
        try await read { try OwnWords.concepts($0, of: node, codes: codes) }
    }

    /// What networks call some codes, whoever's listings carry them, for filters and figures that
    /// count those of all; at most `OwnWords.labelsMost` of them.
    public func labels(of codes: [Code]) async throws(StoreError) -> [Code: [LanguageText]] {
        try await read { try OwnWords.labels($0, of: codes) }
    }
}
