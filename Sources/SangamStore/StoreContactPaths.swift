import SangamDirectory
import SangamLog

/// How a record is reached, with the record that takes its enquiries.
public struct ContactRoute: Sendable {
    public let path: ContactPath
    /// Whose ways of contact these are; nil for a network, which has no listing.
    public let whom: RecordSummary?
}

extension StoreReader {
    /// How each of these is reached, all in one reading: by what is shown here, upwards.
    public func contactRoutes(
        of records: [RecordSummary]
    ) async throws(StoreError) -> [RecordID: ContactRoute] {
        guard !records.isEmpty else { return [:] }
        return try await view { view in
            var routes: [RecordID: ContactRoute] = [:]
            for summary in records {
                let path = try ContactPath.resolve(
                    summary.record, id: summary.id,
                    lookup: { try view.lookup($0).summary?.record },
                    network: { try view.profile(of: $0) })
                switch path.end {
                case .itself: routes[summary.id] = ContactRoute(path: path, whom: summary)
                case .record(let id):
                    let whom = try view.lookup(id).summary
                    routes[summary.id] = ContactRoute(path: path, whom: whom)
                case .network: routes[summary.id] = ContactRoute(path: path, whom: nil)
                }
            }
            return routes
        }
    }
}
