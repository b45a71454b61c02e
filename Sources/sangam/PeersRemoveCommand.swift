import ArgumentParser

struct PeersRemoveCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "End the exchange with a peer.",
        discussion: """
            Listings that no other peer brings are shown no more from now on, and their texts \
            are destroyed here after 30 days; add the peer again before, and they are back. To \
            stop the exchange and keep showing what came, pause the peer instead: sangam peers \
            pause.

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
