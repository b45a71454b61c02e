import ArgumentParser
import Logging
import SangamNode
import SangamWeb

struct ServeCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the node: pages, exchange with its peers, and the other commands.",
        discussion: """
            Prints one line when it is ready, and logs to standard error. SIGTERM or ^C ends it in \
            order: requests under way are finished, for at most 10 seconds.

            Example:
              sangam serve --listen 0.0.0.0:8080
            """)

    @Option(
        help: ArgumentHelp(
            "Where to listen; port 0 picks a free one. (default: 127.0.0.1:8080)",
            valueName: "host:port"))
    var listen: String?

    @OptionGroup var start: AloneOption
    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let folder = try run.folder()
        try folder.check()
        let flags = listen.map { [ConfigurationKey.listen: $0] } ?? [:]
        let configuration = try NodeConfiguration(
            folder: folder, environment: run.environment, flags: flags)
        KeyValueLog.begin(level: Logger.Level(rawValue: configuration.logLevel) ?? .info)
        for warning in configuration.warnings { run.output.note(warning) }
        // Before the socket is bound: binding replaces one that is there, silently.
        let lock = try folder.lock()
        let socket = try folder.chooseControlSocket(environment: run.environment)
        let node = try await NodeOpening.open(
            folder: folder, configuration: configuration, isAlone: start.alone)
        for problem in try languageProblems(of: node) { run.output.note(problem) }
        let served = ServedNode(
            node: node, configuration: configuration, socket: socket, output: run.output)
        try await served.run()
        withExtendedLifetime(lock) {}
        return .done
    }
}
