import GRDB

/// Keeps the indexes in few pieces. Each transaction leaves a piece of its own in an index, and a
/// search looks into every piece.
///
/// Left alone, the index merges pieces inside of whatever transaction comes next: a first sync
/// would merge all the time, and one change after it might wait a second for the merging of all.
/// So the index leaves it to us, and we do it a little at a time when nothing else is to be done;
/// beyond 16 pieces of one size it does so itself all the same.
///
/// Source: sqlite.org, FTS5, sections 6.1 (automerge) and 6.9 (merge).
enum SearchMerging {
    private static let indexes = ["search", "name_tri"]

    /// Tells the indexes once that merging is ours.
    static func takeOver(_ database: Database) throws {
        for index in indexes {
            let set = try Int.fetchOne(
                database, sql: "SELECT v FROM \(index)_config WHERE k = 'automerge'")
            guard set != 0 else { continue }
            try database.execute(
                sql: "INSERT INTO \(index) (\(index), rank) VALUES ('automerge', 0)")
        }
    }

    /// Merges some pages of each index. Returns: whether there is more to be merged.
    static func step(_ database: Database, pages: Int) throws -> Bool {
        var isMore = false
        for index in indexes {
            let merge = try database.cachedStatement(
                sql: "INSERT INTO \(index) (\(index), rank) VALUES ('merge', ?)")
            let before = database.totalChangesCount
            try merge.execute(arguments: [pages])
            // The command itself counts as one change.
            if database.totalChangesCount - before >= 2 { isMore = true }
        }
        return isMore
    }
}

extension Store {
    /// Merges pieces of the indexes of words, a few pages at a time so that nobody waits long.
    ///
    /// Returns: whether there is more.
    public func mergeIndexes(pages: Int = 128) async throws(StoreError) -> Bool {
        try await write { try SearchMerging.step($0, pages: pages) }
    }
}
