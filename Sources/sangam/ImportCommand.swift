import ArgumentParser
import Glibc
import SangamDirectory
import SangamNode

struct ImportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Load many listings from a file; again and again without doubles.",
        discussion: """
            The file is a table (CSV, TSV and what spreadsheets write, with a line of headers), \
            GeoJSON, OpenFairDB's JSON, our own exports, or payloads as JSON. Headers are \
            recognised in English, French, Spanish, German, Portuguese and Indonesian, common ones \
            in Arabic, Urdu, Hindi, Thai, Khmer and Chinese; every other column is kept under its \
            own header. The same row changes nothing when it comes again; a row that has changed \
            revises its listing. A bad row never stops the good ones.

            A mapping file says what columns with other names are, one on each line:
              Nom usuel    = name.fr
              Rubrique     = tags (split ;)
              Ville        = place.address.locality
              Tél. bureau  = contact.phone
              Remarques    = ext.Remarks
              Cotisation   = ignore
              lang        := fr

            Example:
              sangam import members.csv --dry-run
              sangam import members.csv --rejects rejected.csv
              sangam import annuaire.csv --mapping annuaire.map --lang fr
              sangam import https://www.example.org/coops.geojson --source coops
            """)

    @Argument(
        help: ArgumentHelp("The file, or its address; - for standard input.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp(
            "What the file is: csv, geojson or json. (default: by its name, then its content)",
            valueName: "format"))
    var format: String?

    @Option(help: ArgumentHelp("A file that says what columns are.", valueName: "file"))
    var mapping: String?

    @Option(
        help: ArgumentHelp(
            "The name of the source; else each row's source.system, else the file's name.",
            valueName: "name"))
    var source: String?

    @Option(help: ArgumentHelp("The column that holds a row's key.", valueName: "name"))
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

    @Flag(name: .customLong("private"), help: "The address may be in a private network.")
    var isPrivate = false

    @OptionGroup var start: AloneOption
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard format.map({ ["csv", "geojson", "json"].contains($0) }) ?? true else {
            throw ValidationError("--format has to be csv, geojson or json.")
        }
        guard lang.map(LanguageTag.isWellFormed) ?? true else {
            throw ValidationError("--lang has to be a language tag, such as en, zu or pt-BR.")
        }
    }

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let rejectsFile = try makeRejectsFile()
        let output = run.output
        let mapping = try mapping.map { try InputFile($0).read(maximumBytes: 1 << 20) } ?? []
        let isAddress = file.hasPrefix("https://") || file.hasPrefix("http://")
        guard isAddress || !file.contains("://") || access(file, F_OK) == 0 else {
            throw CommandError.usage(
                "\(file) is no address of a file: it begins with http:// or https://")
        }
        var query: [(name: String, value: String?)] = [
            ("format", format), ("source", source), ("idColumn", idColumn),
            ("dryRun", dryRun ? "true" : nil), ("removeMissing", removeMissing ? "true" : nil),
            ("lang", lang), ("mappingBytes", String(mapping.count)),
        ]
        let body: ControlRequest.Body
        if isAddress {
            query += [
                ("url", file), ("file", sourceName), ("private", isPrivate ? "true" : nil),
            ]
            body = .bytes(mapping)
        } else {
            let input = try InputFile(file)
            let size = input.size
            query.append(("file", input.name))
            body = .stream(input.chunks(after: mapping) { output.progress($0, of: size) })
        }
        defer { output.endProgress() }
        let summary = try await run.ask(
            ControlRequest(.post, ["import"], query: query, body: body), isAlone: start.alone)
        output.endProgress()
        tellNotices(summary, output)
        try writeRejects(summary, to: rejectsFile, output)
        let counts = ["new", "changed", "unchanged", "rejected", "missing"]
        let members = counts.map {
            JSONObject.Member(name: $0, value: .integer(summary.number($0)))
        }
        try output.result(.object(JSONObject(members)), lines(summary))
        return summary.number("rejected") > 0 ? .warnings : .done
    }

    /// What the node takes for the source's name if nobody says one.
    private var sourceName: String {
        let path = file.hasPrefix("http") ? file.prefix { $0 != "?" && $0 != "#" } : file[...]
        return path.split(separator: "/").last.map(String.init) ?? file
    }

    private func tellNotices(_ summary: ControlDocument, _ output: Output) {
        let notices = (summary["notices"]?.array ?? []).compactMap(\.string)
        for notice in notices.prefix(10) { output.note(notice) }
        let more = summary.number("noticeCount") - min(notices.count, 10)
        if more > 0 { output.note("… and \(more) more remarks") }
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

    /// Makes the file before anything is imported: a file that cannot be made costs nothing then.
    private func makeRejectsFile() throws(CommandError) -> OutputFile? {
        guard let rejects else { return nil }
        guard access(rejects, F_OK) != 0 else {
            throw CommandError(
                "file-exists", "\(rejects) is there already",
                hint: "nothing was imported; name another file with --rejects")
        }
        return try OutputFile(rejects)
    }

    private func writeRejects(
        _ summary: ControlDocument, to file: OutputFile?, _ output: Output
    ) throws(CommandError) {
        let count = summary.number("rejected")
        guard count > 0 else { return }
        for row in summary.items("rejects").prefix(5) {
            output.note("line \(row.number("line")) is not taken: \(row.text("reason"))")
        }
        if count > 5 { output.note("… and \(count - 5) more") }
        guard let file, let rejects else {
            output.note("to have the rejected rows in a file, say --rejects FILE")
            return
        }
        try file.write(Array(summary.text("rejectsFile").utf8))
        try file.finish()
        let kept = summary.number("rejectsKept")
        output.note("\(kept) rejected rows and their reasons are in \(rejects)")
        // The same rows of the same source: else they would be new listings.
        let name = source ?? sourceName
        output.note("mend them and import them with --source \(name)")
        if kept < count { output.note("the other \(count - kept) follow then") }
    }
}
