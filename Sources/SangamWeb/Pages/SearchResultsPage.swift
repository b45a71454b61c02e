/// `/search`
struct SearchResultsPage: Sendable {
    let frame: Frame
    let view: SearchView
    let results: [ResultItem]
    /// Only when there are no results.
    var empty: EmptyResult?
    var nextPath: String?
    /// The first page, on every later one.
    var firstPath: String?
}
