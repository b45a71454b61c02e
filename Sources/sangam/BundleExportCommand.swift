import ArgumentParser
import SangamDirectory
import SangamLog

struct BundleExportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write logs that are held here into one file.",
        discussion: """
            Without --log, all of them. Whoever imports the file checks it like an answer of a \
            peer, so it does not matter who carries it. gzip makes it smaller, and need not be \
            undone before the import.

            Example:
              sangam bundle export /media/stick/network.sangam
              sangam bundle export ours.sangam --log k4gidesfoerp245rpxqf2vacrwd7bj7w --from 1200
            """)

    @Argument(help: ArgumentHelp("The file to write; - for standard output.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp(
            "Only the logs of this network; may be said again. (default: all)",
            valueName: "node id"))
    var log: [String] = []

    @Option(help: ArgumentHelp("The first entry of each log.", valueName: "index"))
    var from: UInt64 = 0

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        var nodes: Set<NodeID> = []
        for text in log {
            guard let node = NodeID(text) else {
                throw CommandError.usage("\"\(text)\" is not a node id: sangam status shows them")
            }
            nodes.insert(node)
        }
        let isPrinted = file == "-"
        if isPrinted, run.output.asJSON {
            throw CommandError.usage("--json and - both want standard output")
        }
        let wanted = nodes
        let (output, start) = (run.output, from)
        let file = try OutputFile(file)
        let sections = try await run.session { (session) async throws(CommandError) -> Int in
            var count = 0
            for log in try await Self.logs(session, of: wanted) {
                var next: UInt64? = log.size >= start ? start : nil
                if next == nil {
                    output.note("\(log.origin) has only \(log.size) entries: left out")
                }
                while let from = next {
                    let request = ControlRequest(
                        .get, ["bundle"], query: [("log", log.id), ("from", String(from))])
                    let part = try await session.part(request)
                    try file.write(part.bytes)
                    count += 1
                    next = part.next
                }
            }
            return count
        }
        try file.finish()
        guard !isPrinted else { return .done }
        try run.output.result(
            ["sections": .integer(sections), "bytes": .integer(file.count)],
            [
                "\(sections) \(sections == 1 ? "section" : "sections"), "
                    + ByteCount.text(file.count)
            ])
        return .done
    }

    /// Every log held at a complete head, of the wanted nodes, each node's epochs in order.
    private static func logs(
        _ session: CommandRun.Session, of nodes: Set<NodeID>
    ) async throws(CommandError) -> [(origin: String, id: String, size: UInt64)] {
        let manifest = try await session.ask(ControlRequest(.get, ["logs"]))
        let all = manifest.items("logs").compactMap { log in
            Origin(log.text("origin")).map { origin in
                (origin: origin, id: log.text("log"), size: UInt64(clamping: log.number("size")))
            }
        }
        for node in nodes where !all.contains(where: { $0.origin.node == node }) {
            throw CommandError(
                "unknown-log", "no log of node \(node) is held here",
                hint: "nothing was written; sangam status lists the logs that are")
        }
        return all.filter { nodes.isEmpty || nodes.contains($0.origin.node) }
            .map { ($0.origin.line, $0.id, $0.size) }
    }
}
