import Foundation
import Logging
import SangamDirectory
import SangamLog
import SangamStore
import Synchronization

@testable import SangamNode

/// A node in a folder of its own, for messages.
final class MessageNode: Sendable {
    static let now: Int64 = 1_795_200_000

    let node: Node
    let folder: DataFolder
    private let lock: FolderLock
    private let home: TemporaryFolder

    init(_ configuration: String = "", log: Logger = Logger(label: "test")) async throws {
        home = try TemporaryFolder()
        _ = try await Node.initialise(
            folder: home.path + "/node", label: "sem.example.org", name: "SEM South Africa",
            languages: ["en"], url: "https://sem.example.org",
            recoveryKeyFile: home.path + "/key", now: Self.now)
        folder = DataFolder(path: home.path + "/node")
        lock = try folder.lock()
        node = try await Node.open(
            folder: folder,
            configuration: try NodeConfiguration(
                file: Array(configuration.utf8), environment: [:]),
            transport: PeerTransport { _ throws(TransportError) in
                throw TransportError(.unreachable, "a test has no peers")
            }, isAlone: true, log: log)
        await node.startCheck(seconds: 0, now: Self.now)
    }

    /// Runs a test with a node and takes it down afterwards.
    static func with(
        _ configuration: String = "", log: Logger = Logger(label: "test"),
        _ body: (MessageNode) async throws -> Void
    ) async throws {
        let node = try await MessageNode(configuration, log: log)
        do { try await body(node) } catch {
            await node.node.close()
            throw error
        }
        await node.node.close()
    }

    static func mail(_ server: TinyMailServer, _ more: String = "") -> String {
        "mail.smtp = 127.0.0.1:\(server.port)\nmail.from = node@sem.example.org\n" + more
    }

    func publish(_ members: String, kind: String = "organisation") async throws -> RecordID {
        let json = "{\"kind\":\"\(kind)\",\"lang\":\"en\",\"name\":{\"en\":\"Bakery\"}\(members)}"
        return try await node.publish(payload: Array(json.utf8), id: nil, now: Self.now).id
    }

    static func enquiry(
        _ record: RecordID, _ kind: Enquiry.Kind = .ask, text: String = "Do you have bread?",
        reply: String = "asker@example.com", name: String = "Thandi",
        proposed: [(path: String, value: String)] = [], honeypot: String = "",
        caller: String = "192.0.2.0"
    ) -> Enquiry {
        Enquiry(
            kind: kind, record: record, name: name, reply: reply, text: text, proposed: proposed,
            honeypot: honeypot, caller: caller,
            words: .init(
                subject: "A question about Bakery", opening: "Somebody wrote to Bakery:",
                closing: "This text is forgotten after 30 days.", language: "en"))
    }

    @discardableResult
    func take(_ enquiry: Enquiry, after seconds: Int64 = 0) async throws -> EnquiryOutcome {
        try await node.take(enquiry, now: Self.now + seconds)
    }

    func tend(after seconds: Int64 = 0) async throws {
        try await node.tendMessages(now: Self.now + seconds)
    }

    /// Whether a text is anywhere in the files of the data folder.
    func isOnDisk(_ text: String) throws -> Bool {
        let word = Data(text.utf8)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { name in
            FileManager.default.contents(atPath: folder.file(name))?.range(of: word) != nil
        }
    }
}

/// Everything that is logged, for a test to look at.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(lines: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = "\(event.message) \(event.metadata ?? [:])"
            lines.lines.withLock { $0.append(line) }
        }
    }
}
