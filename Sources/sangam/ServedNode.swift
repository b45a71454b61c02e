import CMalloc
import Glibc
import Logging
import SangamDirectory
import SangamNode
import SangamWeb
import ServiceLifecycle
import Synchronization

/// A node with its doors open, until a signal ends it.
struct ServedNode {
    /// How long requests under way may take when the node stops. Units: seconds.
    static let drainSeconds: Int64 = 10

    let node: Node
    let configuration: NodeConfiguration
    let socket: String
    let output: Output

    func run() async throws {
        let logger = Logger(label: "sangam")
        // Below a warning the framework tells what is its own business.
        var web = Logger(label: "sangam.web")
        web.logLevel = max(web.logLevel, .notice)
        let readiness = Readiness(
            socket: socket, host: configuration.listen.host, output: output)
        let listen = ListenPlace.tcp(
            host: configuration.listen.host, port: configuration.listen.port)
        let pages = buildApplication(
            try buildPublicRouter(node: node, clock: NodeOpening.now), listen: listen,
            logger: web, onListening: { readiness.heard(.network(port: $0 ?? 0)) })
        let control = buildApplication(
            buildControlRouter(node: node, clock: NodeOpening.now),
            listen: .socket(path: socket), logger: web,
            onListening: { _ in readiness.heard(.control) })
        // They end in the opposite order, each when the one before it has ended: held requests
        // are answered first, else the doors would wait for them.
        let services: [any Service] = [
            GivingBack(), Syncing(node: node), pages, control, Releasing(node: node),
        ]
        var group = ServiceGroupConfiguration(services: services, logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(Self.drainSeconds)
        let running = ServiceGroup(configuration: group)
        let stops = Atomic(0)
        let signals = Signals([SIGTERM, SIGINT]) { number in
            // A second ^C is somebody who does not want to wait.
            if stops.add(1, ordering: .relaxed).oldValue > 0, number == SIGINT {
                _exit(ExitCodes.interrupted.rawValue)
            }
            logger.notice("stopping", metadata: ["signal": "\(number)"])
            Task { await running.triggerGracefulShutdown() }
            Task {
                // What does not even end when it is cancelled: all that counts is on the disk.
                try await Task.sleep(for: .seconds(Self.drainSeconds + 2))
                removeSocket()
                _exit(ExitCodes.done.rawValue)
            }
        }
        defer { removeSocket() }
        do {
            try await running.run()
        } catch {
            guard stops.load(ordering: .relaxed) > 0 else {
                throw Self.failure(error, configuration)
            }
            // Cut off at the end of the time for draining: stopped all the same.
            logger.notice("stopped with requests under way", metadata: ["error": "\(error)"])
        }
        await node.shutdown()
        await node.close()
        withExtendedLifetime(signals) {}
    }

    /// With the folder that was made for it alone, if it is not in the data folder.
    private func removeSocket() {
        unlink(socket)
        let folder = String(socket.prefix(upTo: socket.lastIndex(of: "/") ?? socket.startIndex))
        if !folder.utf8.elementsEqual(node.folder.path.utf8) { rmdir(folder) }
    }

    private static func failure(
        _ error: any Error, _ configuration: NodeConfiguration
    ) -> CommandError {
        if error is NodeError || error is CommandError { return CommandError(any: error) }
        return CommandError(
            "serve", "the node could not go on listening on \(configuration.listen): \(error)",
            hint: "is the address another program's? try --listen 127.0.0.1:0")
    }
}

/// The exchange with the peers, as long as the node is served.
private struct Syncing: Service {
    let node: Node

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await SyncLoop(node: node).run()
        }
    }
}

/// Gives the system back what a busy node has freed, so that the memory of a first sync does not
/// grow with the directory.
private struct GivingBack: Service {
    func run() async throws {
        await cancelWhenGracefulShutdown {
            var used = clock()
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                let now = clock()
                // After less work than this there is little to give.
                guard now - used > CLOCKS_PER_SEC / 4 else { continue }
                used = now
                cm_give_back()
            }
        }
    }
}

/// Answers the held requests as soon as the node is to stop.
private struct Releasing: Service {
    let node: Node

    func run() async throws {
        try await gracefulShutdown()
        await node.shutdown()
    }
}

/// Says once that the node listens, when both of its doors answer.
private final class Readiness: Sendable {
    enum Door { case network(port: Int), control }

    private struct State {
        var port: Int?
        var hasControl = false
        var isTold = false
    }

    private let state = Mutex(State())
    private let socket: String
    private let output: Output
    private let host: String

    init(socket: String, host: String, output: Output) {
        self.socket = socket
        self.host = host
        self.output = output
    }

    func heard(_ door: Door) {
        // The folder keeps others out; the socket's own mode says so once more.
        if case .control = door { chmod(socket, 0o600) }
        let ready = state.withLock { state -> Int? in
            switch door {
            case .network(let port): state.port = port
            case .control: state.hasControl = true
            }
            guard let port = state.port, state.hasControl, !state.isTold else { return nil }
            state.isTold = true
            return port
        }
        guard let ready else { return }
        let address = NodeConfiguration.ListenAddress(host: host, port: ready)
        let url = "http://\(address)"
        do {
            try output.result(["listening": .string(url)], ["listening on \(url)"])
        } catch {
            output.warn("sangam: \(error.message)")
        }
    }
}
