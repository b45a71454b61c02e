import Foundation
import HTTPTypes
import Hummingbird
import Logging
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore
import Synchronization

@testable import SangamWeb

/// A real node in a folder of its own, with both routers and a clock that stands still.
final class TestNode: Sendable {
    static let now: Int64 = 1_795_200_000

    let folder: DataFolder
    let node: Node
    let web: InProcessCaller
    let control: InProcessCaller
    private let lock: FolderLock

    init(
        label: String = "sem.example.org", name: String = "SEM South Africa",
        transport: PeerTransport = .nobody, configuration file: String = ""
    ) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/sangam-web-\(UUID().uuidString)"
        let recovery = path + ".recovery-key"
        _ = try await Node.initialise(
            folder: path, label: label, name: name, languages: ["en"],
            url: "https://sem.example.org", recoveryKeyFile: recovery, now: Self.now)
        try FileManager.default.removeItem(atPath: recovery)
        folder = DataFolder(path: path)
        lock = try folder.lock()
        let configuration = try NodeConfiguration(file: Array(file.utf8), environment: [:])
        node = try await Node.open(
            folder: folder, configuration: configuration, transport: transport, isAlone: true)
        await node.startCheck(seconds: 0, now: Self.now)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        web = InProcessCaller(
            try buildPublicRouter(node: node, clock: { Self.now }), logger: logger)
        control = InProcessCaller(
            buildControlRouter(node: node, clock: { Self.now }), logger: logger)
    }

    func close() async {
        await node.shutdown()
        await node.close()
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    /// Runs a test with a node and takes it down afterwards.
    static func with<Value: Sendable>(
        configuration: String = "", _ body: (TestNode) async throws -> Value
    ) async throws -> Value {
        let node = try await TestNode(configuration: configuration)
        do {
            let value = try await body(node)
            await node.close()
            return value
        } catch {
            await node.close()
            throw error
        }
    }

    @discardableResult func publish(_ json: String) async throws -> RecordID {
        try await node.publish(payload: Array(json.utf8), id: nil, now: Self.now).id
    }

    var logID: String {
        get async { await node.identity().currentOrigin.logID }
    }

    static let bakery = """
        {"kind":"organisation","lang":"en","name":{"en":"Umbumbano Bakery","zu":"Ibhikawozi Lobumbano"},
        "summary":{"en":"Bread and rolls, baked each night by 14 members."},"forms":["enterprise"],
        "membershipOf":"workers","goods":[{"scheme":"goods","code":"bread"},"steamed bread"],
        "place":{"address":{"locality":"Durban","region":"KwaZulu-Natal","country":"ZA"},
        "point":[-29.86,31.03],"precision":"area"},"contact":{"phone":"+27 31 555 0142"},
        "links":[{"rel":"website","url":"https://bakery.example.org"}],
        "size":{"members":14,"women":11},"confirmed":{"at":"2026-10-02","by":"steward"},
        "ext":{"Old number":"B-17"},"oven":"wood"}
        """
}

extension PeerTransport {
    static let nobody = PeerTransport { _ throws(TransportError) in
        throw TransportError(.unreachable, "a test has no peers")
    }
}

extension InProcessCaller {
    func get(
        _ target: String, headers: HTTPFields = [:], from address: String? = nil
    ) async throws -> Reply {
        try await send(.get, target, headers: headers, remoteAddress: address)
    }
}

extension InProcessCaller.Reply {
    var text: String { String(decoding: body, as: UTF8.self) }

    func json() throws -> JSON { try RecordCoding.parseJSON(body, maximumDepth: 24) }
}

extension Visit {
    /// Read once, because it takes long in a program for tests.
    private static let catalogues = Result { try Catalogues() }

    /// A reader of English without a language in the path.
    static func english(_ target: String = "/") throws -> Visit {
        Visit(try catalogues.get(), tag: nil, target: target, accept: [], home: "en")
    }
}

extension PageContext {
    /// What a page is made with, without a node.
    static func trial(
        _ visit: Visit, networks: [NetworkRow] = [], now: Int64 = TestNode.now,
        target: RequestTarget = .home
    ) throws -> PageContext {
        PageContext(
            visit: visit, networks: NetworkNames(networks, for: visit), now: now, target: target,
            isTextOnly: false, base: "https://sem.example.org", hasLiveMap: true,
            outline: try MapFiles.land.get())
    }
}
