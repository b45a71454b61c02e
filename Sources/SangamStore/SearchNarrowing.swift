import GRDB
import SangamDirectory
import SangamLog

/// The filters of a query for which the index has words, put around an expression of typed words.
///
/// Rows that are no listings are few, so they are taken out by their kinds: to ask for the word
/// that all listings have would read its list, which is as long as the directory.
struct SearchNarrowing {
    private let wanted: [String]
    /// The wanted kinds, as one of `wanted`.
    private let kinds: String?
    /// Whether listings of every kind are wanted.
    private let isAnyKind: Bool
    private let others: String

    init(_ database: Database, _ query: SearchQuery) throws {
        var networks: [Int64] = []
        for node in query.networks {
            let find = try database.cachedStatement(sql: "SELECT id FROM node WHERE node = ?")
            networks += try Int64.fetchAll(find, arguments: [node.text])
        }
        // A network that is not known here has no rows.
        if !query.networks.isEmpty, networks.isEmpty { networks = [-1] }
        isAnyKind = query.kinds.isEmpty
        others = query.countsThings ? Self.othersAndPictures : Self.others
        kinds = SearchFacets.anyOf(kinds: query.kinds)
        wanted = [
            kinds, SearchFacets.anyOf(networks: networks),
            SearchFacets.anyOf(countries: query.countries), SearchFacets.ownWords(query),
            query.days == nil ? nil : "\"\(SearchFacets.dated)\"",
            // A place and a map's rectangle are the cells that hold them.
            query.near.flatMap {
                SearchFacets.anyOf(latitudes: $0.latitudes, longitudes: $0.longitudes)
            },
            query.box.flatMap {
                SearchFacets.anyOf(latitudes: $0.south...$0.north, longitudes: $0.longitudes)
            },
        ].compactMap(\.self)
    }

    /// The filters alone; nil if there are none.
    var alone: String? { wanted.isEmpty ? nil : listings(wanted) }

    /// What an expression finds and the filters let through.
    func of(_ expression: String) -> String { listings(["(\(expression))"] + wanted) }

    /// The same with rows of every kind: the word of a kind that nearly all rows have takes longer
    /// to read than the few rows that a name finds take to look at.
    func ofEveryKind(_ expression: String) -> String {
        (["(\(expression))"] + wanted.filter { $0 != kinds }).joined(separator: " AND ")
    }

    /// The same with rows that are no listings, if the kind does not matter: for those who look at
    /// each row anyway.
    func roughly(_ expression: String) -> String {
        (["(\(expression))"] + wanted).joined(separator: " AND ")
    }

    private func listings(_ all: [String]) -> String {
        let text = all.joined(separator: " AND ")
        return isAnyKind ? "(\(text)) NOT \(others)" : text
    }

    private static let others = SearchFacets.anyOf(kinds: noListings) ?? "\"\""
    /// A picture belongs to what it shows, and is no thing of its own.
    private static let othersAndPictures =
        SearchFacets.anyOf(kinds: noListings + ["image"]) ?? "\"\""
    private static let noListings = RecordKind.statements + RecordKind.reserved
}
