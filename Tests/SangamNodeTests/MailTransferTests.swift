import Foundation
import Glibc
import Testing

@testable import SangamNode

@Suite struct MailTransferTests {
    static func transfer(_ server: MailServer, credentials: MailCredentials? = nil) throws
        -> MailTransfer
    {
        let from = try MailMessageTests.address("node@sem.example.org")
        let to = try MailMessageTests.address("bakery@example.org")
        return MailTransfer(
            server: server, credentials: credentials, from: from, to: to,
            bytes: try MailMessageTests.mail("s").bytes)
    }

    static func local(_ server: TinyMailServer) -> MailServer {
        MailServer(host: "127.0.0.1", port: server.port)
    }

    @Test func `a mail arrives byte for byte`() async throws {
        let server = try TinyMailServer()
        let transfer = try Self.transfer(Self.local(server))
        #expect(await transfer.run() == .sent)
        let data = try #require(server.mails.first?.data)
        #expect(Array(data.replacingOccurrences(of: "\n", with: "\r\n").utf8) == transfer.bytes)
        #expect(server.commands.first == "EHLO sem.example.org")
    }

    @Test func `the name and password are told to the server that asks for them`() async throws {
        let server = try TinyMailServer(
            answers: ["AUTH PLAIN": "235 welcome"], hello: "250-tiny\r\n250 AUTH PLAIN")
        let credentials = MailCredentials(user: "node", password: "pässword")
        #expect("\(credentials)" == "(credentials)")
        #expect(
            await (try Self.transfer(Self.local(server), credentials: credentials)).run() == .sent)
        let said = server.commands.first { $0.hasPrefix("AUTH") } ?? ""
        let data = Data(base64Encoded: String(said.split(separator: " ").last ?? "")) ?? Data()
        #expect(data == Data("\u{0}node\u{0}pässword".utf8))
    }

    @Test func `to another computer nothing is said before it is encrypted (E11)`() async throws {
        // Loopback in a spelling that we do not take for it, so that it counts as another computer.
        let server = try TinyMailServer()
        let named = MailServer(host: "0x7f000001", port: server.port)
        #expect(!named.isLoopback)
        let outcome = await (try Self.transfer(named)).run()
        #expect(outcome == .failed("no trusted encrypted connection to the mail server"))
        #expect(server.mails.isEmpty)
        #expect(!server.commands.contains { $0.hasPrefix("MAIL") || $0.hasPrefix("AUTH") })
    }

    @Test func `each failure has words of ours, never the server's`() async throws {
        let cases: [(TinyMailServer.Answers, MailTransfer.Outcome)] = [
            (["MAIL FROM": "421 SECRET"], .failed("the mail server answered 421")),
            (["RCPT TO": "550 SECRET"], .refused(550)),
            (["DATA": "554 SECRET"], .refused(554)),
        ]
        for (answers, expected) in cases {
            let server = try TinyMailServer(answers: answers)
            #expect(await (try Self.transfer(Self.local(server))).run() == expected)
        }
        let port = try TinyMailServer().port
        let nobody = MailServer(host: "127.0.0.1", port: port)
        guard case .failed = await (try Self.transfer(nobody)).run() else {
            Issue.record("a mail went to nobody")
            return
        }
    }

    @Test(.timeLimit(.minutes(15)))
    func `a server that says nothing is left when the node stops`() async throws {
        let silent = try TinyServer { connection in
            var byte: UInt8 = 0
            return recv(connection.descriptor, &byte, 1, 0) > 0
        }
        let server = MailServer(host: "127.0.0.1", port: silent.port)
        let transfer = try Self.transfer(server)
        let task = Task { await transfer.run() }
        try await Task.sleep(for: .milliseconds(300))
        task.cancel()
        #expect(await task.value == .failed("the node is stopping"))
    }

    // MARK: - Settings

    static func configuration(_ text: String) throws -> NodeConfiguration {
        try NodeConfiguration(file: Array(text.utf8), environment: [:])
    }

    @Test func `mail.smtp is a host and a port, with a scheme or without`() throws {
        for (text, url) in [
            ("mail.example.org:587", "smtp://mail.example.org:587"),
            ("mail.example.org:465", "smtps://mail.example.org:465"),
            ("smtp://mail.example.org:465", "smtp://mail.example.org:465"),
            ("smtps://[::1]:25", "smtps://[::1]:25"),
        ] {
            let configuration = try Self.configuration("mail.smtp = \(text)\n")
            #expect(configuration.mailSMTP?.description == url)
        }
        for text in ["http://a:25", "smtp://a", "a:0", "smtp://u:p@a:25", "a:25/x", "smtp://"] {
            #expect(throws: NodeError.self, "\(text)") {
                try Self.configuration("mail.smtp = \(text)\n")
            }
        }
        for (host, isLoopback) in [
            ("localhost", true), ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true),
            ("127.example.org", false), ("10.0.0.1", false), ("localhost.example.org", false),
        ] {
            #expect(MailServer(host: host, port: 25).isLoopback == isLoopback, "\(host)")
        }
    }

    @Test func `the password comes from a file of mode 0600 or a variable, and is never shown`()
        throws
    {
        let folder = try TemporaryFolder()
        let data = DataFolder(path: folder.path)
        let none = try Self.configuration("")
        #expect(try MailCredentials.read(none, data)?.user == nil)
        let named = try Self.configuration("mail.user = node\n")
        #expect(throws: NodeError.self) { try MailCredentials.read(named, data) }
        try data.writeFile(MailCredentials.fileName, Array("from file \n".utf8))
        #expect(try MailCredentials.read(named, data)?.password == "from file")
        chmod(data.file(MailCredentials.fileName), 0o644)
        #expect(throws: NodeError.self) { try MailCredentials.read(named, data) }
        let both = try NodeConfiguration(
            file: Array("mail.user = node\n".utf8),
            environment: ["SANGAM_MAIL_PASSWORD": "from variable"])
        #expect(try MailCredentials.read(both, data)?.password == "from variable")
        #expect(both.warnings.isEmpty)
        #expect(!"\(both)".contains("from variable"))
        #expect(!both.settings.contains { $0.text.contains("from variable") })
    }
}
