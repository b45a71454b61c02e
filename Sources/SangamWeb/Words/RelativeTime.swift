import SangamDirectory

/// How long ago something was, in words.
extension Catalogue {
    /// `3 days ago`; a time ahead of ours is `just now` up to a minute, and then its date.
    ///
    /// Units: Unix seconds.
    func ago(_ then: Int64, now: Int64) -> String {
        let (seconds, overflow) = now.subtractingReportingOverflow(then)
        if overflow || seconds < -60 { return date(then) }
        switch seconds {
        case ..<90: return text("agoNow")
        case ..<5_400: return text("agoMinutes", count: (seconds + 30) / 60)
        case ..<129_600: return text("agoHours", count: (seconds + 1_800) / 3_600)
        case ..<5_184_000: return text("agoDays", count: (seconds + 43_200) / 86_400)
        case ..<63_072_000: return text("agoMonths", count: seconds / 2_629_800)
        default: return text("agoYears", count: seconds / 31_557_600)
        }
    }
}
