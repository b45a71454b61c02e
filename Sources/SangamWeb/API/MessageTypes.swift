import SangamDirectory
import SangamNode

/// `messages list`: what visitors wrote, without their texts.
public struct MessagesAnswer: APIShape, Equatable {
    public struct Message: APIShape, Equatable {
        public var id: Int64
        /// `ask`, `correct` or `forward`.
        public var kind: String
        /// `waiting`, `mailed` or `print`.
        public var state: String
        public var record: String
        public var subject: String
        /// Units: Unix seconds.
        public var received: Int64
        public var attempts: Int

        public init(_ message: SangamNode.Message) {
            id = message.id
            kind = message.kind.rawValue
            state = message.state.rawValue
            record = "\(message.record)"
            subject = message.words.subject
            received = message.received
            attempts = message.attempts
        }

        public var json: JSON { .object(object) }

        var object: JSONObject {
            [
                "id": .number(id), "kind": .string(kind), "state": .string(state),
                "record": .string(record), "subject": .string(subject),
                "received": .number(received), "attempts": .number(attempts),
            ]
        }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            id = Int64(try fields.int("id"))
            kind = try fields.text("kind")
            state = try fields.text("state")
            record = try fields.text("record")
            subject = try fields.text("subject")
            received = Int64(try fields.int("received"))
            attempts = try fields.int("attempts")
        }
    }

    public var messages: [Message]

    public init(_ messages: [SangamNode.Message]) { self.messages = messages.map(Message.init) }

    public var json: JSON { ["messages": .list(messages)] }

    public init(json: JSON) throws(APIProblem) {
        messages = try ShapeReader(json).list("messages")
    }
}

/// `messages show`: one message whole, with what it proposes beside what the record says.
public struct MessageAnswer: APIShape, Equatable {
    public struct Change: APIShape, Equatable {
        public var field: String
        public var from: String
        public var to: String

        public var json: JSON {
            ["field": .string(field), "from": .string(from), "to": .string(to)]
        }

        public init(_ change: SangamNode.Message.Change) {
            field = change.field
            from = change.from
            to = change.to
        }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            field = try fields.text("field")
            from = try fields.text("from")
            to = try fields.text("to")
        }
    }

    /// Whom to give it to, where it is not mailed.
    public struct Bearer: APIShape, Equatable {
        public var name: String
        /// Empty for a network.
        public var record: String
        public var ways: [Way]

        public var json: JSON {
            ["name": .string(name), "record": .string(record), "ways": .list(ways)]
        }

        public init(_ bearer: MessageBearer) {
            name = bearer.name
            record = bearer.record.map { "\($0)" } ?? ""
            ways = bearer.ways.map { Way(key: $0.key, value: $0.value) }
        }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            name = try fields.text("name")
            record = try fields.text("record")
            ways = try fields.list("ways")
        }
    }

    /// `phone` and a number; of a page its relation and its address.
    public struct Way: APIShape, Equatable {
        public var key: String
        public var value: String

        public var json: JSON { ["key": .string(key), "value": .string(value)] }

        init(key: String, value: String) {
            self.key = key
            self.value = value
        }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            key = try fields.text("key")
            value = try fields.text("value")
        }
    }

    public var message: MessagesAnswer.Message
    /// nil for a report, and where the listing is gone.
    public var to: Bearer?
    public var name: String
    public var reply: String
    public var text: String
    public var changes: [Change]
    /// What is printed, or was mailed.
    public var letter: String

    public init(_ message: SangamNode.Message, to bearer: MessageBearer?) {
        self.message = MessagesAnswer.Message(message)
        to = bearer.map(Bearer.init)
        name = message.name
        reply = message.reply
        text = message.text
        changes = message.changes.map(Change.init)
        letter = message.letter
    }

    public var json: JSON {
        var object = message.object
        object["name"] = .string(name)
        object["reply"] = .string(reply)
        object["text"] = .string(text)
        object["changes"] = .list(changes)
        object["letter"] = .string(letter)
        if let to { object["to"] = to.json }
        return .object(object)
    }

    public init(json: JSON) throws(APIProblem) {
        message = try MessagesAnswer.Message(json: json)
        let fields = try ShapeReader(json)
        name = try fields.text("name")
        reply = try fields.text("reply")
        text = try fields.text("text")
        changes = try fields.list("changes")
        let bearer = fields.value("to")
        to = bearer.object == nil ? nil : try Bearer(json: bearer)
        letter = try fields.text("letter")
    }
}
