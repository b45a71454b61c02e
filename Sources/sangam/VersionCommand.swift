import ArgumentParser
import SangamWeb

struct VersionCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Show the versions of this program, its protocol and its libraries.",
        discussion: """
            Example:
              sangam version --json
            """)

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let version = NodeOpening.versions
        try run.output.result(
            version.json,
            [
                "sangam \(version.version), \(version.protocol), SQLite \(version.sqlite),"
                    + " \(version.curl)"
            ])
        return .done
    }
}
