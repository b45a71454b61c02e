import ArgumentParser
import SangamDirectory

struct DoctorCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what is wrong, and say what to do.",
        discussion: """
            Exit code 0 if all is well, 3 with warnings, 1 if something has to be mended.

            Example:
              sangam doctor
            """)

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let result = try await Self.examine(run)
        let findings = result.items("findings")
        try run.output.result(
            verbatim: result.bytes, findings.flatMap { Self.lines($0, run.output) })
        let levels = findings.map { $0.text("level") }
        if levels.contains("fail") { return .failed }
        return levels.contains("warn") ? .warnings : .done
    }

    private static func examine(_ run: CommandRun) async throws(CommandError) -> ControlDocument {
        do {
            return try await run.ask(ControlRequest(.get, ["doctor"]))
        } catch {
            guard error.exitCode != .busy else { throw error }
            // A node that cannot even be opened, also by what its settings say, is what a doctor
            // is for.
            return document(of: error)
        }
    }

    private static func document(of error: CommandError) -> ControlDocument {
        let json: JSON = [
            "findings": [
                [
                    "level": "fail", "what": .string(error.message),
                    "fix": .string(
                        error.hint ?? "mend this, or put back a backup of the data folder, and "
                            + "look again"),
                ]
            ]
        ]
        return ControlDocument(bytes: RecordCoding.encode(json), json: json)
    }

    private static func lines(_ finding: ControlDocument, _ output: Output) -> [String] {
        let level =
            switch finding.text("level") {
            case "ok": output.coloured("ok  ", .green)
            case "warn": output.coloured("warn", .yellow)
            default: output.coloured("FAIL", .red)
            }
        let what = "\(level)  \(TerminalText.clean(finding.text("what")))"
        guard let fix = finding["fix"]?.string, !fix.isEmpty else { return [what] }
        return [what, "      \(TerminalText.clean(fix))"]
    }
}
