import ArgumentParser
import SangamDirectory
import SangamLog

struct ListingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listing",
        abstract: "Publish, show, remove, find and link listings.",
        discussion: """
            An ID is <node id>/<kind>/<id>; <kind>/<id> is one of our own.

            Example:
              sangam listing put bakery.json
              sangam listing search "bread"
            """,
        subcommands: [
            ListingPutCommand.self, ListingPictureCommand.self, ListingShowCommand.self,
            ListingRemoveCommand.self, ListingSearchCommand.self, ListingLinkCommand.self,
        ])

    /// Says what became of a payload: its place in the log, and what was changed in it.
    static func tell(published result: ControlDocument, _ output: Output) throws(CommandError) {
        for problem in result.items("adjusted") {
            output.note("note: \(problem.text("field")): \(problem.text("reason"))")
        }
        try output.result(
            verbatim: result.bytes,
            ["published \(TerminalText.clean(result.text("id"))), entry \(result.number("index"))"])
    }
}

/// A listing as somebody names it: `<node id>/<kind>/<id>`, or `<kind>/<id>` for one of our own.
enum ListingID: Sendable {
    case whole(RecordID)
    case own(RecordKey)

    init(_ text: String) throws(CommandError) {
        if let id = RecordID(text) {
            self = .whole(id)
        } else if let key = RecordKey(text) {
            self = .own(key)
        } else {
            throw .usage(
                "\"\(text)\" is not a listing's ID",
                hint: "an ID is <node id>/<kind>/<id>, or <kind>/<id> for one of our own, such as"
                    + " organisation/3n372anpsvzcdjeytnslg5ykqm")
        }
    }

    /// As it is written.
    var text: String {
        switch self {
        case .whole(let id): id.description
        case .own(let key): key.description
        }
    }
}
