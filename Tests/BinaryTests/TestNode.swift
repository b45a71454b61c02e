import Foundation
import Testing

/// One network's node in a folder of its own, with or without a running program.
final class TestNode: Sendable {
    let folder: TemporaryFolder
    let label: String
    /// Variables of every run.
    let environment: [String: String]

    var data: String { folder.file("data") }

    private init(label: String, environment: [String: String]) throws {
        self.label = label
        self.environment = environment
        folder = try TemporaryFolder(String(label.prefix { $0 != "." }))
    }

    /// Makes the node with `init`.
    static func make(
        _ label: String = "a.test.example", environment: [String: String] = [:]
    ) async throws -> TestNode {
        let node = try TestNode(label: label, environment: environment)
        let made = try await node.sangam(
            "init", "--label", label, "--name", "Network \(label)", "--recovery-key",
            node.folder.file("recovery"))
        try #require(made.code == 0, "\(made)")
        return node
    }

    /// Runs a command on this node's folder with `--json`.
    @discardableResult
    func sangam(
        _ arguments: String..., input: String? = nil, environment more: [String: String] = [:]
    ) async throws -> Ran {
        try await Program.run(
            arguments + ["--data", data, "--json"], input: input,
            environment: environment.merging(more) { $1 })
    }

    /// A command that has to end well, and its document.
    @discardableResult
    func done(_ arguments: String..., input: String? = nil) async throws -> Document {
        let ran = try await Program.run(
            arguments + ["--data", data, "--json"], input: input, environment: environment)
        try #require(ran.code == 0, "\(ran)")
        return try ran.document
    }

    /// Publishes an organisation of this name; its whole ID.
    @discardableResult
    func put(_ name: String, id: String? = nil) async throws -> String {
        let payload = #"{"kind":"organisation","lang":"en","name":{"en":"\#(name)"}}"#
        var arguments = ["listing", "put", "-", "--data", data, "--json"]
        if let id { arguments += ["--id", id] }
        let ran = try await Program.run(arguments, input: payload, environment: environment)
        try #require(ran.code == 0, "\(ran)")
        return try ran.document["id"].text
    }

    /// Starts `serve` and waits for the line that says so.
    func serve(
        _ more: String..., listen: String = "127.0.0.1:0", environment extra: [String: String] = [:]
    ) async throws -> Served {
        let running = try Running(
            ["serve", "--listen", listen, "--data", data] + more,
            environment: environment.merging(extra) { $1 })
        let isThere = try await eventually(every: 0.02) {
            running.out.contains("\n") || !running.isRunning
        }
        let start = "listening on http://127.0.0.1:"
        let line = running.out.split(separator: "\n").first.map(String.init) ?? ""
        try #require(
            isThere && line.hasPrefix(start), "did not start: \(running.out)\n\(running.err)")
        return Served(
            running: running, port: try #require(UInt16(line.dropFirst(start.count))))
    }

    /// Origin line → size and root of each log held.
    func heads() async throws -> [String: String] {
        let status = try await done("status")
        return Dictionary(
            uniqueKeysWithValues: status["logs"].items.map {
                ($0["origin"].text, "\($0["size"].number) \($0["root"].text)")
            })
    }

    /// How many listings a search finds.
    func count(_ words: String) async throws -> Int {
        try await done("listing", "search", words)["total"].number
    }

    /// All bytes of all files in the data folder.
    func rawFiles() throws -> [(name: String, bytes: Data)] {
        let files = FileManager.default.enumerator(atPath: data)
        return (files?.allObjects ?? []).compactMap { item in
            guard let name = item as? String,
                let bytes = FileManager.default.contents(atPath: "\(data)/\(name)")
            else { return nil }
            return (name, bytes)
        }
    }
}

/// A node whose `serve` is running.
struct Served: Sendable {
    let running: Running
    let port: UInt16

    var url: String { "http://127.0.0.1:\(port)" }

    /// Stops in order and checks that it does.
    func stop() async throws {
        running.signal(SIGTERM)
        let ended = try await running.end()
        #expect(ended.code == 0, "\(ended)")
    }

    /// As a power cut does.
    func kill() async throws {
        running.signal(SIGKILL)
        _ = try await running.end()
    }
}

/// Makes two running nodes peers of each other.
func link(_ a: TestNode, _ servedA: Served, _ b: TestNode, _ servedB: Served) async throws {
    try await a.done("peers", "add", servedB.url, "--private")
    try await b.done("peers", "add", servedA.url, "--private")
}
