import ArgumentParser
import SangamDirectory

struct PeersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peers",
        abstract: "Say with which other nodes this one exchanges.",
        discussion: """
            Peers are kept in peers.json in the node's folder; a running node notices a change.

            Example:
              sangam peers add https://directory.other.example
              sangam peers list
            """,
        subcommands: [
            PeersAddCommand.self, PeersListCommand.self, PeersRemoveCommand.self,
            PeersPauseCommand.self, PeersResumeCommand.self,
            PeersBlockCommand.self, PeersUnblockCommand.self,
        ])

    static func lines(_ peers: [ControlDocument]) -> [String] {
        guard !peers.isEmpty else {
            return ["there are no peers; add one with sangam peers add URL"]
        }
        var table = TextTable([
            ("NAME", .left), ("NODE", .left), ("ADDRESS", .left), ("HOPS", .right),
            ("STATE", .left), ("BEHIND", .right), ("", .left),
        ])
        for peer in peers {
            let node = peer["node"]?.string.map { $0.prefix(6) + "…" } ?? "?"
            table.add([
                peer.text("name"), node, peer["url"]?.string ?? "(calls us)",
                "\(peer.number("hops"))", peer.flag("paused") ? "paused" : peer.text("state"),
                "\(peer.number("behind"))", peer.text("error"),
            ])
        }
        return table.lines
    }
}
