import ArgumentParser
import SangamDirectory
import SangamLog

struct ListingPictureCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "picture",
        abstract: "Publish a picture of a listing: JPEG, PNG or WebP, at most 45 kB.",
        discussion: """
            What the camera noted, such as place, time and owner, is cut out first. The help page \
            of every node makes a larger picture small enough, in the browser.

            The picture is public and is copied by other networks: publish only what the people \
            on it agreed to.

            Example:
              sangam listing picture organisation/3n372anpsvzcdjeytnslg5ykqm oven.jpg \
            --alt "Two bakers at the oven"
              sangam listing picture organisation/3n372anpsvzcdjeytnslg5ykqm oven.jpg \
            --alt "Ababhaki ababili" --lang zu --credit "Thandi M."
            """)

    @Argument(help: ArgumentHelp("The listing that the picture shows.", valueName: "id"))
    var listing: String

    @Argument(help: ArgumentHelp("The picture; - for standard input.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp(
            "What is to be seen, for people who cannot see it.", valueName: "text"))
    var alt: String

    @Option(help: ArgumentHelp("The language of that text.", valueName: "tag"))
    var lang = "en"

    @Option(help: ArgumentHelp("Who took the picture.", valueName: "text"))
    var credit: String?

    @Option(help: ArgumentHelp("Under which licence, as SPDX writes it.", valueName: "id"))
    var licence: String?

    @OptionGroup var start: AloneOption
    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let shown = try ListingID(listing)
        let bytes = try InputFile(file).read(maximumBytes: PictureFile.inputBytesMax)
        let payload = try payload(of: shown, bytes)
        let result = try await run.session(
            isAlone: start.alone
        ) { (session) async throws(CommandError) in
            try await session.ask(
                ControlRequest(.post, ["listings"], body: .bytes(RecordCoding.encode(payload))))
        }
        try ListingCommand.tell(published: result, run.output)
        return .done
    }

    private func payload(
        of shown: ListingID, _ bytes: [UInt8]
    ) throws(CommandError) -> JSON {
        let picture: PictureFile
        do { picture = try PictureFile(cutting: bytes) } catch {
            throw CommandError(
                "bad-picture", "\(file) \(error.reason)",
                hint: "nothing was changed; the help page of every node makes pictures small enough"
            )
        }
        let text = JSON.object(JSONObject([.init(name: lang, value: .string(alt))]))
        var members: [JSONObject.Member] = [
            .init(name: "kind", value: .string("image")),
            .init(name: "lang", value: .string(lang)), .init(name: "name", value: text),
            .init(name: "of", value: .string(shown.text)), .init(name: "alt", value: text),
            .init(name: "type", value: .string(picture.format.rawValue)),
            .init(name: "data", value: .string(Base64.encode(picture.bytes))),
        ]
        if let credit { members.append(.init(name: "credit", value: .string(credit))) }
        if let licence { members.append(.init(name: "licence", value: .string(licence))) }
        return .object(JSONObject(members))
    }
}
