import GRDB
import SangamDirectory
import SangamLog

/// What a search leaves out: conditions of SQL and the values of their marks, in order.
struct SearchFilter {
    private(set) var conditions: [String]
    private(set) var values: [(any DatabaseValueConvertible)?]

    let now: Int64

    init(
        _ query: SearchQuery, now: Int64, includesExpired: Bool = false,
        withoutKinds: Bool = false, among rows: [String] = []
    ) {
        self.now = now
        conditions = ["node.blocked IS NULL", "node.accepted = 1"]
        values = []
        if !includesExpired {
            conditions.append("(listing.expires IS NULL OR listing.expires > ?)")
            values.append(now)
        }
        if !withoutKinds {
            if query.kinds.isEmpty { conditions += Self.anyKind(query) }
            anyOf("listing.kind IN", query.kinds)
        }
        anyOf("node.node IN", query.networks.map(\.text))
        anyOf("listing.country IN", query.countries)
        if let near = query.near { add(near.latitudes, near.longitudes) }
        if let box = query.box { add(box.south...box.north, box.longitudes) }
        if let words = SearchFacets.ownWords(query) {
            conditions.append(
                "listing.record IN (SELECT rowid FROM search WHERE search MATCH ?)")
            values.append(words)
        }
        addDays(query.days)
        addFreshness(query.freshness)
        for list in rows {
            conditions.append("listing.record IN (SELECT value FROM json_each(?))")
            values.append(list)
        }
    }

    /// The same with what only the tables tell: what is below a record, and who confirms whom.
    init(
        _ database: Database, _ query: SearchQuery, now: Int64, includesExpired: Bool = false,
        withoutKinds: Bool = false
    ) throws {
        let sets = try RowSets(database, query, now: now)
        self.init(
            query, now: now, includesExpired: includesExpired, withoutKinds: withoutKinds,
            among: sets.lists)
    }

    /// The rows that filters alone let through, if the index of words finds few: their numbers as
    /// a list in JSON.
    static func few(
        _ database: Database, _ query: SearchQuery, atMost bound: Int
    ) throws -> String? {
        guard let words = try SearchNarrowing(database, query).alone,
            try SearchIndex.count(database, match: words, atMost: bound + 1) <= bound
        else { return nil }
        return try String.fetchOne(
            database,
            sql: """
                SELECT json_group_array(record) FROM (
                    SELECT rowid AS record FROM search WHERE search MATCH ?)
                """, arguments: [words])
    }

    /// What is found of a query that names no kind.
    static func anyKind(_ query: SearchQuery) -> [String] {
        ["listing.listed = 1"] + (query.countsThings ? ["listing.kind <> 'image'"] : [])
    }

    private mutating func addDays(_ days: SearchQuery.Days?) {
        guard let days else { return }
        conditions.append(
            "listing.record IN (SELECT record FROM survey WHERE last > ? AND first < ?)")
        values += [days.from, days.end]
    }

    private mutating func addFreshness(_ bands: [FreshnessBand]) {
        guard !bands.isEmpty else { return }
        var choices: [String] = []
        for band in bands {
            if let range = band.moments(now: now) {
                choices.append("listing.confirmed BETWEEN ? AND ?")
                values += [range.lowerBound, range.upperBound]
            } else if let known = FreshnessBand.month.moments(now: now),
                let old = FreshnessBand.older.moments(now: now)
            {
                choices.append(
                    "COALESCE(listing.confirmed NOT BETWEEN ? AND ?, TRUE)")
                values += [old.lowerBound, known.upperBound]
            }
        }
        conditions.append("(" + choices.joined(separator: " OR ") + ")")
    }

    private mutating func anyOf(_ start: String, _ list: [String]) {
        guard !list.isEmpty else { return }
        let marks = list.map { _ in "?" }.joined(separator: ", ")
        conditions.append("\(start) (\(marks))")
        values += list
    }

    private mutating func add(
        _ latitudes: ClosedRange<Double>, _ longitudes: [ClosedRange<Double>]
    ) {
        conditions.append("listing.latitude BETWEEN ? AND ?")
        values += [latitudes.lowerBound, latitudes.upperBound]
        // Two ranges where the area crosses the 180th meridian.
        let ranges = longitudes.map { _ in "listing.longitude BETWEEN ? AND ?" }
        conditions.append("(" + ranges.joined(separator: " OR ") + ")")
        for range in longitudes { values += [range.lowerBound, range.upperBound] }
    }
}

extension SearchFacets {
    /// The filters of a query that have no columns of their own, as words of the index.
    static func ownWords(_ query: SearchQuery) -> String? {
        let words = [
            anyOf(places: query.places), anyOf(goods: query.goods),
            anyOf(directions: query.directions), anyOf(items: query.items),
            anyOf(weekdays: query.weekdays),
            anyOf(languages: query.languages), anyOf(categories: query.categories),
        ].compactMap(\.self)
        return words.isEmpty ? nil : words.joined(separator: " AND ")
    }
}
