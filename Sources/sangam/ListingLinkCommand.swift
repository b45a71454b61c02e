import ArgumentParser
import SangamDirectory

struct ListingLinkCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Say that two listings are the same thing in the world, or that they are not.",
        discussion: """
            The statement is ours and signed; nothing is deleted by it, and the opposite can be \
            said later. Saying the same again writes nothing.

            Example:
              sangam listing link organisation/3n37… qlz6…/organisation/4sow…
            """)

    @Argument(help: ArgumentHelp("A listing's ID.", valueName: "a"))
    var a: String

    @Argument(help: ArgumentHelp("The other one's ID.", valueName: "b"))
    var b: String

    @Flag(name: .customLong("not"), help: "They are not the same.")
    var isNot = false

    @OptionGroup var start: AloneOption
    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        _ = try ListingID(a)
        _ = try ListingID(b)
        let body: JSON = ["a": .string(a), "b": .string(b), "not": .bool(isNot)]
        let result = try await run.ask(
            ControlRequest(.post, ["links"], body: .json(body)), isAlone: start.alone)
        try run.output.result(
            verbatim: result.bytes,
            ["linked: \(TerminalText.clean(result.text("id"))), entry \(result.number("index"))"])
        return .done
    }
}
