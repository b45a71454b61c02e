import ArgumentParser

struct PeersResumeCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Go on with the exchange after a pause.",
        discussion: """
            Example:
              sangam peers resume https://directory.other.example
            """)

    @Argument(
        help: ArgumentHelp("The peer's node id, URL or name; all if none.", valueName: "peer"))
    var peer: String?

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        try await PeersPauseCommand.set(peer, run, path: "resume", word: "resumed")
    }
}
