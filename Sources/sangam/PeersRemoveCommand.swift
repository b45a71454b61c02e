import ArgumentParser

struct PeersRemoveCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "End the exchange with a peer.",
        discussion: """
            What came from it stays; it is no longer kept up to date by this peer.

            Example:
              sangam peers remove https://directory.other.example
            """)

    @Argument(help: ArgumentHelp("The peer's node id, URL or name.", valueName: "peer"))
    var peer: String

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let result = try await run.ask(
            ControlRequest(.delete, ["peers"], query: [("peer", peer)]))
        try run.output.result(verbatim: result.bytes, ["removed \(TerminalText.clean(peer))"])
        return .done
    }
}
