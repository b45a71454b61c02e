import ArgumentParser
import SangamDirectory

struct StatusCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the node and every log it holds.",
        discussion: """
            Example:
              sangam status
            """)

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let status = try await run.ask(ControlRequest(.get, ["status"]))
        try run.output.result(verbatim: status.bytes, Self.lines(status, run.output))
        return .done
    }

    private static func lines(_ status: ControlDocument, _ output: Output) -> [String] {
        var table = TextTable([
            ("LOG", .left), ("NODE", .left), ("SIZE", .right), ("LISTINGS", .right),
            ("WITHOUT TEXT", .right), ("STATE", .left),
        ])
        for log in status.items("logs") {
            table.add([
                String(log.text("origin").prefix { $0 != "/" }), log.text("node").prefix(6) + "…",
                "\(log.number("size"))", "\(log.number("records"))",
                "\(log.number("withoutPayload"))", log.text("state"),
            ])
        }
        let root = TerminalText.clean(status.items("logs").first?.text("root") ?? "")
        var lines = [
            "node     \(TerminalText.clean(status.text("node")))",
            "log      \(TerminalText.clean(status.text("origin")))",
            "size     \(status.number("size")) entries, root \(root)",
            "listings \(status.number("records"))",
            "version  \(TerminalText.clean(status.text("version")))",
        ]
        if let reason = status["readOnly"]?.string {
            lines.append(output.coloured("read-only: \(TerminalText.clean(reason))", .yellow))
        }
        let messages = status["messages"]?.object
        if let waiting = messages?["print"]?.int, waiting > 0 {
            let what = waiting == 1 ? "1 enquiry waits" : "\(waiting) enquiries wait"
            lines.append(
                output.coloured("messages \(what) to be printed: sangam messages list", .yellow))
        }
        return lines + [""] + table.lines
    }
}
