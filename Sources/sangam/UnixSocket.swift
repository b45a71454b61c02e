import Glibc

/// A connection to a Unix socket: blocking, for a program that does one thing at a time.
final class UnixSocket: Sendable {
    struct Failure: Error, Equatable {
        let number: Int32
    }

    private let descriptor: Int32

    init(path: String) throws(Failure) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard !bytes.isEmpty, bytes.count < capacity, !bytes.contains(0) else {
            throw Failure(number: ENAMETOOLONG)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw Failure(number: errno) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        // Thrown from here on, the descriptor is closed by deinit.
        guard result == 0 else { throw Failure(number: errno) }
    }

    deinit {
        close(descriptor)
    }

    /// How long one call to `read` or `write` may last. Units: seconds; 0 for no bound.
    func setTimeout(seconds: Int) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
    }

    func write(_ bytes: [UInt8]) throws(Failure) {
        var written = 0
        while written < bytes.count {
            written += try send(bytes[written...], flags: 0)
        }
    }

    /// Writes as long as the other side takes it and says nothing.
    ///
    /// Returns: false if it has answered or gone instead. It may have stopped reading then, and a
    /// plain `write` would wait for ever.
    func writeUntilAnswered(_ bytes: [UInt8]) throws(Failure) -> Bool {
        var written = 0
        while written < bytes.count {
            var place = pollfd(fd: descriptor, events: Int16(POLLIN | POLLOUT), revents: 0)
            if poll(&place, 1, -1) < 0 {
                if errno == EINTR { continue }
                throw Failure(number: errno)
            }
            if Int32(place.revents) & ~POLLOUT != 0 { return false }
            do {
                written += try send(bytes[written...], flags: Int32(MSG_DONTWAIT))
            } catch {
                guard error.number == EAGAIN || error.number == EWOULDBLOCK else { throw error }
            }
        }
        return true
    }

    /// Hands over what fits. Returns: how much that was.
    private func send(_ bytes: ArraySlice<UInt8>, flags: Int32) throws(Failure) -> Int {
        while true {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    descriptor, buffer.baseAddress, buffer.count,
                    Int32(MSG_NOSIGNAL) | flags)
            }
            if count >= 0 { return count }
            guard errno == EINTR else { throw Failure(number: errno) }
        }
    }

    /// What has arrived, at most 64 KiB; nothing at the end.
    func read() throws(Failure) -> [UInt8] {
        while true {
            var number: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                let received = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                number = received < 0 ? errno : 0
                count = max(0, received)
            }
            if number == 0 { return bytes }
            if number != EINTR { throw Failure(number: number) }
        }
    }
}
