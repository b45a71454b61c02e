import ArgumentParser
import SangamDirectory

struct VerifyCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Rebuild a log's tree and records from its entries, and compare.",
        discussion: """
            Without options, our own log. What is compared: the tree and its signed head, every \
            text that is held with the entry that commits to it, the state of every record, and \
            that whatever is shown and found here is what the entries say, and all of it. Nothing \
            is changed.

            Example:
              sangam verify --all
            """)

    @Option(
        help: ArgumentHelp("Only the log of the network with this node id.", valueName: "node id"))
    var log: String?

    @Flag(help: "Every log that is held here.")
    var all = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard log == nil || !all else {
            throw ValidationError("--log and --all exclude each other.")
        }
    }

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let body: JSON = ["log": log.map { .string($0) } ?? .null, "all": .bool(all)]
        let result = try await run.ask(ControlRequest(.post, ["verify"], body: .json(body)))
        let logs = result.items("logs")
        try run.output.result(verbatim: result.bytes, logs.map { Self.line($0, run.output) })
        guard logs.contains(where: { !$0.flag("ok") }) else { return .done }
        run.output.warn(
            "nothing was changed; put back a backup of the data folder, or let a new node fetch "
                + "the logs of others again; sangam doctor looks at the file itself")
        return .verification
    }

    private static func line(_ log: ControlDocument, _ output: Output) -> String {
        let origin = TerminalText.clean(log.text("origin"))
        if log.flag("ok") {
            let root = TerminalText.clean(log.text("root"))
            let word = output.coloured("ok", .green)
            return "\(word)      \(origin): \(log.number("size")) entries, root \(root)"
        }
        let problem = log["problem"]?.object
        let place = problem?["index"]?.int.map { "entry \($0): " } ?? ""
        let reason = TerminalText.clean(problem?["reason"]?.string ?? "no reason given")
        return "\(output.coloured("failed", .red))  \(origin): \(place)\(reason)"
    }
}
