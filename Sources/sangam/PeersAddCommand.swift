import ArgumentParser
import SangamDirectory

struct PeersAddCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a peer, or change the address of one that is known.",
        discussion: """
            Without --node the address is asked who it is, and that node is remembered: another \
            node at the same address is not accepted later. A peer without an address is one that \
            only calls us.

            Example:
              sangam peers add https://directory.other.example
              sangam peers add http://192.168.1.20:8080 --private
              sangam peers add --node k4gidesfoerp245rpxqf2vacrwd7bj7w
            """)

    @Argument(help: ArgumentHelp("The peer's address.", valueName: "url"))
    var url: String?

    @Option(help: ArgumentHelp("Its node id, if you know it.", valueName: "node id"))
    var node: String?

    @Option(help: ArgumentHelp("A name for it, for yourself.", valueName: "name"))
    var name: String?

    @Flag(name: .customLong("private"), help: "It may be at a private or loopback address.")
    var isPrivate = false

    @Option(
        help: ArgumentHelp(
            "How far off a log that it brings may be: 1 is only its own. (default: 2)",
            valueName: "n"))
    var hops: Int?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard url != nil || node != nil else {
            throw ValidationError("A peer needs an address, or --node for one that only calls us.")
        }
        guard hops.map({ (0...64).contains($0) }) ?? true else {
            throw ValidationError("--hops has to be a number from 0 to 64.")
        }
    }

    func perform(_ run: CommandRun) async throws -> ExitCodes {
        var body = JSONObject()
        body["url"] = url.map { .string($0) }
        body["node"] = node.map { .string($0) }
        body["name"] = name.map { .string($0) }
        body["private"] = isPrivate ? true : nil
        body["hops"] = hops.map { .integer($0) }
        let peer = try await run.ask(
            ControlRequest(.post, ["peers"], body: .json(.object(body))))
        try run.output.result(verbatim: peer.bytes, Self.lines(peer))
        return .done
    }

    private static func lines(_ peer: ControlDocument) -> [String] {
        let name = TerminalText.clean(peer.text("name"))
        guard let node = peer["node"]?.string else {
            return ["added \(name); its node id is remembered when it answers"]
        }
        return [
            "added \(name)", "node  \(TerminalText.clean(node))",
            "compare the node id with what its operator says by telephone",
        ]
    }
}
