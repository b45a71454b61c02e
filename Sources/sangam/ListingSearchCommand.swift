import ArgumentParser
import SangamDirectory

struct ListingSearchCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find listings of all networks by words.",
        discussion: """
            All words have to be in a listing; the last one may be the beginning of a word. An \
            option that is given more than once means or.

            Example:
              sangam listing search "steamed bre" --kind offer
            """)

    @Argument(
        help: ArgumentHelp("What to look for; everything if it is left out.", valueName: "words"))
    var words = ""

    @OptionGroup var filters: SearchOptions

    @Option(help: ArgumentHelp("How many at most, up to 200.", valueName: "n"))
    var limit = 20

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (1...SearchQuery.maximumLimit).contains(limit) else {
            throw ValidationError(
                "--limit has to be a number from 1 to \(SearchQuery.maximumLimit).")
        }
    }

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let cut = SearchQuery.bounded(words)
        if cut.utf8.count < words.utf8.count {
            run.output.note("only the first \(SearchQuery.maximumBytes) bytes are looked for")
        }
        let query = [("q", cut), ("limit", "\(limit)")] + filters.query
        let page = try await run.ask(ControlRequest(.get, ["search"], query: query))
        try run.output.result(verbatim: page.bytes, Self.lines(page))
        return .done
    }

    private static func lines(_ page: ControlDocument) -> [String] {
        let items = page.items("items")
        let total = "\(page.number("total"))" + (page.flag("totalAtLeast") ? " or more" : "")
        let spellings = (page["suggestions"]?.array ?? []).compactMap(\.string)
        let meant =
            spellings.isEmpty
            ? []
            : ["did you mean: \(spellings.joined(separator: ", "))"]
                .map { TerminalText.clean($0) }
        guard !items.isEmpty else { return ["nothing found"] + meant }
        var lines: [String] = []
        for item in items {
            let language = item.text("lang")
            lines.append(TerminalText.clean(Self.text(item["name"], language)))
            let summary = Self.text(item["summary"], language)
            if !summary.isEmpty { lines.append("    \(TerminalText.clean(summary))") }
            let place = item["place"]?.string.map { " · \($0)" } ?? ""
            lines.append(
                TerminalText.clean("    \(item.text("kind"))\(place) · \(item.text("id"))"))
        }
        return lines + ["", "\(items.count) of \(total)"] + meant
    }

    /// The text in its original language, else in any.
    private static func text(_ map: JSON?, _ language: String) -> String {
        map?.object?[language]?.string ?? map?.object?.members.first?.value.string ?? ""
    }
}
