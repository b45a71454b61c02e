import Foundation
import Glibc
import Synchronization

/// A mail server on 127.0.0.1 that takes what it is told to take, and remembers the talk.
final class TinyMailServer: Sendable {
    /// What it answers to a command that begins with the key; anything else is `250 ok`.
    typealias Answers = [String: String]

    struct Mail: Sendable, Equatable {
        var from = ""
        var recipients: [String] = []
        /// What stood between DATA and the lone dot, with doubled dots undone.
        var data = ""
    }

    private struct State {
        var mails: [Mail] = []
        var commands: [String] = []
    }

    private let state: SharedState
    private let server: TinyServer

    private final class SharedState: Sendable {
        let value = Mutex(State())
    }

    var port: Int { server.port }
    var mails: [Mail] { state.value.withLock { $0.mails } }
    var commands: [String] { state.value.withLock { $0.commands } }

    init(answers: Answers = [:], hello: String = "250 tiny") throws {
        let state = SharedState()
        self.state = state
        server = try TinyServer { connection in
            Self.talk(connection, state, answers, hello)
            return true
        }
    }

    private static func talk(
        _ connection: TinyServer.Connection, _ state: SharedState, _ answers: Answers,
        _ hello: String
    ) {
        var lines = LineReader(descriptor: connection.descriptor)
        var mail = Mail()
        connection.send("220 tiny\r\n")
        while let line = lines.next() {
            state.value.withLock { $0.commands.append(line) }
            let answer = answers.first { line.hasPrefix($0.key) }?.value
            if line.hasPrefix("EHLO") || line.hasPrefix("HELO") {
                connection.send("\(answer ?? hello)\r\n")
            } else if let answer {
                connection.send("\(answer)\r\n")
            } else if line.hasPrefix("MAIL FROM:") {
                mail = Mail(from: String(line.dropFirst(10)))
                connection.send("250 ok\r\n")
            } else if line.hasPrefix("RCPT TO:") {
                mail.recipients.append(String(line.dropFirst(8)))
                connection.send("250 ok\r\n")
            } else if line == "DATA" {
                connection.send("354 go on\r\n")
                while let text = lines.next(), text != "." {
                    mail.data += (text.hasPrefix(".") ? String(text.dropFirst()) : text) + "\n"
                }
                let done = mail
                state.value.withLock { $0.mails.append(done) }
                connection.send("250 taken\r\n")
            } else if line == "QUIT" {
                connection.send("221 bye\r\n")
                return
            } else {
                connection.send("250 ok\r\n")
            }
        }
    }

    private struct LineReader {
        let descriptor: Int32
        private var bytes: [UInt8] = []

        init(descriptor: Int32) { self.descriptor = descriptor }

        /// Without its CRLF; a bare LF or CR stays in it, to be seen. nil if the client is gone.
        mutating func next() -> String? {
            while true {
                for at in bytes.indices.dropFirst() where bytes[at] == 10 && bytes[at - 1] == 13 {
                    let line = String(decoding: bytes[..<(at - 1)], as: UTF8.self)
                    bytes.removeFirst(at + 1)
                    return line
                }
                var chunk = [UInt8](repeating: 0, count: 4_096)
                let count = recv(descriptor, &chunk, chunk.count, 0)
                guard count > 0 else { return nil }
                bytes += chunk[..<count]
            }
        }
    }
}
