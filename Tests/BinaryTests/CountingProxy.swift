import Foundation
import Synchronization

/// Carries bytes between a client and a node, and keeps what it carried.
final class CountingProxy: Sendable {
    let port: UInt16
    private let listener: Wire.Listener
    private let sent = Mutex<[UInt8]>([])
    private let received = Mutex<[UInt8]>([])

    init(to target: UInt16) throws {
        let listener = try Wire.Listener()
        self.listener = listener
        port = listener.port
        Thread.detachNewThread { [self] in
            while let client = listener.accept() {
                guard let server = try? Wire(port: target) else { continue }
                Thread.detachNewThread { [self] in carry(client, to: server, noting: .sent) }
                Thread.detachNewThread { [self] in carry(server, to: client, noting: .received) }
            }
        }
    }

    /// What clients sent, headers and bodies.
    var request: String { String(decoding: sent.withLock { $0 }, as: UTF8.self) }
    /// What the node answered.
    var answer: String { String(decoding: received.withLock { $0 }, as: UTF8.self) }
    var requestBytes: Int { sent.withLock { $0.count } }
    var answerBytes: Int { received.withLock { $0.count } }

    func end() { listener.end() }

    private func carry(_ from: Wire, to: Wire, noting place: Direction) {
        while true {
            let bytes = from.readSome()
            guard !bytes.isEmpty else { break }
            switch place {
            case .sent: sent.withLock { $0 += bytes }
            case .received: received.withLock { $0 += bytes }
            }
            to.send(bytes)
        }
        from.end()
        to.end()
    }

    private enum Direction { case sent, received }
}
