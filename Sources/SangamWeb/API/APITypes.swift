import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// `{"error":{…}}`: what every command prints when it fails.
public struct ErrorAnswer: APIShape, Equatable {
    public var code: String
    public var message: String
    public var hint: String?

    public init(code: String, message: String, hint: String?) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    public var json: JSON {
        [
            "error": [
                "code": .string(code), "message": .string(message), "hint": .text(hint),
            ]
        ]
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(ShapeReader(json).value("error"))
        code = try fields.text("code")
        message = try fields.text("message")
        hint = fields.textIfAny("hint")
    }
}

/// `status`: this node and every log that it holds.
public struct StatusAnswer: APIShape, Equatable {
    public struct Log: APIShape, Equatable {
        public var origin: String
        public var node: String
        /// Of the newest complete head. Units: entries.
        public var size: UInt64
        /// Base64.
        public var root: String
        public var records: Int
        public var withoutPayload: Int
        public var state: String

        public init(_ row: LogStatusRow) {
            origin = row.status.origin.line
            node = row.status.node.text
            size = row.status.size
            root = row.status.root.base64
            records = row.status.records
            withoutPayload = row.status.withoutPayload
            state = row.state
        }

        public var json: JSON {
            [
                "origin": .string(origin), "node": .string(node), "size": .number(size),
                "root": .string(root), "records": .number(records),
                "withoutPayload": .number(withoutPayload), "state": .string(state),
            ]
        }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            origin = try fields.text("origin")
            node = try fields.text("node")
            size = try fields.unsigned("size")
            root = try fields.text("root")
            records = try fields.int("records")
            withoutPayload = try fields.int("withoutPayload")
            state = try fields.text("state")
        }
    }

    public var node: String
    public var origin: String
    public var epoch: Int
    public var size: UInt64
    public var records: Int
    public var version: String
    /// Why nothing can be written to the own log; nil if it can.
    public var readOnly: String?
    public var logs: [Log]
    /// Visitors' messages that wait to be mailed and to be printed; nil if none do.
    public var messages: Messages?

    public struct Messages: APIShape, Equatable {
        public var waiting: Int
        public var print: Int

        public init?(_ counts: MessageCounts) {
            guard counts.waiting + counts.print > 0 else { return nil }
            (waiting, print) = (counts.waiting, counts.print)
        }

        public var json: JSON { ["waiting": .number(waiting), "print": .number(print)] }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            waiting = try fields.int("waiting")
            print = try fields.int("print")
        }
    }

    public init(_ status: NodeStatus) {
        node = status.node.text
        origin = status.origin.line
        epoch = status.epoch
        size = status.size
        records = status.records
        version = status.version
        readOnly = status.readOnly
        logs = status.logs.map(Log.init)
        messages = Messages(status.messages)
    }

    public var json: JSON {
        var object: JSONObject = [
            "node": .string(node), "origin": .string(origin), "epoch": .number(epoch),
            "size": .number(size), "records": .number(records), "version": .string(version),
            "logs": .list(logs),
        ]
        if let readOnly { object["readOnly"] = .string(readOnly) }
        if let messages { object["messages"] = messages.json }
        return .object(object)
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        node = try fields.text("node")
        origin = try fields.text("origin")
        epoch = try fields.int("epoch")
        size = try fields.unsigned("size")
        records = try fields.int("records")
        version = try fields.text("version")
        readOnly = fields.textIfAny("readOnly")
        logs = try fields.list("logs")
        let messages = fields.value("messages")
        self.messages = messages == .null ? nil : try Messages(json: messages)
    }
}

/// `verify`: each log rebuilt from its entries and compared.
public struct VerifyAnswer: APIShape, Equatable {
    public struct Log: APIShape, Equatable {
        public struct Problem: Sendable, Equatable {
            public var index: UInt64?
            public var reason: String
        }

        public var origin: String
        public var size: UInt64
        public var root: String
        public var ok: Bool
        public var problem: Problem?

        public init(_ log: VerifiedLog) {
            origin = log.origin.line
            size = log.size
            root = log.root.base64
            ok = log.ok
            problem = log.problem.map { Problem(index: $0.index, reason: $0.reason) }
        }

        public var json: JSON {
            let problem: JSON =
                self.problem.map { problem -> JSON in
                    [
                        "index": problem.index.map { .number($0) } ?? .null,
                        "reason": .string(problem.reason),
                    ]
                } ?? .null
            return [
                "origin": .string(origin), "size": .number(size), "root": .string(root),
                "ok": .bool(ok), "problem": problem,
            ]
        }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            origin = try fields.text("origin")
            size = try fields.unsigned("size")
            root = try fields.text("root")
            ok = try fields.bool("ok")
            let value = fields.value("problem")
            guard value != .null else { return }
            let inner = try ShapeReader(value)
            problem = Problem(
                index: inner.int64IfAny("index").flatMap { UInt64(exactly: $0) },
                reason: try inner.text("reason"))
        }
    }

    public var logs: [Log]

    public init(_ logs: [VerifiedLog]) { self.logs = logs.map(Log.init) }

    public var json: JSON { ["logs": .list(logs)] }

    public init(json: JSON) throws(APIProblem) { logs = try ShapeReader(json).list("logs") }
}

/// `doctor`: what was looked at, and what to do.
public struct DoctorAnswer: APIShape, Equatable {
    public struct Finding: APIShape, Equatable {
        public var level: String
        public var what: String
        public var fix: String?

        public init(level: String, what: String, fix: String?) {
            self.level = level
            self.what = what
            self.fix = fix
        }

        public var json: JSON {
            ["level": .string(level), "what": .string(what), "fix": .text(fix)]
        }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            level = try fields.text("level")
            what = try fields.text("what")
            fix = fields.textIfAny("fix")
        }
    }

    public var findings: [Finding]

    public init(_ findings: [SangamNode.Finding]) {
        self.findings = findings.map {
            Finding(level: $0.level.rawValue, what: $0.what, fix: $0.fix)
        }
    }

    public var json: JSON { ["findings": .list(findings)] }

    public init(json: JSON) throws(APIProblem) {
        findings = try ShapeReader(json).list("findings")
    }
}

/// `version`.
public struct VersionAnswer: APIShape, Equatable {
    public var version: String
    public var `protocol`: String
    public var sqlite: String
    public var curl: String

    public init(_ info: VersionInfo) {
        version = info.version
        `protocol` = info.protocolVersion
        sqlite = info.sqlite
        curl = info.curl
    }

    public var json: JSON {
        [
            "version": .string(version), "protocol": .string(`protocol`),
            "sqlite": .string(sqlite), "curl": .string(curl),
        ]
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        version = try fields.text("version")
        `protocol` = try fields.text("protocol")
        sqlite = try fields.text("sqlite")
        curl = try fields.text("curl")
    }
}
