import SangamLog

extension Catalogue {
    /// How a network stands, in words for members.
    func state(_ state: String) -> String { word("state", state) ?? state }

    /// Whether a state is one to look at.
    static func isWarning(_ state: String) -> Bool { state != "ok" && state != "behind" }

    /// How a network's records come to us.
    func reach(isOwn: Bool, distance: Int, via: String?) -> String {
        if isOwn { return text("reachOwn") }
        guard distance > 1 else { return text("reachDirect") }
        return via.map { text("reachThrough", count: distance, ["network": $0]) }
            ?? text("reachSteps", count: distance)
    }

    /// The sentence that names who stands behind a listing.
    func signed(by network: String, isOwn: Bool) -> String {
        text(isOwn ? "signedHere" : "signedThere", ["network": network])
    }

    func place(index: UInt64, size: UInt64) -> String {
        let (number, overflow) = index.addingReportingOverflow(1)
        return text(
            "placeInList",
            ["number": grouped(overflow ? index : number), "size": grouped(size)])
    }

    func carried(isOwn: Bool, network: String, via: String?, isDirect: Bool) -> String {
        if isOwn { return text("carriedHere") }
        if isDirect { return text("carriedDirect", ["network": network]) }
        return via.map { text("carriedThrough", ["network": $0]) } ?? text("carriedUnknown")
    }
}
