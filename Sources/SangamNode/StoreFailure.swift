import SangamStore

extension NodeError {
    /// What a failure of the store means for people, and what is safe.
    init(_ error: StoreError) {
        switch error.code {
        case .diskFull:
            self.init(
                code: error.code.rawValue, message: error.message,
                hint: "free some space; the node goes on by itself", category: .failed,
                cause: error)
        case .ioFailed:
            self.init(
                code: error.code.rawValue, message: error.message,
                hint: "the node stops; check the disk, then start it again", category: .failed,
                isFatal: true, cause: error)
        case .corrupt, .headMismatch:
            self.init(
                code: error.code.rawValue, message: error.message,
                hint: "run sangam verify --all; a damaged log can be fetched again from peers",
                category: .verification, cause: error)
        case .schemaNewer, .notDurable:
            self.init(
                code: error.code.rawValue, message: error.message,
                hint: "nothing was changed", category: .failed, cause: error)
        case .moved, .notFound, .failed:
            self.init(code: error.code.rawValue, message: error.message, cause: error)
        }
    }

    /// Any error of this room as the one type that leaves it.
    static func wrapping(_ error: any Error) -> NodeError {
        if let error = error as? NodeError { return error }
        if let error = error as? StoreError { return NodeError(error) }
        return NodeError(code: "failed", message: "\(error)", cause: error)
    }
}
