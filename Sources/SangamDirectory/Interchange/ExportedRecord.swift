import SangamLog

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
    /// When its network last changed it, by the time in the network's log.
    ///
    /// Units: Unix seconds.
    public var updated: Int64?
    /// The licence under which the network publishes what names no licence of its own (SPDX).
    public var licence: String?

    /// A record with its origin.
    public init(
        id: RecordID, network: String, payload: JSONObject, link: String? = nil,
        confirmed: Int64? = nil, updated: Int64? = nil, licence: String? = nil
    ) {
        self.id = id
        self.network = network
        self.payload = payload
        self.link = link
        self.confirmed = confirmed
        self.updated = updated
        self.licence = licence
    }

    /// The day of the last confirmation, `YYYY-MM-DD`; nil if nobody confirmed it.
    var confirmedDay: String? { confirmed.flatMap { CivilTime.date(unixSeconds: $0) } }

    /// Whom to name when the record is used; a text that nobody can see counts as none.
    var credit: String { seen("attribution") ?? network }

    /// On what terms it may be used; nil if nobody says.
    var terms: String? { seen("licence") ?? licence }

    private func seen(_ name: String) -> String? {
        payload[name]?.string.flatMap { DisplayText.line($0).isEmpty ? nil : $0 }
    }

    /// A name that no other record has and that never changes: `urn:sangam:` and the parts of the
    /// id with colons between them.
    var urn: String { "urn:sangam:\(id.node.text):\(id.key.kind):\(id.key.id)" }
}
