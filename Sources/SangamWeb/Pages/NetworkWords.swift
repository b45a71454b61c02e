import SangamLog

extension Words {
    /// How a network stands, in words for members; nothing where all is well.
    static func state(_ state: String) -> String {
        switch state {
        case "ok": "up to date"
        case "behind": "more is on its way"
        case "stale": "not heard from for more than 30 days"
        case "over-quota": "arriving slowly, because it is more than we take in a day"
        case "paused": "paused by the people who run this directory"
        case "unreachable": "cannot be reached at the moment"
        case "blocked": "blocked by the people who run this directory"
        case "broken": "stopped: a change in it cannot be read"
        case "frozen": "stopped: two different histories of it were seen"
        case "identity-conflict": "stopped: two different keys claim to be this network"
        case "read-only": "can be read; nothing can be added at the moment"
        default: state
        }
    }

    /// Whether a state is one to look at.
    static func isWarning(_ state: String) -> Bool { state != "ok" && state != "behind" }

    /// How a network's records come to us.
    static func reach(isOwn: Bool, distance: Int, via: String?) -> String {
        if isOwn { return "this is us" }
        guard distance > 1 else { return "directly" }
        let steps = "\(distance) steps away"
        return via.map { "through \($0), \(steps)" } ?? steps
    }

    /// The sentence that names who stands behind a listing.
    static func signed(by network: String, isOwn: Bool) -> String {
        isOwn
            ? "\(network) published this here, and signed it."
            : "\(network) published this, and signed it."
    }

    static func place(index: UInt64, size: UInt64) -> String {
        let (number, overflow) = index.addingReportingOverflow(1)
        return "It is change \(grouped(overflow ? index : number)) of the \(grouped(size)) that "
            + "this network has signed. We have checked the signature and that nothing in the "
            + "list was altered."
    }

    static func carried(isOwn: Bool, network: String, via: String?, isDirect: Bool) -> String {
        if isOwn { return "It was written here." }
        if isDirect { return "It came to us directly from \(network)." }
        return via.map { "It came to us through \($0), which passed it on unchanged." }
            ?? "It came to us through another network, which passed it on unchanged."
    }

    static let frozen =
        "Two different histories of this network's records were seen. We take nothing new from it "
        + "until the network has settled this. Please check with them before you rely on it."

    static func stale(days: Int64) -> String {
        "We have not heard from this network for \(grouped(days)) days. "
            + "This listing may be out of date."
    }

    static let neverHeard = "We have not heard from this network itself yet."
}
