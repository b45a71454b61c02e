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

/// A started process; killed when nobody holds it any more, whatever the test does.
final class Running: Sendable {
    let pid: Int32
    private let process: Process
    private let arguments: [String]
    private let scratch: TemporaryFolder

    init(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:],
        folder: String? = nil
    ) throws {
        self.arguments = arguments
        scratch = try TemporaryFolder("run")
        // Files, not pipes: nothing can fill up while nobody reads.
        let process = Process()
        process.executableURL = try Program.url
        process.arguments = arguments
        process.environment = Program.environment(environment)
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        try Data((input ?? "").utf8).write(to: scratch.url("in"))
        for name in ["out", "err"] { try Data().write(to: scratch.url(name)) }
        process.standardInput = try FileHandle(forReadingFrom: scratch.url("in"))
        process.standardOutput = try FileHandle(forWritingTo: scratch.url("out"))
        process.standardError = try FileHandle(forWritingTo: scratch.url("err"))
        try process.run()
        self.process = process
        pid = process.processIdentifier
    }

    deinit {
        if process.isRunning { kill(pid, SIGKILL) }
    }

    var isRunning: Bool { process.isRunning }
    var out: String { (try? String(contentsOf: scratch.url("out"), encoding: .utf8)) ?? "" }
    var err: String { (try? String(contentsOf: scratch.url("err"), encoding: .utf8)) ?? "" }

    func signal(_ number: Int32) {
        if process.isRunning { kill(pid, number) }
    }

    /// Waits for the end; ends it by force when it hangs.
    func end() async throws -> Ran {
        let isEnded = try await eventually(every: 0.01) { !self.isRunning }
        if !isEnded { signal(SIGKILL) }
        try #require(isEnded, "not ended: \(arguments)\n\(out)\n\(err)")
        let status = process.terminationStatus
        let code = process.terminationReason == .uncaughtSignal ? -status : status
        return Ran(arguments: arguments, code: code, out: out, err: err)
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
