import ArgumentParser
import SangamDirectory
import SangamNode

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the node's settings.",
        subcommands: [ConfigShowCommand.self])
}

struct ConfigShowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show every setting as it holds: from flag, environment, sangam.conf or default.",
        discussion: """
            Example:
              sangam config show --origin
            """)

    @Flag(help: "Also say where each value comes from.")
    var origin = false

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let configuration = try NodeConfiguration(
            folder: try run.folder(), environment: run.environment)
        for warning in configuration.warnings { run.output.note(warning) }
        let rows = configuration.settings.map { setting -> JSON in
            var row: JSONObject = [
                "key": .string(setting.key.rawValue), "value": .string(setting.text),
            ]
            if origin { row["origin"] = .string("\(setting.origin)") }
            return .object(row)
        }
        try run.output.result(["settings": .array(rows)], lines(configuration))
        return .done
    }

    private func lines(_ configuration: NodeConfiguration) -> [String] {
        configuration.settings.map { setting in
            let line = "\(setting.key.rawValue) = \(TerminalText.clean(setting.text))"
            return origin ? "\(line)  # \(setting.origin)" : line
        }
    }
}
