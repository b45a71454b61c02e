import SangamDirectory
import SangamLog

/// How one log stands here.
public struct LogStatus: Sendable, Hashable {
    public var origin: Origin
    /// Size and root of the newest complete head; 0 and the empty root before there is one.
    public var size: UInt64
    public var root: Hash
    /// Entries held, which may be more than `size` between two sections.
    public var held: UInt64
    /// Live listings that are shown here (no statements).
    public var records: Int
    /// Live records whose payload is not here.
    public var withoutPayload: Int
    public var isOwn: Bool
    /// The owner's log is 0. Units: hops.
    public var distance: Int
    public var cleared: UInt64
    public var isFrozen: Bool
    public var isBroken: Bool
    public var isConflict: Bool
    public var isBlocked: Bool
    public var isAccepted: Bool
    /// The peer that carried the newest section.
    public var via: NodeID?
    /// When a head was last heard. Units: Unix seconds.
    public var refreshed: Int64?
    public var pendingSize: UInt64?

    public var node: NodeID { origin.node }
    public var label: String { origin.label.text }
    public var epoch: Int { origin.epoch }
}

/// Whether a live record's payload is shown.
public enum ListingState: Sendable, Hashable {
    case live
    /// Kept, not shown, and why.
    case withheld(String)
    /// Not a payload by the four rules of Protocol.md, and which.
    case quarantined(String)

    /// One word for programs.
    public var word: String {
        switch self {
        case .live: "live"
        case .withheld: "withheld"
        case .quarantined: "quarantined"
        }
    }
}

/// One live record with where it comes from.
public struct ListingDetail: Sendable {
    public var id: RecordID
    public var state: ListingState
    public var origin: Origin
    /// The entry's index in the log of `origin`.
    public var index: UInt64
    /// The log's newest complete head.
    public var size: UInt64
    public var payload: [UInt8]
    public var record: Record
    /// When the payload came here. Units: Unix seconds.
    public var received: Int64
    /// What the entry says; advisory. Units: Unix seconds.
    public var time: UInt64
    /// The peer that carried the log's newest section; nil for our own.
    public var via: NodeID?
    public var networkName: String?
    public var isFrozen: Bool
    public var refreshed: Int64?
}

/// What is known of a record's id.
public enum ListingLookup: Sendable {
    case found(ListingDetail)
    /// Live, but its payload has not come here.
    case withoutPayload(RecordID, Origin, index: UInt64)
    case removed(RecordID)
    case unknown
}

/// One result of a search.
public struct SearchHit: Sendable {
    public var summary: RecordSummary
    /// From the place that was asked for, if one was. Units: kilometres.
    public var distanceKm: Double?

    public var id: RecordID { summary.id }
    public var record: Record { summary.record }
    public var index: UInt64 { summary.index }
}

/// One page of results in rank order.
public struct SearchPage: Sendable {
    public var total: Int
    /// Whether there are more than `total`: counting stops at a bound.
    public var totalAtLeast: Bool
    public var hits: [SearchHit]
    /// An opaque cursor to the next page.
    public var next: String?
    /// Of few results: queries with a word put right, for *Did you mean …*.
    public var suggestions: [String] = []
}

/// One network whose log is held here.
public struct NetworkRow: Sendable {
    public var node: NodeID
    public var label: String
    public var name: [LanguageText]
    /// The newest live `network` record.
    public var record: Record?
    public var log: LogStatus
    public var isOwn: Bool
}

/// Which payloads a section carries; it never chooses entries.
public struct PayloadFilter: Sendable, Hashable {
    public enum Mode: String, Sendable { case all, statements, none }
    public var mode: Mode
    public var kinds: [String]?
    public var countries: [String]?

    public init(mode: Mode = .all, kinds: [String]? = nil, countries: [String]? = nil) {
        self.mode = mode
        self.kinds = kinds
        self.countries = countries
    }

    /// Whether a record's payload passes. Statements and reserved kinds pass every filter but
    /// `none`; a record without a country passes `countries`.
    public func passes(kind: String, country: String?) -> Bool {
        if mode == .none { return false }
        guard RecordKind.isListing(kind) else { return true }
        if mode == .statements { return false }
        return PeerPolicy(kinds: kinds ?? ["*"], countries: countries ?? ["*"])
            .wantsPayload(kind: kind, country: country)
    }
}
