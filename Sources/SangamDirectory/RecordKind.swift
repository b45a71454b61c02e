/// What the kinds of records are for.
///
/// Kinds are open: one that we do not know is a listing, so that a newer node's records stay
/// visible.
///
/// Source: Protocol.md, Kinds.
public enum RecordKind {
    /// The kinds of listings that this version knows; others are listings too.
    public static let listings = [
        "organisation", "offer", "event", "market", "resource", "campaign", "image",
    ]

    /// Kinds that say something about a network or about a record; they pass every filter.
    public static let statements = [
        "network", "vouch", "link", "membership", "confirm", "concept",
    ]

    /// Kinds that are shown and have no effect in version 1; they pass every filter.
    public static let reserved = ["advice", "handover", "adopt", "suggest"]

    /// Whether records of this kind are entries of the directory.
    public static func isListing(_ kind: String) -> Bool {
        !isStatement(kind) && !isReserved(kind)
    }

    /// Whether records of this kind are statements.
    public static func isStatement(_ kind: String) -> Bool { contains(statements, kind) }

    /// Whether this kind is kept for later versions.
    public static func isReserved(_ kind: String) -> Bool { contains(reserved, kind) }

    private static func contains(_ kinds: [String], _ kind: String) -> Bool {
        kinds.contains { sameBytes($0, kind) }
    }
}
