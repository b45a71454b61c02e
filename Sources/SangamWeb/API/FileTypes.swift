import SangamDirectory
import SangamLog
import SangamNode

/// `bundle import`: one result for each section, in the file's order.
public struct BundleAnswer: APIShape, Equatable {
    public struct Section: APIShape, Equatable {
        public var origin: String?
        public var from: UInt64?
        public var to: UInt64?
        /// `ok`, or why nothing of the section was taken.
        public var result: String
        /// Entries that were new here.
        public var new: Int
        public var hint: String?
        /// Whether the bytes prove nothing, rather than being out of place here.
        public var isInvalid: Bool

        public init(_ result: BundleResult) {
            origin = result.origin?.line
            from = result.from
            to = result.to
            self.result = result.result
            new = result.new
            hint = result.hint
            isInvalid = result.isInvalid
        }

        public var json: JSON {
            [
                "origin": .text(origin), "from": from.map { .number($0) } ?? .null,
                "to": to.map { .number($0) } ?? .null, "result": .string(result),
                "new": .number(new), "hint": .text(hint), "invalid": .bool(isInvalid),
            ]
        }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            origin = fields.textIfAny("origin")
            from = fields.int64IfAny("from").map { UInt64(clamping: $0) }
            to = fields.int64IfAny("to").map { UInt64(clamping: $0) }
            result = try fields.text("result")
            new = try fields.int("new")
            hint = fields.textIfAny("hint")
            isInvalid = try fields.bool("invalid")
        }
    }

    public var sections: [Section]

    public init(_ results: [BundleResult]) { sections = results.map { Section($0) } }

    public var json: JSON { ["sections": .list(sections)] }

    public init(json: JSON) throws(APIProblem) {
        sections = try ShapeReader(json).list("sections")
    }
}

/// `proof verify`: what the file shows.
public struct ProofAnswer: APIShape, Equatable {
    public var origin: String
    public var index: UInt64
    public var size: UInt64
    public var record: String?
    public var operation: String
    /// Advisory. Units: Unix seconds.
    public var time: Int64?

    public init(_ summary: ProofSummary) {
        origin = summary.origin.line
        index = summary.index
        size = summary.size
        record = summary.record?.description
        operation = summary.operation
        time = summary.time.map { Int64(clamping: $0) }
    }

    public var json: JSON {
        [
            "ok": true, "origin": .string(origin), "index": .number(index),
            "size": .number(size), "record": .text(record), "operation": .string(operation),
            "time": .moment(time),
        ]
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        origin = try fields.text("origin")
        index = try fields.unsigned("index")
        size = try fields.unsigned("size")
        record = fields.textIfAny("record")
        operation = try fields.text("operation")
        time = fields.int64IfAny("time")
    }
}

/// The logs that go into a bundle or a static peer.
public struct ServedLogsAnswer: APIShape, Equatable {
    public struct Log: APIShape, Equatable {
        public var origin: String
        /// The name in paths: hex.
        public var log: String
        public var size: UInt64

        public init(_ log: ServedLog) {
            origin = log.origin.line
            self.log = log.origin.logID
            size = log.size
        }

        public var json: JSON {
            ["origin": .string(origin), "log": .string(log), "size": .number(size)]
        }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            origin = try fields.text("origin")
            log = try fields.text("log")
            size = try fields.unsigned("size")
        }
    }

    public var logs: [Log]

    public init(_ logs: [ServedLog]) { self.logs = logs.map { Log($0) } }

    public var json: JSON { ["logs": .list(logs)] }

    public init(json: JSON) throws(APIProblem) { logs = try ShapeReader(json).list("logs") }
}

/// What `publish` has to write.
public struct StaticAnswer: APIShape, Equatable {
    public var heads: [String]
    public var tiles: [String]
    public var logs: [ServedLogsAnswer.Log]

    public init(_ manifest: StaticManifest) {
        heads = manifest.heads
        tiles = manifest.tiles
        logs = manifest.logs.map { ServedLogsAnswer.Log($0) }
    }

    public var json: JSON {
        [
            "heads": .array(heads.map { .string($0) }), "tiles": .array(tiles.map { .string($0) }),
            "logs": .list(logs),
        ]
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        heads = (fields.value("heads").array ?? []).compactMap(\.string)
        tiles = (fields.value("tiles").array ?? []).compactMap(\.string)
        logs = try fields.list("logs")
    }
}

/// The columns of an export that depend on what is in it.
public struct ExportPlanShape: APIShape, Equatable {
    public var plan: ExportPlan

    public init(_ plan: ExportPlan) { self.plan = plan }

    public var json: JSON {
        func list(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
        return [
            "kinds": list(plan.kinds), "languages": list(plan.languages), "ext": list(plan.ext),
        ]
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        func list(_ name: String) -> [String] {
            (fields.value(name).array ?? []).compactMap(\.string)
        }
        plan = ExportPlan(
            kinds: list("kinds"), languages: list("languages"), ext: list("ext"))
    }
}
