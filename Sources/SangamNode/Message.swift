import SangamDirectory
import SangamLog
import SangamStore

/// A message of a visitor, as it is kept until it has done its duty: at most 30 days.
public struct Message: Sendable, Hashable {
    public enum Kind: String, Sendable {
        case ask, correct
        /// To a listing of another network that could not be reached.
        case forward
    }

    public enum State: String, Sendable {
        /// To be mailed.
        case waiting
        case mailed
        /// To be printed or read by a person here: no mail is set up, or it did not go.
        case print
    }

    /// A proposed change beside what the record said when it was proposed.
    public struct Change: Sendable, Hashable {
        public var field: String
        public var from: String
        public var to: String
    }

    public var id: Int64
    public var kind: Kind
    public var record: RecordID
    /// Units: Unix seconds.
    public var received: Int64
    public var state: State
    public var attempts: Int
    /// When mailing is tried next. Units: Unix seconds.
    public var due: Int64
    public var name: String
    public var reply: String
    public var text: String
    public var changes: [Change]
    public var words: Enquiry.Words

    /// The mail's text; also what is printed.
    public var letter: String {
        var parts = [words.opening, text]
        parts.append(
            changes.map { "\($0.field):\n  - \($0.from)\n  + \($0.to)" }.joined(separator: "\n"))
        parts.append([name, reply].filter { !$0.isEmpty }.joined(separator: "\n"))
        parts.append(words.closing)
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    // MARK: - As it is stored

    init?(_ row: MessageRow) {
        guard let kind = Kind(rawValue: row.kind), let record = RecordID(row.record),
            let state = State(rawValue: row.state),
            let body = try? RecordCoding.parseJSON(row.body, maximumDepth: 8).object
        else { return nil }
        func text(_ name: String) -> String { body[name]?.string ?? "" }
        self.init(
            id: row.id, kind: kind, record: record, received: row.received, state: state,
            attempts: row.attempts, due: row.due, name: text("name"), reply: text("reply"),
            text: text("text"),
            changes: (body["changes"]?.array ?? []).compactMap { item in
                guard let field = item.object?["field"]?.string else { return nil }
                return Change(
                    field: field, from: item.object?["from"]?.string ?? "",
                    to: item.object?["to"]?.string ?? "")
            },
            words: Enquiry.Words(
                subject: text("subject"), opening: text("opening"), closing: text("closing"),
                language: text("language")))
    }

    init(
        id: Int64 = 0, kind: Kind, record: RecordID, received: Int64, state: State,
        attempts: Int = 0, due: Int64, name: String, reply: String, text: String,
        changes: [Change], words: Enquiry.Words
    ) {
        self.id = id
        self.kind = kind
        self.record = record
        self.received = received
        self.state = state
        self.attempts = attempts
        self.due = due
        self.name = name
        self.reply = reply
        self.text = text
        self.changes = changes
        self.words = words
    }

    var row: MessageRow {
        let body: JSON = [
            "name": .string(name), "reply": .string(reply), "text": .string(text),
            "changes": .array(
                changes.map {
                    ["field": .string($0.field), "from": .string($0.from), "to": .string($0.to)]
                }),
            "subject": .string(words.subject), "opening": .string(words.opening),
            "closing": .string(words.closing), "language": .string(words.language),
        ]
        return MessageRow(
            id: id, kind: kind.rawValue, record: "\(record)", received: received,
            state: state.rawValue, attempts: attempts, due: due, body: RecordCoding.encode(body))
    }
}

/// How many messages are kept, for `status` and `doctor`.
public struct MessageCounts: Sendable, Hashable {
    public var waiting = 0
    public var mailed = 0
    /// To be printed.
    public var print = 0

    public init(waiting: Int = 0, mailed: Int = 0, print: Int = 0) {
        self.waiting = waiting
        self.mailed = mailed
        self.print = print
    }
}

/// Whom a message is given to, where no mail takes it there.
public struct MessageBearer: Sendable, Hashable {
    /// `phone` and `+27 31 555 0142`; of a page its relation and address.
    public struct Way: Sendable, Hashable {
        public var key: String
        public var value: String
    }

    public var name: String
    /// nil for a network.
    public var record: RecordID?
    public var ways: [Way]
}
