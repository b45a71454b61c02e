import ArgumentParser
import SangamDirectory
import SangamLog

struct ProofCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof",
        abstract: "Make a file that proves a record's place in a log, or check such a file.",
        subcommands: [ProofMakeCommand.self, ProofVerifyCommand.self],
        defaultSubcommand: ProofMakeCommand.self)
}

struct ProofMakeCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Write a .tlog-proof file of a record's newest entry.",
        discussion: """
            Example:
              sangam proof organisation/3n372anpsvzcdjeytnslg5ykqm -o bakery.tlog-proof
            """)

    @Argument(help: ArgumentHelp("The record's ID.", valueName: "record"))
    var id: String

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"))
    var output: String?

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let id = try ListingID(id)
        let proof = try await run.session { (session) async throws(CommandError) -> [UInt8] in
            let id = try await session.wholeID(id)
            let request = ControlRequest(
                .get, ["proof", id.node.text, id.key.kind, id.key.id])
            return try await session.part(request).bytes
        }
        if output == nil, run.output.asJSON {
            try run.output.result(
                ["proof": .string(String(decoding: proof, as: UTF8.self))], [])
            return .done
        }
        let file = try OutputFile(output)
        try file.write(proof)
        try file.finish()
        if let output {
            try run.output.result(
                ["file": .string(output), "bytes": .integer(proof.count)],
                ["the proof is in \(output)"])
        }
        return .done
    }
}

struct ProofVerifyCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a .tlog-proof file against the identity of its network.",
        discussion: """
            Example:
              sangam proof verify bakery.tlog-proof
            """)

    @Argument(help: ArgumentHelp("The file; - for standard input.", valueName: "file"))
    var file: String

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let bytes = try InputFile(file).read(maximumBytes: 1 << 20)
        let proof = try await run.ask(ControlRequest(.post, ["proof"], body: .bytes(bytes)))
        let record = TerminalText.clean(proof["record"]?.string ?? "an unknown operation")
        try run.output.result(
            verbatim: proof.bytes,
            [
                "\(run.output.coloured("ok", .green)): \(record)",
                "\(proof.text("operation")) is entry \(proof.number("index")) of "
                    + "\(proof.number("size")) of \(TerminalText.clean(proof.text("origin")))",
            ])
        return .done
    }
}
