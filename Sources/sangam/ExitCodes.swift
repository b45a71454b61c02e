import SangamNode

/// What the program tells the shell: the one table of exit codes.
enum ExitCodes: Int32, Sendable {
    case done = 0
    case failed = 1
    case usage = 2
    /// Done, with rejected rows or warnings.
    case warnings = 3
    case unreachable = 4
    case verification = 5
    /// Another process owns the data folder.
    case busy = 6
    case notPermitted = 7
    case interrupted = 130

    init(_ category: NodeError.Category) {
        switch category {
        // A refused listing is not "done, with rejected rows": nothing was written.
        case .failed, .rejected: self = .failed
        case .usage: self = .usage
        case .unreachable: self = .unreachable
        case .verification: self = .verification
        case .busy: self = .busy
        case .notPermitted: self = .notPermitted
        }
    }
}

extension ExitCodes {
    /// Of an error that came over the control socket: by its category, or, if it has none, by its
    /// status.
    init(category: String?, status: Int) {
        if let category = category.flatMap(NodeError.Category.init(rawValue:)) {
            self.init(category)
            return
        }
        switch status {
        case 400: self = .usage
        case 401, 403, 503: self = .notPermitted
        case 423: self = .busy
        case 502, 504: self = .unreachable
        default: self = .failed
        }
    }
}
