import ArgumentParser
import SangamDirectory

struct SyncCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Exchange with the peers now, once, and say how it went.",
        discussion: """
            Without names, with all of them. A running node exchanges by itself all the time.

            Example:
              sangam sync
              sangam sync https://directory.other.example
            """)

    @Argument(help: ArgumentHelp("A peer's node id, URL or name.", valueName: "peer"))
    var peers: [String] = []

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let body: JSON = ["peers": .array(peers.map { .string($0) })]
        let result = try await run.ask(ControlRequest(.post, ["sync"], body: .json(body)))
        let rows = result.items("peers")
        try run.output.result(verbatim: result.bytes, Self.lines(rows))
        return Self.exitCode(of: rows.map { $0.text("state") })
    }

    private static func lines(_ rows: [ControlDocument]) -> [String] {
        guard !rows.isEmpty else {
            return ["there are no peers; add one with sangam peers add URL"]
        }
        var table = TextTable([
            ("PEER", .left), ("STATE", .left), ("RECEIVED", .right), ("SENT", .right),
            ("", .left),
        ])
        for row in rows {
            let peer = row["url"]?.string ?? row.text("node")
            table.add([
                peer, row.text("state"), "\(row.number("received"))", "\(row.number("sent"))",
                row.text("error"),
            ])
        }
        return table.lines
    }

    /// All ok: done; any invalid: verification; else any unreachable; else warnings.
    static func exitCode(of states: [String]) -> ExitCodes {
        if states.allSatisfy({ $0 == "ok" }) { return .done }
        if states.contains("invalid") { return .verification }
        return states.contains("unreachable") ? .unreachable : .warnings
    }
}
