import ArgumentParser
import SangamDirectory
import SangamLog
import SangamNode

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Show the node's public keys.",
        subcommands: [KeysShowCommand.self])
}

struct KeysShowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the node id and the public keys; never a secret.",
        discussion: """
            The public key is what others need to verify our log with their own tools.

            Example:
              sangam keys show
            """)

    @OptionGroup var options: GlobalOptions

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        let status = try await run.ask(ControlRequest(.get, ["status"]))
        let keys = try KeyFile.read(from: try run.folder())
        let (node, origin) = (status.text("node"), status.text("origin"))
        let label = String(origin.prefix { $0 != "/" })
        guard let signing = SignerKey(name: origin, seed: keys.signingSeed),
            let cosigner = SignerKey(
                name: "\(label)/\(node)/cosigner", kind: .cosignature, seed: keys.cosignerSeed)
        else {
            throw CommandError("keys", "the file of keys does not fit this node")
        }
        let document: JSON = [
            "node": .string(node), "origin": .string(origin),
            "vkey": .string(signing.verifier.text), "cosigner": .string(cosigner.verifier.text),
        ]
        try run.output.result(
            document,
            [
                "node      \(node)", "log       \(origin)",
                "signing   \(signing.verifier.text)", "cosigner  \(cosigner.verifier.text)",
            ])
        return .done
    }
}
