import ArgumentParser

struct PeersPauseCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Stop the exchange with a peer, or with all, for a while.",
        discussion: """
            Example:
              sangam peers pause https://directory.other.example
            """)

    @Argument(
        help: ArgumentHelp("The peer's node id, URL or name; all if none.", valueName: "peer"))
    var peer: String?

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        try await Self.set(peer, run, path: "pause", word: "paused")
    }

    static func set(
        _ peer: String?, _ run: CommandRun, path: String, word: String
    ) async throws -> ExitCodes {
        let result = try await run.ask(
            ControlRequest(.post, ["peers", path], query: [("peer", peer)]))
        let who = peer.map(TerminalText.clean) ?? "all peers"
        try run.output.result(verbatim: result.bytes, ["\(word) \(who)"])
        return .done
    }
}
