import ArgumentParser
import Foundation
import SangamDirectory
import SangamNode

struct InitCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new node: its folder, its keys, and the first entry of its log.",
        discussion: """
            The label is the name of the network's log, written like a domain name; it stays for \
            ever. The recovery key is written to a file that belongs somewhere else than on this \
            machine: it alone can replace the node's keys if they are lost or stolen.

            Example:
              sangam init --label sem.example.org --name "SEM South Africa" --languages en,zu
            """)

    @Option(
        help: ArgumentHelp("The log's name for ever, such as sem.example.org.", valueName: "label"))
    var label: String

    @Option(help: ArgumentHelp("The network's name, as people read it.", valueName: "name"))
    var name: String

    @Option(
        help: ArgumentHelp(
            "The network's languages, its own first, with commas.", valueName: "tags"))
    var languages = "en"

    @Option(help: ArgumentHelp("The node's public address.", valueName: "url"))
    var url: String?

    @Option(
        help: ArgumentHelp(
            "Where the recovery key is written; a new file. (default: ./<label>.recovery-key)",
            valueName: "file"))
    var recoveryKey: String?

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let folder = try run.folder()
        let tags = languages.split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        let made = try await Node.initialise(
            folder: folder.path, label: label, name: name, languages: tags, url: url,
            recoveryKeyFile: recoveryKey ?? "./\(label).recovery-key", now: NodeOpening.now())
        let document: JSON = [
            "node": .string("\(made.node)"), "origin": .string("\(made.origin)"),
            "vkey": .string(made.vkey), "recoveryKeyFile": .string(made.recoveryKeyFile),
        ]
        try run.output.result(
            document,
            [
                "made a node for \(TerminalText.clean(name)) in \(folder.path)",
                "",
                "node          \(made.node)",
                "log           \("\(made.origin)")",
                "public key    \(made.vkey)",
                "recovery key  \(made.recoveryKeyFile)",
            ])
        run.output.note(
            "Keep \(made.recoveryKeyFile) away from this machine, in two safe places: it alone can"
                + " replace the node's keys.")
        run.output.note("Next: sangam serve")
        return .done
    }
}
