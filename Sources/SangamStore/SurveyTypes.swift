import SangamDirectory
import SangamLog

/// What the rows of a query have in common: for the facets beside a list, for a map and a calendar.
public struct Survey: Sendable {
    /// Rows that were counted: all that match, or the newest `rowsMost` of them.
    public var total: Int
    /// Whether there are more than `total`.
    public var totalAtLeast: Bool
    /// The values of each facet. Its own filter is left out, so that a reader sees what else there
    /// is; all other filters hold.
    public var facets: [FacetKind: FacetCounts]
    /// The rows that have a point, the newest first.
    public var points: [SurveyPoint]
    /// The rows that take place at a time, the newest first.
    public var dates: [SurveyDate]

    /// Of more rows the newest so many are counted.
    public static let rowsMost = 10_000
    /// The most values of one facet that are given, unless more are asked for.
    public static let valuesMost = 50
}

extension Survey: Weighed {
    /// The values of all facets are about as large as two hundred rows.
    var weight: Int { 1 + (points.count + dates.count) / 200 }
}

/// The values of one facet, the most frequent first.
public struct FacetCounts: Sendable {
    public var values: [FacetCount] = []
    /// How many values there are, given or not.
    public var distinct = 0
    /// Whether more rows match than were counted.
    public var isAtLeast = false
}

/// How many rows have one value.
public struct FacetCount: Hashable, Sendable {
    /// As a filter takes it.
    public var value: FacetValue
    public var count: Int
    /// Whether the query asks for it.
    public var isAsked: Bool
}

/// A row on a map.
public struct SurveyPoint: Hashable, Sendable {
    /// The row's number here, for `summaries(rows:)`; never shown.
    public var row: Int64
    /// Units: degrees.
    public var latitude: Double
    /// Units: degrees.
    public var longitude: Double
}

/// A row in a calendar; see `DatedSpan`.
public struct SurveyDate: Hashable, Sendable {
    /// The row's number here, for `summaries(rows:)`; never shown.
    public var row: Int64
    public var first: Int64
    public var last: Int64
    public var repeats: Bool
}
