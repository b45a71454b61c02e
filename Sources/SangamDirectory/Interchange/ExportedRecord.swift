/// One record on its way into a file, with what every row says of where it comes from.
public struct ExportedRecord: Sendable, Equatable {
    /// The record's name in the world.
    public var id: RecordID
    /// What the network calls itself.
    public var network: String
    /// The payload as it was signed.
    public var payload: JSONObject
    /// The address of the record's page, if the node has one; it should end in the record's id.
    public var link: String?
    /// When somebody last confirmed it, by the payload or by a `confirm` statement.
    ///
    /// Units: Unix seconds.
    public var confirmed: Int64?

    /// A record with its origin.
    public init(
        id: RecordID, network: String, payload: JSONObject, link: String? = nil,
        confirmed: Int64? = nil
    ) {
        self.id = id
        self.network = network
        self.payload = payload
        self.link = link
        self.confirmed = confirmed
    }

    /// The day of the last confirmation, `YYYY-MM-DD`; nil if nobody confirmed it.
    var confirmedDay: String? { confirmed.flatMap { CivilTime.date(unixSeconds: $0) } }
}
