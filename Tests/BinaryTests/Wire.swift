import Foundation

/// A TCP connection to a served node, for what no command does.
final class Wire: Sendable {
    private let descriptor: Int32

    init(port: UInt16, timeoutSeconds: Int = 600) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        var time = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        var address = Wire.loopback(port)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw POSIXError(.ECONNREFUSED)
        }
    }

    deinit {
        close(descriptor)
    }

    /// Takes over a connection that a listener accepted.
    init(accepted: Int32) { descriptor = accepted }

    /// What has come; empty at the end or when the time is over.
    func readSome() -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        return count > 0 ? Array(chunk[..<count]) : []
    }

    /// Ends both directions, so that a reader on another thread returns.
    func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// Sends all of some bytes, or as many as the other end takes.
    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Everything until the other end closes, or until the time is over.
    func readAll() -> String {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            all += chunk[..<count]
        }
        return String(decoding: all, as: UTF8.self)
    }

    /// The whole answer to one GET; status line and headers included.
    static func get(_ port: UInt16, _ target: String) throws -> String {
        let wire = try Wire(port: port)
        wire.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return wire.readAll()
    }

    /// A port that nobody listens on just now.
    static func freePort() throws -> UInt16 { try Listener(isListening: false).port }

    /// Takes connections and never says a word.
    final class Listener: Sendable {
        let port: UInt16
        private let descriptor: Int32

        init(isListening: Bool = true) throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = Wire.loopback(0)
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let descriptor = descriptor
            let result = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
                }
            }
            port = UInt16(bigEndian: address.sin_port)
            guard result, !isListening || listen(descriptor, 8) == 0 else {
                close(descriptor)
                throw POSIXError(.EADDRINUSE)
            }
        }

        /// The next connection; nil when the listener has ended.
        func accept() -> Wire? {
            let connection = Glibc.accept(descriptor, nil, nil)
            return connection >= 0 ? Wire(accepted: connection) : nil
        }

        func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }

        deinit {
            close(descriptor)
        }
    }
}
