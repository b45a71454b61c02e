import ArgumentParser

struct PeersBlockCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "block",
        abstract: "Take nothing of a network any more, by no path, and show nothing of it.",
        discussion: """
            What it wrote is hidden at once, whichever way it came, and its texts are destroyed \
            here after 30 days; until then unblock brings them back. Other networks are not told.

            Example:
              sangam peers block k4gidesfoerp245rpxqf2vacrwd7bj7w
            """)

    @OptionGroup var network: NetworkArgument
    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        try await Self.set(network.node, run, path: "block", word: "blocked")
    }

    static func set(
        _ node: String, _ run: CommandRun, path: String, word: String
    ) async throws -> ExitCodes {
        let result = try await run.ask(
            ControlRequest(.post, ["peers", path], query: [("node", node)]))
        let id = result.text("node")
        try run.output.result(verbatim: result.bytes, ["\(word) \(TerminalText.clean(id))"])
        return .done
    }
}

/// The network that a command is about.
struct NetworkArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The network's node id, or the name or URL of a peer.", valueName: "node"))
    var node: String
}

struct PeersUnblockCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "unblock",
        abstract: "End a block: the network's log is taken and shown again.",
        discussion: """
            Example:
              sangam peers unblock k4gidesfoerp245rpxqf2vacrwd7bj7w
            """)

    @OptionGroup var network: NetworkArgument
    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        try await PeersBlockCommand.set(network.node, run, path: "unblock", word: "unblocked")
    }
}
