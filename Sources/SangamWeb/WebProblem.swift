import HTTPTypes

/// Why a request is answered with an error: a status, a word for programs, and a sentence for
/// people. Nothing in it comes from inside the house (F10).
struct WebProblem: Error, Equatable {
    let status: HTTPResponse.Status
    /// Stable, for programs; the whole body between nodes, where Protocol.md gives words.
    let word: String
    /// For people; nil where the status says it all.
    var detail: String?
    /// Units: seconds.
    var retryAfter: Int?
    var allowedMethods: String?

    init(
        _ status: HTTPResponse.Status, _ word: String, detail: String? = nil,
        retryAfter: Int? = nil, allowedMethods: String? = nil
    ) {
        self.status = status
        self.word = word
        self.detail = detail
        self.retryAfter = retryAfter
        self.allowedMethods = allowedMethods
    }

    static let insufficientStorage = HTTPResponse.Status(
        code: 507, reasonPhrase: "Insufficient Storage")

    static let notFound = WebProblem(.notFound, "not-found")
    static let gone = WebProblem(.gone, "removed")

    /// 400 with the parameter's name.
    static func parameter(_ name: String, _ detail: String? = nil) -> WebProblem {
        WebProblem(
            .badRequest, name,
            detail: detail ?? "the parameter \(name) has a value that cannot be understood")
    }
}

extension HTTPField.Name {
    /// A name written in our own code, with letters and hyphens only.
    static func headerNamed(_ name: StaticString) -> HTTPField.Name {
        guard let field = HTTPField.Name("\(name)") else {
            preconditionFailure("the header name \(name) is not a token")
        }
        return field
    }
}
