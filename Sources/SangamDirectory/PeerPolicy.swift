/// What a node takes from one peer: a row of peers.json, as pure questions.
///
/// Source: Protocol.md, Whom a node accepts; peers.json, `accept`.
public struct PeerPolicy: Hashable, Sendable {
    /// How far away a log may be; a peer's own log is at 1.
    public var hops: Int
    /// The kinds whose payloads are wanted; `*` is every kind.
    public var kinds: [String]
    /// The countries whose payloads are wanted (ISO 3166-1 alpha-2); `*` is every country.
    public var countries: [String]
    /// The most payloads to take in a day of the logs that were reached through this peer.
    public var records: Int

    /// A policy; by default everything within two hops.
    public init(
        hops: Int = 2, kinds: [String] = ["*"], countries: [String] = ["*"], records: Int = 200_000
    ) {
        self.hops = hops
        self.kinds = kinds
        self.countries = countries
        self.records = records
    }

    /// Whether a log is accepted whose row in the peer's roster says `distance`.
    ///
    /// Units: `distance` is the sender's claim, its own log being 0; ours is one more.
    public func accepts(distance: Int) -> Bool {
        distance >= 0 && distance < hops
    }

    /// Whether the payload of a record is wanted.
    ///
    /// Statements and reserved kinds always are: without them nobody could be recognised. A record
    /// that names no country passes the filter of countries.
    public func wantsPayload(kind: String, country: String?) -> Bool {
        guard RecordKind.isListing(kind) else { return true }
        guard kinds.contains(where: { sameBytes($0, "*") || sameBytes($0, kind) }) else {
            return false
        }
        guard let country, !countries.contains(where: { sameBytes($0, "*") }) else { return true }
        let wanted = CountryCode.normalised(country) ?? country
        return countries.contains { sameBytes(CountryCode.normalised($0) ?? $0, wanted) }
    }
}
