import ArgumentParser

struct PeersListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the peers and how the exchange with each stands.",
        discussion: """
            STATE is that of the last round: ok, unreachable, refused, invalid or other-node; \
            paused while you have paused it; behind before the first round is done. BEHIND counts \
            the entries here that the peer is known to lack.

            Example:
              sangam peers list
            """)

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let peers = try await run.ask(ControlRequest(.get, ["peers"]))
        try run.output.result(verbatim: peers.bytes, PeersCommand.lines(peers.items("peers")))
        return .done
    }
}
