import SangamDirectory
import SangamLog

/// What a visitor has filled in on the form *Ask* or *Report or correct*.
public struct Enquiry: Sendable {
    public enum Kind: String, Sendable {
        /// A question to the listing.
        case ask
        /// A report, or a proposal of what to change: to those who keep the directory.
        case correct
    }

    /// The words around the visitor's text in the mail, in the reader's language. The web takes
    /// them from its catalogues; this room has no sentences.
    public struct Words: Sendable, Hashable {
        public var subject: String
        public var opening: String
        public var closing: String
        public var language: String

        public init(subject: String, opening: String, closing: String, language: String) {
            self.subject = subject
            self.opening = opening
            self.closing = closing
            self.language = language
        }
    }

    public var kind: Kind
    public var record: RecordID
    /// Who asks; may be empty.
    public var name: String
    /// How to answer: a mail address, a telephone number. Needed for a question, because nobody can
    /// answer without; a report may do without.
    public var reply: String
    public var text: String
    /// Path and proposed value, as the form sent them; those that change nothing are dropped.
    public var proposed: [(path: String, value: String)]
    /// A field that people do not see: whoever fills it in is a program.
    public var honeypot: String
    /// By whom to count: an address without its lower half. Kept for no longer than a request.
    public var caller: String
    public var words: Words

    public init(
        kind: Kind, record: RecordID, name: String = "", reply: String = "", text: String = "",
        proposed: [(path: String, value: String)] = [], honeypot: String = "", caller: String,
        words: Words
    ) {
        self.kind = kind
        self.record = record
        self.name = name
        self.reply = reply
        self.text = text
        self.proposed = proposed
        self.honeypot = honeypot
        self.caller = caller
        self.words = words
    }

    // MARK: - Bounds

    /// Units: Unicode code points.
    public static let textMax = 4_000
    /// Of a name and of a way to answer. Units: Unicode code points.
    public static let lineMax = 200
    /// Units: seconds. 30 days, then a message is destroyed whatever became of it.
    public static let keepSeconds: Int64 = 30 * 86_400
    /// Units: messages. A disk is not filled through a form.
    public static let keptMax = 5_000
}

/// Why a form goes back to its visitor.
public struct EnquiryProblem: Sendable, Hashable {
    public enum Reason: String, Sendable {
        case missing, tooLong, unknownField
    }

    /// `name`, `reply`, `text`, or the path of a proposed change.
    public let field: String
    public let reason: Reason
    /// The most that is allowed, if it was too long. Units: Unicode code points.
    public let max: Int?

    /// The key of the sentence in the catalogues: `formTextMissing`, `formReplyTooLong` …
    public var key: String {
        let part: String
        switch field {
        case "name": part = "Name"
        case "reply": part = "Reply"
        case "text": part = "Text"
        default: part = "Value"
        }
        switch reason {
        case .missing: return "form\(part)Missing"
        case .tooLong: return "form\(part)TooLong"
        case .unknownField: return "formValueUnknown"
        }
    }
}

/// What became of a form.
public enum EnquiryOutcome: Sendable, Equatable {
    /// Kept; it is mailed, or waits to be printed. A program's honeypot gets the same answer.
    case taken(isMailed: Bool)
    case problems([EnquiryProblem])
    /// Too many from here, for this listing, or in all. Units: seconds.
    case tooMany(retryAfter: Int)
    /// The listing is another network's: its own page takes the form.
    case elsewhere(url: String)
    /// Removed by its network.
    case gone
    case unknown
}

/// Where the form for a listing is.
public enum AskPlace: Sendable, Equatable {
    /// Here: it is our own.
    case here
    /// On the page of its own network.
    case elsewhere(url: String)
    /// Its network cannot be reached from here; whoever runs this node can pass a message on. The
    /// address of its page, if it has told one.
    case byUs(url: String?)
    case gone
    case unknown
}
