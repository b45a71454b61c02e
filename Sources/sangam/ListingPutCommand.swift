import ArgumentParser
import SangamDirectory
import SangamLog

struct ListingPutCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Publish a listing from a JSON file, or a new revision of one.",
        discussion: """
            The listing is public and is copied by other networks: publish only what its people \
            agreed to.

            Example:
              sangam listing put bakery.json
              sangam listing put bakery.json --id organisation/3n372anpsvzcdjeytnslg5ykqm
              echo '{"kind":"offer","lang":"en","name":{"en":"Bread"}}' | sangam listing put -
            """)

    @Argument(
        help: ArgumentHelp("A file with one JSON object; - for standard input.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Revise this listing.", valueName: "id"))
    var id: String?

    @OptionGroup var start: AloneOption
    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let revised = try id.map(ListingID.init)
        let payload = try InputFile(file).read(maximumBytes: RecordCoding.maximumInputBytes)
        let result = try await run.session(
            isAlone: start.alone
        ) { (session) async throws(CommandError) in
            var key: RecordKey?
            if let revised { key = try await session.ownKey(revised) }
            return try await session.ask(
                ControlRequest(
                    .post, ["listings"], query: [("id", key?.description)], body: .bytes(payload)))
        }
        try ListingCommand.tell(published: result, run.output)
        return .done
    }
}
