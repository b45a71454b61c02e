import ArgumentParser
import Foundation
import SangamDirectory
import SangamLog

struct ListingShowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one listing whole, and where it comes from.",
        discussion: """
            Example:
              sangam listing show organisation/3n372anpsvzcdjeytnslg5ykqm
            """)

    @Argument(help: ArgumentHelp("The listing's ID.", valueName: "id"))
    var id: String

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let id = try ListingID(id)
        let listing = try await run.session { (session) async throws(CommandError) in
            let id = try await session.wholeID(id)
            return try await session.ask(
                ControlRequest(.get, ["listings", id.node.text, id.key.kind, id.key.id]))
        }
        try run.output.result(verbatim: listing.bytes, Self.lines(listing))
        return .done
    }

    private static func lines(_ listing: ControlDocument) -> [String] {
        let payload = listing["payload"]?.object ?? JSONObject()
        let names = payload["name"]?.object?.members ?? []
        var lines = names.map { name in
            "\(TerminalText.clean(name.value.string ?? "")) (\(TerminalText.clean(name.name)))"
        }
        lines += [
            "",
            "id        \(TerminalText.clean(listing.text("id")))",
            "network   \(TerminalText.clean(listing.text("network")))",
            "entry     \(listing.number("index")) of \(listing.number("size"))",
            "received  \(time(listing.number("received")))",
            "state     \(TerminalText.clean(listing.text("state")))",
            "",
        ]
        for member in payload.members {
            let value = String(decoding: RecordCoding.encode(member.value), as: UTF8.self)
            lines.append("\(TerminalText.clean(member.name)): \(TerminalText.clean(value))")
        }
        return lines
    }

    private static func time(_ seconds: Int) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }
}
