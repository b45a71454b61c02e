import HTTPTypes
import SangamDirectory
import SangamNode
import SangamStore

/// The one table from errors to statuses, and what is said of them outside.
///
/// What an error says of the inside (paths, SQL, causes) goes to the log only (F10); the control
/// socket, whose caller owns the data folder, gets the whole text.
enum ErrorResponses {
    /// Any error as what the caller is told.
    static func problem(_ error: any Error) -> WebProblem {
        switch error {
        case let problem as WebProblem: problem
        case let error as NodeError: problem(error)
        case let error as StoreError: problem(error)
        default: failed
        }
    }

    static func problem(_ error: NodeError) -> WebProblem {
        switch error.code {
        case "unknown", "not-found": return .notFound
        case "removed": return .gone
        case "disk-full": return diskFull
        case "read-only", "restoring", "shutting-down", "not-ready": return unavailable
        default: break
        }
        switch error.category {
        case .usage: return WebProblem(.badRequest, "bad-request")
        case .rejected: return WebProblem(.unprocessableContent, "rejected")
        case .notPermitted: return WebProblem(.forbidden, "not-permitted")
        case .busy: return unavailable
        case .unreachable: return WebProblem(.badGateway, "unreachable")
        case .verification, .failed: return failed
        }
    }

    static func problem(_ error: StoreError) -> WebProblem {
        switch error.code {
        case .diskFull: diskFull
        case .notFound: .notFound
        case .moved: unavailable
        case .corrupt: damaged
        case .ioFailed, .schemaNewer, .notDurable, .headMismatch, .failed: failed
        }
    }

    private static let failed = WebProblem(
        .internalServerError, "failed", detail: "something went wrong here; it has been noted")
    /// Nothing damaged leaves.
    private static let damaged = WebProblem(
        .serviceUnavailable, "unavailable",
        detail: "what is stored here for this is damaged; it has been noted", retryAfter: 300)
    private static let diskFull = WebProblem(
        WebProblem.insufficientStorage, "disk-full",
        detail: "the disk is full; nothing of this was written, reading goes on")
    private static let unavailable = WebProblem(
        .serviceUnavailable, "unavailable", detail: "this is not possible at the moment",
        retryAfter: 5)

    // MARK: - Shapes

    /// RFC 9457, for the API.
    static func problemDocument(_ problem: WebProblem) -> Answer {
        var document: JSONObject = [
            "type": "about:blank", "title": .string(title(problem.status)),
            "status": .integer(problem.status.code), "code": .string(problem.word),
        ]
        if let detail = problem.detail { document["detail"] = .string(detail) }
        var answer = Answer.json(.object(document), status: problem.status)
        answer.headers[.contentType] = "application/problem+json"
        return finish(answer, problem)
    }

    /// One line, between nodes.
    static func line(_ problem: WebProblem) -> Answer {
        finish(.line(problem.word, status: problem.status), problem)
    }

    /// `{"error":…}` for the control socket, as the command line prints it; the category, by which
    /// the exit code is chosen, is in a header, because it is not part of that shape.
    static func control(_ error: any Error) -> Answer {
        let told = problem(error)
        let shape: ErrorAnswer
        var category = NodeError.Category.failed
        switch error {
        case let error as NodeError:
            shape = ErrorAnswer(code: error.code, message: error.message, hint: error.hint)
            category = error.category
        case let error as StoreError:
            shape = ErrorAnswer(code: error.code.rawValue, message: error.message, hint: nil)
        default:
            let message = told.detail ?? title(told.status).lowercased()
            shape = ErrorAnswer(code: told.word, message: message, hint: nil)
            if told.status.kind == .clientError, told.status != .notFound, told.status != .gone {
                category = .usage
            }
        }
        var answer = finish(.json(shape.json, status: told.status), told)
        answer.headers[ControlHeader.category] = category.rawValue
        return answer
    }

    static func finish(_ answer: Answer, _ problem: WebProblem) -> Answer {
        var answer = answer
        if let seconds = problem.retryAfter { answer.headers[.retryAfter] = String(seconds) }
        if let methods = problem.allowedMethods { answer.headers[.allow] = methods }
        return answer
    }

    static func title(_ status: HTTPResponse.Status) -> String {
        switch status {
        case .unprocessableContent: "Unprocessable Content"
        case .contentTooLarge: "Content Too Large"
        default: status.reasonPhrase.isEmpty ? "Error \(status.code)" : status.reasonPhrase
        }
    }
}

/// Headers of the control socket beside the usual ones.
public enum ControlHeader {
    /// With an error: the category of `NodeError`.
    public static let category = HTTPField.Name.headerNamed("Sangam-Category")
    /// With a part of something long: where the next part begins.
    public static let next = HTTPField.Name.headerNamed("Sangam-Next")
}
