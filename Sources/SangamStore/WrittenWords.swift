import GRDB
import SangamDirectory

/// Folded words as some listing writes them: people read *روٹی*, not the letters that it is
/// compared by.
struct WrittenWords {
    private var reader: SummaryReader

    init(_ database: Database) throws { reader = try SummaryReader(database) }

    /// So many listings are looked at for one word.
    private static let rowsMost = 3

    /// A word of names and places, in small letters; as it is if no listing has it by itself.
    mutating func spelling(of folded: String) throws -> String {
        let rows = try Int64.fetchAll(
            reader.database.cachedStatement(
                sql: "SELECT rowid FROM search WHERE search MATCH ? LIMIT \(Self.rowsMost)"),
            arguments: ["{name place} : \"\(folded)\""])
        for row in rows {
            guard let record = try reader.summary(row: row)?.record else { continue }
            let texts =
                record.names.map(\.text) + [record.locality, record.region].compactMap(\.self)
            for text in texts {
                for word in Suggestion.pieces(of: text) where Self.same(word, folded) {
                    return word.lowercased()
                }
            }
        }
        return folded
    }

    private static func same(_ word: String, _ folded: String) -> Bool {
        SearchText.fold(word).utf8.elementsEqual(folded.utf8)
    }
}
