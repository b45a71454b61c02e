import ArgumentParser
import SangamDirectory

struct BundleImportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in a file of sections, each checked like the answer of a peer.",
        discussion: """
            Sections that prove themselves are taken, the others are reported; a file that was cut \
            gives what is whole in it. A log of a network that is not accepted here is left out: \
            accept it with sangam peers add --node NODEID.

            Example:
              sangam bundle import /media/stick/network.sangam
            """)

    @Argument(help: ArgumentHelp("The file; - for standard input.", valueName: "file"))
    var file: String

    @OptionGroup var start: AloneOption
    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let (file, output) = (file, run.output)
        let sections = try await run.session(isAlone: start.alone) {
            (session) async throws(CommandError) -> [Section] in
            var sections: [Section] = []
            // A section may stand before the one that it continues: read again while that helps.
            for _ in 0..<Self.readingsMost {
                let input = try InputFile(file)
                let size = input.size
                let request = ControlRequest(
                    .post, ["bundle"],
                    body: .stream(input.chunks { output.progress($0, of: size) }))
                let read = try await session.ask(request).items("sections").map { Section($0) }
                sections = Self.merged(sections, read)
                let isOutOfOrder = read.contains { $0.result == "rangeAhead" }
                let isMoving = read.contains { $0.new > 0 }
                guard isOutOfOrder, isMoving, size != nil else { break }
            }
            return sections
        }
        output.endProgress()
        for hint in Set(sections.compactMap(\.hint)).sorted() {
            output.note("not accepted here; to accept it: \(hint)")
        }
        try output.result(
            ["sections": .array(sections.map(\.json))], sections.map(\.line))
        if sections.isEmpty { output.note("there is no section in it") }
        if sections.contains(where: \.isInvalid) { return .verification }
        let isWhole = !sections.isEmpty && sections.allSatisfy { $0.result == "ok" }
        return isWhole ? .done : .warnings
    }

    /// How often a file is read whose sections stand in another order than they continue.
    private static let readingsMost = 64

    /// The results of two readings of one file, section by section.
    private static func merged(_ first: [Section], _ second: [Section]) -> [Section] {
        guard first.count == second.count else { return second }
        return zip(first, second).map { before, after in
            var merged = after
            merged.new += before.new
            return merged
        }
    }

    /// One section's result.
    private struct Section {
        let origin: JSON
        let from: JSON
        let to: JSON
        let result: String
        var new: Int
        let hint: String?
        let isInvalid: Bool

        init(_ document: ControlDocument) {
            origin = document["origin"] ?? .null
            from = document["from"] ?? .null
            to = document["to"] ?? .null
            result = document.text("result")
            new = document.number("new")
            hint = document["hint"]?.string
            isInvalid = document.flag("invalid")
        }

        var json: JSON {
            [
                "origin": origin, "from": from, "to": to, "result": .string(result),
                "new": .integer(new),
            ]
        }

        var line: String {
            let name = TerminalText.clean(origin.string ?? "unknown log")
            let range = from.int.flatMap { from in to.int.map { " \(from)…\($0)" } } ?? ""
            let count = result == "ok" ? "\(new) new entries" : "nothing taken"
            return "\(TerminalText.clean(result))  \(name)\(range): \(count)"
        }
    }
}
