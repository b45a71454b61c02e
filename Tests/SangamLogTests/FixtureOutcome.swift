import SangamLog

/// Why a case was refused, in the names of Protocol.md.
struct FixtureRefusal: Error {
    /// nil where the code under test answers with nil and gives no reason.
    let reason: String?
    /// nil where no line belongs to the refusal.
    var line: Int?

    init(_ reason: Reason, line: Int? = nil) {
        self.reason = reason.rawValue
        self.line = line
    }

    init(name: String?) { reason = name }

    /// Any refusal that SangamLog throws; nil for another error.
    init?(any error: any Error) {
        switch error {
        case let refusal as FixtureRefusal: self = refusal
        case let reason as Reason: self.init(reason)
        case let problem as DocumentProblem: self.init(problem.reason, line: problem.line)
        case let refusal as ExtensionRefusal: self.init(refused: refusal)
        default: return nil
        }
    }

    private init(refused refusal: ExtensionRefusal) {
        switch refusal {
        case .chainShorter: self.init(Reason.chainShorter)
        case .identityConflict: self.init(Reason.identityConflict)
        case .originMismatch: self.init(Reason.originMismatch)
        case .policy(let reason): self.init(reason)
        case .rangeAhead: self.init(Reason.rangeAhead)
        case .invalid(let reason, let line): self.init(reason, line: line)
        case .fork(_, let line): self.init(.fork, line: line)
        case .isVoid: self.init(Reason.fork)
        }
    }
}
