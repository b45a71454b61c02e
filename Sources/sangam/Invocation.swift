import ArgumentParser
import Foundation

/// One start of the program: from its arguments to its exit code.
struct Invocation {
    let arguments: [String]
    let environment: [String: String]

    func run() async -> ExitCodes {
        let output = Output(
            asJSON: has("--json"), isQuiet: has("--quiet"), environment: environment)
        do {
            let parsed = try Sangam.parseAsRoot(arguments)
            guard let command = parsed as? any Command else {
                return try withoutCommand(parsed, output)
            }
            // A served node ends in its own way.
            let signals = command is ServeCommand ? nil : Signals.endingAtInterrupt(output)
            defer { withExtendedLifetime(signals) {} }
            let run = CommandRun(
                options: command.options, output: output, environment: environment)
            return try await command.perform(run)
        } catch let error as CommandError {
            guard error.exitCode == .usage, (error.hint ?? "").isEmpty else {
                return output.failure(error)
            }
            return output.failure(
                CommandError(error.code, error.message, hint: helpHint(), exitCode: .usage))
        } catch {
            return parsingEnded(error, output)
        }
    }

    /// Whether a flag is among the arguments: needed before they are understood, because the
    /// message about arguments that are not understood has to be JSON too.
    private func has(_ flag: String) -> Bool {
        arguments.prefix { $0 != "--" }.contains { $0.utf8.elementsEqual(flag.utf8) }
    }

    /// `sangam` alone explains itself; `sangam peers` lacks a word; `sangam help peers` runs by
    /// itself, which is to throw the help.
    private func withoutCommand(
        _ parsed: any ParsableCommand, _ output: Output
    ) throws -> ExitCodes {
        let group = type(of: parsed)
        if group == Sangam.self {
            try output.plain(Sangam.helpMessage())
            return .done
        }
        if group.configuration.subcommands.isEmpty {
            var parsed = parsed
            try parsed.run()
            return .done
        }
        let name = group._commandName
        throw CommandError.usage(
            "\(name) needs one more word: \(Self.words(of: group))",
            hint: "see sangam \(name) --help")
    }

    private static func words(of group: any ParsableCommand.Type) -> String {
        group.configuration.subcommands.map { $0._commandName }.joined(separator: ", ")
    }

    /// ArgumentParser throws for help as well as for mistakes.
    private func parsingEnded(_ error: any Error, _ output: Output) -> ExitCodes {
        // Errors of the rooms come here too; they are not ArgumentParser's.
        let code = Sangam.exitCode(for: error)
        if code.isSuccess {
            do {
                try output.plain(Sangam.fullMessage(for: error))
                return .done
            } catch {
                return output.failure(CommandError(any: error))
            }
        }
        guard code == .validationFailure else { return output.failure(CommandError(any: error)) }
        let (path, command) = meant()
        let hint = helpHint()
        guard path.count < arguments.count, !command.configuration.subcommands.isEmpty else {
            return output.failure(
                .usage(Self.firstParagraph(Sangam.message(for: error)), hint: hint))
        }
        let word = arguments[path.count]
        if word.hasPrefix("-") {
            return output.failure(
                .usage("\(word) stands before the command", hint: "options stand after it; \(hint)")
            )
        }
        return output.failure(
            .usage(
                "there is no command \"\((path + [word]).joined(separator: " "))\"",
                hint: "there are \(Self.words(of: command)); \(hint)"))
    }

    private func helpHint() -> String {
        "see \((["sangam"] + meant().path).joined(separator: " ")) --help"
    }

    private static func firstParagraph(_ message: String) -> String {
        message.split(separator: "\n").first.map(String.init) ?? message
    }

    /// The command that was meant, as far as its words can be recognised.
    private func meant() -> (path: [String], command: any ParsableCommand.Type) {
        var path: [String] = []
        var level: any ParsableCommand.Type = Sangam.self
        for word in arguments {
            guard
                let next = level.configuration.subcommands.first(where: {
                    $0._commandName.utf8.elementsEqual(word.utf8)
                })
            else { break }
            path.append(word)
            level = next
        }
        return (path, level)
    }
}
