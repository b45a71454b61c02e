import Logging
import SangamNode
import SangamWeb

/// The node opened in this process for one command, because none runs; it holds the folder's lock.
struct NodeInProcess: ControlCaller {
    private let lock: FolderLock
    private let node: Node
    private let caller: InProcessCaller

    init(
        lock: FolderLock, folder: DataFolder, environment: [String: String], isAlone: Bool,
        isQuiet: Bool
    ) async throws(CommandError) {
        self.lock = lock
        KeyValueLog.begin(level: isQuiet ? .critical : .warning)
        do throws(NodeError) {
            let configuration = try NodeConfiguration(folder: folder, environment: environment)
            node = try await NodeOpening.open(
                folder: folder, configuration: configuration, isAlone: isAlone)
        } catch {
            throw CommandError(error)
        }
        let router = buildControlRouter(node: node, clock: NodeOpening.now)
        // What fails is told by the command itself.
        var logger = Logger(label: "sangam.command")
        logger.logLevel = .critical
        caller = InProcessCaller(router, logger: logger)
    }

    func answer(_ request: ControlRequest) async throws(CommandError) -> ControlAnswer {
        let pieces: ControlRequest.Stream
        if case .stream(let stream) = request.body {
            pieces = stream
        } else {
            let bytes = request.body.bytes ?? []
            pieces = ControlRequest.Stream { continuation in
                if !bytes.isEmpty { continuation.yield(bytes) }
                continuation.finish()
            }
        }
        do {
            let answer = try await caller.command(
                request.method.rawValue, request.target, pieces: pieces)
            return ControlAnswer(
                status: answer.status, category: answer.category,
                next: answer.next.flatMap { UInt64($0) }, body: answer.body)
        } catch {
            throw CommandError(any: error)
        }
    }

    func close() async {
        await node.shutdown()
        await node.close()
    }
}
