import ChildProcess
import Foundation
import Testing

/// The built program beside the test bundle.
enum Program {
    /// `SANGAM_BINARY`, or `sangam` in the folder that this test's own executable is in.
    static var url: URL {
        get throws {
            if let path = ProcessInfo.processInfo.environment["SANGAM_BINARY"] {
                return URL(fileURLWithPath: path)
            }
            let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let beside = URL(fileURLWithPath: own).deletingLastPathComponent()
                .appendingPathComponent("sangam")
            if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
            // Some test runners are an executable of the toolchain and name the bundle.
            let bundle = CommandLine.arguments.first { $0.contains(".xctest") }
            let folder = URL(fileURLWithPath: try #require(bundle)).deletingLastPathComponent()
            return folder.appendingPathComponent("sangam")
        }
    }

    /// The variables of a run: none of the caller's that would change it.
    static func environment(_ more: [String: String]) -> [String: String] {
        let kept = ["PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH"]
        let own = ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }
        return own.merging(more) { $1 }
    }

    /// Runs a command to its end.
    static func run(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:],
        folder: String? = nil
    ) async throws -> Ran {
        let running = try Running(
            arguments, input: input, environment: environment, folder: folder)
        return try await running.end()
    }
}

/// How a command ended.
struct Ran: Sendable {
    let arguments: [String]
    /// Negative: the number of the signal that ended it.
    let code: Int32
    let out: String
    let err: String

    /// Standard output as exactly one JSON document.
    var document: Document {
        get throws {
            let value = try? JSONSerialization.jsonObject(
                with: Data(out.utf8), options: [.fragmentsAllowed])
            return Document(
                value: try #require(value, "not one JSON document: \(self)"))
        }
    }

    var summary: String {
        let command = "sangam \(arguments.joined(separator: " "))"
        return "\(command) → \(code)\n\(out.prefix(2000))\n\(err.prefix(4000))"
    }
}

extension Ran: CustomStringConvertible {
    var description: String { summary }
}

/// A started command, and what it has written so far.
final class Running: Sendable {
    var pid: Int32 { process.pid }
    private let process: ChildProcess
    private let arguments: [String]
    private let scratch: TemporaryFolder

    init(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:],
        folder: String? = nil
    ) throws {
        self.arguments = arguments
        scratch = try TemporaryFolder("run")
        try Data((input ?? "").utf8).write(to: scratch.url("in"))
        process = try ChildProcess(
            Program.url.path, arguments, environment: Program.environment(environment),
            folder: folder, input: scratch.file("in"), output: scratch.file("out"),
            error: scratch.file("err"))
    }

    var isRunning: Bool { process.isRunning }
    var out: String { (try? String(contentsOf: scratch.url("out"), encoding: .utf8)) ?? "" }
    var err: String { (try? String(contentsOf: scratch.url("err"), encoding: .utf8)) ?? "" }

    func signal(_ number: Int32) { process.signal(number) }

    /// Waits for the end; ends it by force when it hangs.
    func end() async throws -> Ran {
        let isEnded = try await eventually(every: 0.01) { !self.isRunning }
        if !isEnded { signal(SIGKILL) }
        try #require(isEnded, "not ended: \(arguments)\n\(out)\n\(err)")
        return Ran(arguments: arguments, code: process.wait(), out: out, err: err)
    }
}

/// Asks again until it holds. Gives up after ten minutes: a bound against a hang, not a measure of
/// speed, as a machine that runs other things beside the tests may be slow.
func eventually(
    every pause: Double = 0.1,
    _ condition: () async throws -> Bool
) async throws -> Bool {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .seconds(600))
    while true {
        if try await condition() { return true }
        if clock.now >= end { return false }
        try await Task.sleep(for: .seconds(pause))
    }
}
