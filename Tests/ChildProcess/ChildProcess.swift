import CSpawn
import Foundation
import Synchronization

/// A program that a test starts; killed when nobody holds it any more, whatever the test does.
///
/// By `posix_spawn`, as Foundation's `Process` looks for open files at each start by copying whole
/// directory entries, past the end of the last one where it is short, and where the next page
/// belongs to nobody it takes the whole run of tests down with it.
public final class ChildProcess: Sendable {
    public let pid: pid_t
    /// As `waitpid` told it; nil while the program runs. Only the first who sees the end may ask.
    private let status = Mutex<Int32?>(nil)

    /// A program could not be started.
    public struct Failure: Error, CustomStringConvertible {
        public let program: String
        /// A number of `errno`.
        public let code: Int32
        public var description: String { "\(program): \(String(cString: strerror(code)))" }
    }

    /// Starts a program. It holds no file of the caller's, and no signal is blocked in it.
    ///
    /// - Parameters:
    ///   - program: the path of an executable file.
    ///   - arguments: without the program's own name.
    ///   - environment: nil stands for the caller's.
    ///   - folder: where it starts; nil stands for the caller's.
    ///   - input, output, error: paths of files. Files, not pipes: nothing can fill up while
    ///     nobody reads. What is there in the two that are written goes.
    public init(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil,
        folder: String? = nil, input: String = "/dev/null", output: String = "/dev/null",
        error: String = "/dev/null"
    ) throws {
        let variables = environment ?? ProcessInfo.processInfo.environment
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        let written = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 1, output, written, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, error, written, 0o600)
        sangam_spawn_addclosefrom(&actions, 3)
        if let folder { sangam_spawn_addchdir(&actions, folder) }
        // The threads that Swift's tasks run on take no signals; a program inherits that.
        var none = sigset_t()
        var every = sigset_t()
        sigemptyset(&none)
        sigfillset(&every)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &every)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var words = ([program] + arguments).map { strdup($0) } + [nil]
        var settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + settings { free(text) } }
        var started: pid_t = 0
        let code = posix_spawn(&started, program, &actions, &attributes, &words, &settings)
        guard code == 0 else { throw Failure(program: program, code: code) }
        pid = started
    }

    deinit {
        guard isRunning else { return }
        kill(pid, SIGKILL)
        _ = wait()
    }

    public var isRunning: Bool { ask(WNOHANG) == nil }

    /// Sends a signal to a program that runs; its number may be another's by now when it does not.
    public func signal(_ number: Int32) {
        status.withLock { status in
            if status == nil { kill(pid, number) }
        }
    }

    /// Waits for the end: what the program returned, or less than zero the number of the signal
    /// that ended it.
    public func wait() -> Int32 {
        while true {
            guard let status = ask(0) else { continue }
            let signal = status & 0x7F
            return signal == 0 ? (status >> 8) & 0xFF : -signal
        }
    }

    private func ask(_ options: Int32) -> Int32? {
        status.withLock { status in
            if let status { return status }
            var now: Int32 = 0
            let found = waitpid(pid, &now, options)
            // Somebody else has taken the end: told as a failure, and not waited for without one.
            if found < 0, errno == ECHILD { now = 255 << 8 } else if found != pid { return nil }
            status = now
            return now
        }
    }

    /// Runs a program to its end: what it returned and what it wrote to standard output.
    public static func run(
        _ program: String, _ arguments: [String]
    ) throws -> (code: Int32, output: Data) {
        let file = FileManager.default.temporaryDirectory.appending(path: "child-\(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        let code = try ChildProcess(program, arguments, output: file.path).wait()
        return (code, try Data(contentsOf: file))
    }
}
