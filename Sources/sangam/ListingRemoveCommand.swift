import ArgumentParser
import SangamLog

struct ListingRemoveCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove one of our listings, here and everywhere, for ever.",
        discussion: """
            It is hidden at once at every node, its text is destroyed after the time in the \
            setting remove.hold, and the same ID cannot come back.

            Example:
              sangam listing remove organisation/3n372anpsvzcdjeytnslg5ykqm
            """)

    @Argument(help: ArgumentHelp("The listing's ID.", valueName: "id"))
    var id: String

    @OptionGroup var start: AloneOption
    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let id = try ListingID(id)
        let result = try await run.session(
            isAlone: start.alone
        ) { (session) async throws(CommandError) in
            let key = try await session.ownKey(id)
            return try await session.ask(ControlRequest(.delete, ["listings", key.kind, key.id]))
        }
        try run.output.result(
            verbatim: result.bytes,
            ["removed \(TerminalText.clean(result.text("id"))), entry \(result.number("index"))"])
        return .done
    }
}
