import SangamDirectory
import SangamNode

/// `import`: what became of the rows.
public struct ImportAnswer: APIShape, Equatable {
    public struct Reject: APIShape, Equatable {
        /// The line on which the row begins, counted from 1.
        public var line: Int
        public var reason: String

        public init(_ reject: ImportReject) {
            line = reject.line
            reason = reject.reason
        }

        public var json: JSON { ["line": .number(line), "reason": .string(reason)] }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            line = try fields.int("line")
            reason = try fields.text("reason")
        }
    }

    public var new: Int
    public var changed: Int
    public var unchanged: Int
    public var rejected: Int
    public var missing: Int
    // What follows is for the command, and not part of what `--json` prints.
    public var rejects: [Reject]
    /// The rejected rows in the source's own format, as far as they were kept.
    public var rejectsFile: String
    public var rejectsKept: Int
    public var notices: [String]
    public var noticeCount: Int

    public init(_ summary: ImportSummary) {
        new = summary.new
        changed = summary.changed
        unchanged = summary.unchanged
        rejected = summary.rejected
        missing = summary.missing
        rejects = summary.rejects.map(Reject.init)
        rejectsFile = String(decoding: summary.rejectsFile, as: UTF8.self)
        rejectsKept = summary.rejectsKept
        notices = summary.notices
        noticeCount = summary.noticeCount
    }

    /// What `--json` prints.
    public var counts: JSON {
        [
            "new": .number(new), "changed": .number(changed), "unchanged": .number(unchanged),
            "rejected": .number(rejected), "missing": .number(missing),
        ]
    }

    public var json: JSON {
        var object = counts.object ?? JSONObject()
        object["rejects"] = .list(rejects)
        object["rejectsFile"] = .string(rejectsFile)
        object["rejectsKept"] = .number(rejectsKept)
        object["notices"] = .array(notices.map { .string($0) })
        object["noticeCount"] = .number(noticeCount)
        return .object(object)
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        new = try fields.int("new")
        changed = try fields.int("changed")
        unchanged = try fields.int("unchanged")
        rejected = try fields.int("rejected")
        missing = try fields.int("missing")
        rejects = try fields.list("rejects")
        rejectsFile = try fields.text("rejectsFile")
        rejectsKept = try fields.int("rejectsKept")
        notices = (fields.value("notices").array ?? []).compactMap(\.string)
        noticeCount = try fields.int("noticeCount")
    }
}
