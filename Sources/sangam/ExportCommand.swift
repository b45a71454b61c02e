import ArgumentParser
import SangamDirectory

struct ExportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write listings into a file that spreadsheets, maps or programs read.",
        discussion: """
            Everything of each listing is in it, so csv, geojson and ndjson can be imported again \
            and change nothing. Cells that a person edits are changes. With --public, ways of \
            contact and people are left out, as in what anybody can download.

            Example:
              sangam export --format csv --network k4gidesfoerp245rpxqf2vacrwd7bj7w -o members.csv
              sangam export --format geojson --kind organisation --country ZA -o map.geojson
            """)

    @Option(help: ArgumentHelp("csv, geojson, jsonld or ndjson.", valueName: "format"))
    var format = "csv"

    @Option(help: ArgumentHelp("Only listings with these words.", valueName: "words"))
    var words: String?

    @OptionGroup var filters: SearchOptions

    @Flag(name: .customLong("public"), help: "Leave out contacts and people.")
    var isPublic = false

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"))
    var output: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard ["csv", "geojson", "jsonld", "ndjson"].contains(format) else {
            throw ValidationError("--format has to be csv, geojson, jsonld or ndjson.")
        }
    }

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        if output == nil, run.output.asJSON {
            throw CommandError.usage(
                "--json and the file both want standard output", hint: "say -o FILE")
        }
        let file = try OutputFile(output)
        let query = filters.query + [("q", words)]
        let format = format
        let isPublic = isPublic
        try await run.session { (session) async throws(CommandError) -> Void in
            let plan = try await session.ask(
                ControlRequest(.get, ["export", "plan"], query: query))
            var next: UInt64? = 0
            while let after = next {
                let request = ControlRequest(
                    .post, ["export"],
                    query: query + [
                        ("format", format), ("after", String(after)),
                        ("public", isPublic ? "true" : nil),
                    ], body: .json(plan.json))
                let part = try await session.part(request)
                try file.write(part.bytes)
                next = part.next
            }
        }
        try file.finish()
        if let output {
            try run.output.result(
                ["file": .string(output), "bytes": .integer(file.count)],
                ["\(ByteCount.text(file.count)) in \(output)"])
        }
        return .done
    }
}
