import ArgumentParser
import Glibc
import SangamDirectory
import SangamNode

struct ImportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Load many listings from a file; again and again without doubles.",
        discussion: """
            The file is a JSON array of payloads, or one payload on each line. A row is known \
            again by its source.id, else its id: the same content changes nothing, other content \
            revises the listing. A bad row never stops the good ones.

            Example:
              sangam import members.ndjson --source members --rejects rejected.ndjson
            """)

    @Argument(help: ArgumentHelp("The file; - for standard input.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp("What the file is: json. (default: by its name)", valueName: "format"))
    var format: String?

    @Option(
        help: ArgumentHelp(
            "The name of the source; else each row's source.system, else the file's name.",
            valueName: "name"))
    var source: String?

    @Option(help: ArgumentHelp("The member that holds a row's id.", valueName: "name"))
    var idColumn: String?

    @Flag(help: "Only count what would be done.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "A new file for the rows that are not taken, with the reason of each.",
            valueName: "file"))
    var rejects: String?

    @Flag(help: "Remove listings that this source no longer has.")
    var removeMissing = false

    @Option(help: ArgumentHelp("The language of rows that do not say theirs.", valueName: "tag"))
    var lang: String?

    @OptionGroup var start: AloneOption
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if let format, format != "json" {
            throw ValidationError("--format \(format) is not known here; this version reads json.")
        }
        let later = [".csv", ".tsv", ".geojson", ".xlsx", ".ods", ".xml"]
        if format == nil, later.contains(where: file.lowercased().hasSuffix) {
            throw ValidationError(
                "This version reads json only: an array of payloads, or one on each line.")
        }
        if file.hasPrefix("https://") || file.hasPrefix("http://") {
            throw ValidationError(
                "This version imports files; fetch the address into a file first.")
        }
    }

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        try checkRejectsFile()
        let input = try InputFile(file)
        let output = run.output
        let size = input.size
        let request = ControlRequest(
            .post, ["import"],
            query: [
                ("format", "json"), ("source", source), ("idColumn", idColumn),
                ("dryRun", dryRun ? "true" : nil), ("removeMissing", removeMissing ? "true" : nil),
                ("lang", lang), ("file", input.name),
            ],
            body: .stream(input.chunks { output.progress($0, of: size) }))
        defer { output.endProgress() }
        let summary = try await run.ask(request, isAlone: start.alone)
        output.endProgress()
        try writeRejects(summary.items("rejects"), output)
        let counts = ["new", "changed", "unchanged", "rejected", "missing"]
        let members = counts.map {
            JSONObject.Member(name: $0, value: .integer(summary.number($0)))
        }
        try output.result(.object(JSONObject(members)), lines(summary))
        return summary.number("rejected") > 0 ? .warnings : .done
    }

    private func lines(_ summary: ControlDocument) -> [String] {
        let gone =
            removeMissing
            ? "removed, because the source no longer has them" : "no longer in the source"
        var lines = [
            ["new", "changed", "unchanged", "rejected"].map { "\(summary.number($0)) \($0)" }
                .joined(separator: ", ")
        ]
        if summary.number("missing") > 0 { lines.append("\(summary.number("missing")) \(gone)") }
        if dryRun { lines.append("nothing was written: this was a dry run") }
        return lines
    }

    // MARK: Rejected rows

    private func checkRejectsFile() throws(CommandError) {
        guard let rejects, access(rejects, F_OK) == 0 else { return }
        throw CommandError(
            "file-exists", "\(rejects) is there already",
            hint: "nothing was imported; name another file with --rejects")
    }

    private func writeRejects(_ rows: [ControlDocument], _ output: Output) throws {
        guard !rows.isEmpty else { return }
        for row in rows.prefix(5) {
            output.note("row \(row.number("line")) is not taken: \(row.text("reason"))")
        }
        if rows.count > 5 { output.note("… and \(rows.count - 5) more") }
        guard let rejects else {
            output.note("to have the rejected rows in a file, say --rejects FILE")
            return
        }
        try DataFolder.writeNewFile(
            rows.flatMap { RecordCoding.encode($0.json) + [0x0A] }, to: rejects)
        output.note("the rejected rows and their reasons are in \(rejects)")
    }
}
