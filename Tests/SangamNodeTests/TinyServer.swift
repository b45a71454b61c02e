import Foundation
import Glibc
import Synchronization

/// A server on 127.0.0.1 whose answers are raw bytes, for peers that misbehave.
final class TinyServer: Sendable {
    /// One connection, on a thread of its own.
    struct Connection {
        let descriptor: Int32

        /// Reads until the empty line and the announced body; nil if the client is gone.
        func readRequest() -> String? {
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let text = String(decoding: bytes, as: UTF8.self)
                if let end = text.range(of: "\r\n\r\n") {
                    let head = text[..<end.upperBound].lowercased()
                    let length = head.components(separatedBy: "content-length: ").dropFirst().first
                    let wanted = Int(length?.prefix { $0.isNumber } ?? "0") ?? 0
                    if text[end.upperBound...].utf8.count >= wanted { return text }
                }
                let count = recv(descriptor, &chunk, chunk.count, 0)
                guard count > 0 else { return nil }
                bytes += chunk[..<count]
            }
        }

        /// False if the client is gone.
        @discardableResult
        func send(_ bytes: [UInt8]) -> Bool {
            var sent = 0
            while sent < bytes.count {
                let start = sent
                let count = bytes.withUnsafeBytes { buffer in
                    Glibc.send(
                        descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start,
                        Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }

        @discardableResult
        func send(_ text: String) -> Bool { send(Array(text.utf8)) }
    }

    let port: Int
    private let listener: Int32
    private let counts = Counts()

    private final class Counts: Sendable {
        let connections = Atomic(0)
        let lost = Atomic(0)
    }

    var connections: Int { counts.connections.load(ordering: .sequentiallyConsistent) }
    /// How often `send` or `readRequest` found the client gone, as the handler says by `false`.
    var lost: Int { counts.lost.load(ordering: .sequentiallyConsistent) }
    var url: String { "http://127.0.0.1:\(port)" }

    /// The handler returns false if it found the client gone. With a path, a Unix socket.
    init(path: String? = nil, _ handler: @escaping @Sendable (Connection) -> Bool) throws {
        let listener =
            path == nil
            ? socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            : socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0 else { throw POSIXError(.EMFILE) }
        self.listener = listener
        port = path == nil ? Self.bindPort(listener) : Self.bindPath(listener, path ?? "")
        guard port >= 0, listen(listener, 64) == 0 else { throw POSIXError(.EADDRINUSE) }
        Thread { [counts] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { break }
                counts.connections.add(1, ordering: .sequentiallyConsistent)
                Thread {
                    if !handler(Connection(descriptor: descriptor)) {
                        counts.lost.add(1, ordering: .sequentiallyConsistent)
                    }
                    close(descriptor)
                }.start()
            }
            // Only the thread that accepts on it closes it: a number that is free again goes to the
            // next server, whose connections this thread would take.
            close(listener)
        }.start()
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    private static func bindPort(_ listener: Int32) -> Int {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                guard bind(listener, general, length) == 0,
                    getsockname(listener, general, &length) == 0
                else { return -1 }
                return Int(pointer.pointee.sin_port.bigEndian)
            }
        }
    }

    private static func bindPath(_ listener: Int32, _ path: String) -> Int {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            room.copyBytes(from: path.utf8.prefix(room.count - 1))
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 ? 0 : -1
            }
        }
    }
}

/// A folder that is there as long as a test needs it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("\(NSTemporaryDirectory())/sangam-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXError(.EACCES) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
