import Foundation
import Glibc
import SangamDirectory

/// The one file that prints: results to standard output, everything else to standard error.
struct Output: Sendable {
    let asJSON: Bool
    let isQuiet: Bool
    /// Whether words on standard output may be coloured.
    let hasColour: Bool
    /// Whether a progress bar would be seen by a person.
    let showsProgress: Bool

    init(asJSON: Bool, isQuiet: Bool, environment: [String: String]) {
        self.asJSON = asJSON
        self.isQuiet = isQuiet
        let isPlain = environment["TERM"] == "dumb"
        hasColour =
            !asJSON && isatty(1) == 1 && !isPlain && (environment["NO_COLOR"] ?? "").isEmpty
        showsProgress = !isQuiet && !isPlain && isatty(2) == 1
    }

    // MARK: Results

    /// The result of a command: its document, or the same in words.
    func result(_ document: JSON, _ lines: @autoclosure () -> [String]) throws(CommandError) {
        if asJSON {
            try write(RecordCoding.encode(document) + [0x0A])
        } else {
            try words(lines())
        }
    }

    /// The document of the node as it came, or the same in words.
    func result(verbatim bytes: [UInt8], _ lines: @autoclosure () -> [String]) throws(CommandError)
    {
        if asJSON {
            let isEnded = bytes.last == 0x0A
            try write(isEnded ? bytes : bytes + [0x0A])
        } else {
            try words(lines())
        }
    }

    /// A text that this program wrote itself, such as help.
    func plain(_ text: String) throws(CommandError) {
        try write(Array(text.utf8) + (text.hasSuffix("\n") ? [] : [0x0A]))
    }

    private func words(_ lines: [String]) throws(CommandError) {
        try write(lines.flatMap { Array($0.utf8) + [0x0A] })
    }

    private func write(_ bytes: [UInt8]) throws(CommandError) {
        guard let number = Self.write(bytes, to: 1) else { return }
        // Whoever read has gone away, as `head` does: there is nobody to tell.
        let reason = number == EPIPE ? "" : ": \(String(cString: strerror(number)))"
        throw CommandError(
            "output", "the result could not be printed\(reason)",
            hint: "what the command changed is safe; ask again with sangam status")
    }

    // MARK: Beside the result

    /// Chatter.
    func note(_ text: String) {
        guard !isQuiet else { return }
        warn(text)
    }

    /// What has to be told even to somebody who wants no chatter.
    func warn(_ text: String) {
        _ = Self.write(Array((TerminalText.clean(text) + "\n").utf8), to: 2)
    }

    /// Tells of a failure, on both outputs if JSON is wanted, and yields the exit code.
    func failure(_ error: CommandError) -> ExitCodes {
        warn("sangam: \(error.message)")
        if let hint = error.hint { warn("  \(hint)") }
        if asJSON {
            let document: JSON = [
                "error": [
                    "code": .string(error.code), "message": .string(error.message),
                    "hint": .string(error.hint ?? ""),
                ]
            ]
            _ = Self.write(RecordCoding.encode(document) + [0x0A], to: 1)
        }
        return error.exitCode
    }

    /// A bar that is drawn over itself, on a terminal only.
    func progress(_ done: Int, of total: Int?) {
        guard showsProgress else { return }
        let amount = ByteCount.text(done)
        guard let total, total > 0 else {
            _ = Self.write(Array("\r\(amount)\u{1B}[K".utf8), to: 2)
            return
        }
        let share = min(100, Int(Double(done) / Double(total) * 100))
        let filled = share / 4
        let bar =
            String(repeating: "#", count: filled) + String(repeating: ".", count: 25 - filled)
        _ = Self.write(
            Array("\r[\(bar)] \(share) % of \(ByteCount.text(total))\u{1B}[K".utf8), to: 2)
    }

    func endProgress() {
        guard showsProgress else { return }
        _ = Self.write(Array("\r\u{1B}[K".utf8), to: 2)
    }

    /// A line of the log, complete with its line break.
    static func log(_ line: String) {
        _ = write(Array(line.utf8), to: 2)
    }

    /// Nil when all is written, else the error's number.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        var written = 0
        while written < bytes.count {
            let start = written
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            written += count
        }
        return nil
    }

    // MARK: Colour

    enum Colour: Int { case red = 31, green = 32, yellow = 33 }

    func coloured(_ text: String, _ colour: Colour) -> String {
        hasColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }
}
