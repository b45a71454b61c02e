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
}
