import ArgumentParser
import Foundation
import SangamDirectory

struct MessagesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "messages",
        abstract: "Read what visitors wrote, and what waits to be printed.",
        discussion: """
            Questions to listings, reports and proposed corrections. They are mailed if mail.smtp \
            and mail.from are set; what could not be mailed waits here to be printed. Each is \
            destroyed after 30 days.

            Example:
              sangam messages list
              sangam messages show 17
              sangam messages done 17
            """,
        subcommands: [
            MessagesListCommand.self, MessagesShowCommand.self, MessagesDoneCommand.self,
        ])

    static func time(_ seconds: Int) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }

    /// What a state means, in words.
    static func state(_ message: ControlDocument) -> String {
        switch message.text("state") {
        case "print": "to be printed"
        case "waiting" where message.number("attempts") > 0:
            "to be mailed (\(message.number("attempts")) tries)"
        case "waiting": "to be mailed"
        case let state: state
        }
    }
}

struct MessagesListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the messages that are kept, oldest first.",
        discussion: """
            Example:
              sangam messages list
            """)

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let answer = try await run.ask(ControlRequest(.get, ["messages"]))
        let messages = answer.items("messages")
        var table = TextTable([
            ("ID", .right), ("RECEIVED", .left), ("KIND", .left), ("STATE", .left),
            ("SUBJECT", .left),
        ])
        for message in messages {
            table.add([
                "\(message.number("id"))", MessagesCommand.time(message.number("received")),
                message.text("kind"), MessagesCommand.state(message), message.text("subject"),
            ])
        }
        try run.output.result(
            verbatim: answer.bytes, messages.isEmpty ? ["there are no messages"] : table.lines)
        return .done
    }
}

struct MessagesShowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one message whole, to be read or printed.",
        discussion: """
            Example:
              sangam messages show 17
            """)

    @Argument(help: ArgumentHelp("The message's number.", valueName: "id"))
    var id: UInt32

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let message = try await run.ask(ControlRequest(.get, ["messages", "\(id)"]))
        let letter = message.text("letter").split(
            separator: "\n", omittingEmptySubsequences: false)
        let lines =
            [
                "message   \(message.number("id")), \(MessagesCommand.state(message))",
                "received  \(MessagesCommand.time(message.number("received")))",
                "listing   \(TerminalText.clean(message.text("record")))",
                "subject   \(TerminalText.clean(message.text("subject")))",
            ] + Self.bearer(message) + [""] + letter.map { TerminalText.clean(String($0)) }
        try run.output.result(verbatim: message.bytes, lines)
        return .done
    }

    /// Whom to give it to, because a message that waits to be printed has to be carried.
    private static func bearer(_ message: ControlDocument) -> [String] {
        guard let object = message["to"] else { return [] }
        let to = ControlDocument(bytes: [], json: object)
        let ways = to.items("ways").map {
            "          \(TerminalText.clean($0.text("key"))) "
                + TerminalText.clean($0.text("value"))
        }
        return ["give to   \(TerminalText.clean(to.text("name")))"]
            + (ways.isEmpty ? ["          no way to reach them is published"] : ways)
    }
}

struct MessagesDoneCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "done",
        abstract: "Destroy a message that has done its duty.",
        discussion: """
            Its text is destroyed here at once. What was mailed or printed is with whoever got it.

            Example:
              sangam messages done 17
            """)

    @Argument(help: ArgumentHelp("The message's number.", valueName: "id"))
    var id: UInt32

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let answer = try await run.ask(ControlRequest(.delete, ["messages", "\(id)"]))
        try run.output.result(verbatim: answer.bytes, ["message \(id) is destroyed"])
        return .done
    }
}
