import ArgumentParser
import CMalloc
import Foundation
import Glibc

/// The program.
@main
struct Sangam: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sangam",
        abstract: "Run one network's node of a directory that many networks share.",
        discussion: """
            A first node:
              sangam init --label bakers.example.org --name "Bakers' Network"
              sangam serve
            and in a second terminal:
              sangam listing put bakery.json
              sangam peers add https://directory.other.example

            Options such as --data, --json and --quiet stand after the command.
            """,
        subcommands: [
            InitCommand.self, ServeCommand.self, PeersCommand.self, SyncCommand.self,
            StatusCommand.self, ListingCommand.self, ImportCommand.self, ExportCommand.self,
            BundleCommand.self, MessagesCommand.self,
            ProofCommand.self, PublishCommand.self, VerifyCommand.self,
            DoctorCommand.self, ConfigCommand.self, KeysCommand.self, VersionCommand.self,
        ])

    static func main() async {
        // A reader that goes away is noticed where we write, and never kills the process.
        signal(SIGPIPE, SIG_IGN)
        // Whatever is written is for its owner alone.
        umask(0o077)
        // Before the first thread.
        cm_keep_heap_small()
        let invocation = Invocation(
            arguments: Array(CommandLine.arguments.dropFirst()),
            environment: ProcessInfo.processInfo.environment)
        Glibc.exit(await invocation.run().rawValue)
    }
}
