import ArgumentParser
import SangamDirectory
import SangamLog
import SangamNode

struct PublishCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Write everything that this node serves as files for any web space.",
        discussion: """
            Copy the folder to a web space, and give its address to others: they add it with \
            sangam peers add, like a node. So a computer that is on once a week is a full member. \
            Publish again after every change, above all after a removal: its text leaves the files.

            Example:
              sangam publish public/ && rsync -a --delete public/ web.example.org:www/
            """)

    @Argument(help: ArgumentHelp("The folder.", valueName: "dir"))
    var folder: String

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let folder: StaticFolder
        do {
            folder = try StaticFolder(self.folder)
        } catch { throw CommandError(error) }
        let (logs, bytes) = try await run.session {
            (session) async throws(CommandError) -> (Int, Int) in
            try await Self.write(into: folder, session)
        }
        try run.output.result(
            ["logs": .integer(logs), "bytes": .integer(bytes)],
            [
                "\(logs) \(logs == 1 ? "log" : "logs"), \(ByteCount.text(bytes)) in \(self.folder)",
                "files that were there and have not changed were left as they are",
            ])
        return .done
    }

    /// The heads are read first and written last: what they promise is there before they are.
    private static func write(
        into folder: StaticFolder, _ session: CommandRun.Session
    ) async throws(CommandError) -> (logs: Int, bytes: Int) {
        let manifest = try await session.ask(ControlRequest(.get, ["static"]))
        func texts(_ name: String) -> [String] {
            (manifest[name]?.array ?? []).compactMap(\.string)
        }
        var heads: [(name: String, bytes: [UInt8])] = []
        for name in texts("heads") { heads.append((name, try await file(name, session))) }
        var names = Set(heads.map(\.name))
        var bytes = heads.reduce(0) { $0 + $1.bytes.count }
        do {
            for name in texts("tiles") {
                let tile = try await file(name, session)
                try folder.write(name, tile)
                names.insert(name)
                bytes += tile.count
            }
            for log in manifest.items("logs") {
                var next: UInt64? = 0
                while let from = next {
                    let request = ControlRequest(
                        .get, ["static", "section"],
                        query: [("log", log.text("log")), ("from", String(from))])
                    let part = try await session.part(request)
                    let name = "sangam/v1/log/\(log.text("log"))/section/\(from)"
                    try folder.writeSection(name, part.bytes, isLast: part.next == nil)
                    names.insert(name)
                    bytes += part.bytes.count
                    next = part.next
                }
            }
            for head in heads { try folder.write(head.name, head.bytes) }
            try folder.sweep(keeping: names)
        } catch let error as NodeError {
            throw CommandError(error)
        } catch {
            throw CommandError(any: error)
        }
        return (manifest.items("logs").count, bytes)
    }

    private static func file(
        _ name: String, _ session: CommandRun.Session
    ) async throws(CommandError) -> [UInt8] {
        try await session.part(
            ControlRequest(.get, ["static", "file"], query: [("path", name)])
        ).bytes
    }
}
