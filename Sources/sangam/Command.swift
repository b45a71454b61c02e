import ArgumentParser

/// One command of the program. The file of a command says what it asks and how it tells the answer;
/// every rule of the directory is elsewhere.
protocol Command: ParsableCommand {
    var options: GlobalOptions { get }

    /// Does it, prints the result, and says how it ended.
    func perform(_ run: CommandRun) async throws -> ExitCodes
}
