import CZlib
import Synchronization

/// Reads a body that may be gzipped: goes by the first two bytes (1f 8b), undoes exactly one layer,
/// passes everything else through, and stops at a bound on the decoded bytes (D11).
///
/// Members one after another are read as one body, as RFC 1952 allows; the bound counts them
/// together. Bytes after the last member that begin no other are refused.
public final class Inflater: Sendable {
    /// What is decoded in one go; the bound is passed by no more than this. Units: bytes.
    public static let chunkBytes = 1 << 16

    private let maximumBytes: Int
    private let state = Mutex(State())

    /// - Parameter maximumBytes: the most decoded (or plain) bytes that are handed on.
    public init(maximumBytes: Int) {
        self.maximumBytes = max(0, maximumBytes)
    }

    deinit {
        state.withLock { $0.end() }
    }

    /// What these bytes decode to; feed small pieces to get small ones. Throws: `tooLarge` as soon
    /// as the bound is passed, `corrupt`, `finished`.
    public func feed(_ bytes: [UInt8]) throws(GzipError) -> [UInt8] {
        let (decoded, error) = decode(bytes)
        if let error { throw error }
        return decoded
    }

    /// As `feed`, but what could be decoded before the fault comes with it: for a body whose parts
    /// prove themselves.
    public func decode(_ bytes: [UInt8]) -> (decoded: [UInt8], error: GzipError?) {
        state.withLock { $0.feed(bytes, maximumBytes: maximumBytes) }
    }

    /// Bytes as small pieces to feed, because each may inflate a thousandfold.
    public static func pieces(_ bytes: [UInt8]) -> some Sequence<[UInt8]> {
        stride(from: 0, to: bytes.count, by: 4_096).lazy.map { start in
            Array(bytes[start..<min(start + 4_096, bytes.count)])
        }
    }

    /// Ends the body; returns what was held back. Throws: `truncated` if a gzip stream is cut off.
    public func finish() throws(GzipError) -> [UInt8] {
        let result = state.withLock { $0.finish(maximumBytes: maximumBytes) }
        return try result.get()
    }

    /// A whole body at once.
    public static func read(_ bytes: [UInt8], maximumBytes: Int) throws(GzipError) -> [UInt8] {
        let inflater = Inflater(maximumBytes: maximumBytes)
        let output = try inflater.feed(bytes)
        return try output + inflater.finish()
    }

    private struct State {
        enum Phase {
            /// Nothing yet, or the one byte 1f.
            case sniffing, plain
            /// Inside a member; at its end, where another may begin.
            case inside, between
            case ended
        }

        var phase = Phase.sniffing
        var held: [UInt8] = []
        var decodedBytes = 0
        /// On the heap, because zlib's state points back at it.
        var stream: UnsafeMutablePointer<z_stream>?

        mutating func feed(_ bytes: [UInt8], maximumBytes: Int) -> ([UInt8], GzipError?) {
            var input = bytes
            if phase == .sniffing {
                input = held + bytes
                held = []
                guard input.count >= 2 || input.count == 1 && input[0] != 0x1F else {
                    held = input
                    return ([], nil)
                }
                phase = Gzip.isGzip(input) ? .inside : .plain
                if phase == .inside, !begin() { return ([], .corrupt) }
            }
            var output = Output(limit: maximumBytes - decodedBytes)
            let error: GzipError? =
                switch phase {
                case .plain: output.append(input) ? nil : .tooLarge(maximumBytes: maximumBytes)
                case .inside, .between: decode(input, maximumBytes: maximumBytes, into: &output)
                case .sniffing, .ended: .finished
                }
            if error != nil { end() }
            decodedBytes += output.bytes.count
            return (output.bytes, error)
        }

        mutating func finish(maximumBytes: Int) -> Result<[UInt8], GzipError> {
            defer { end() }
            switch phase {
            case .ended: return .failure(.finished)
            case .inside: return .failure(.truncated)
            case .plain, .between: return .success([])
            case .sniffing:
                guard held.count <= maximumBytes else {
                    return .failure(.tooLarge(maximumBytes: maximumBytes))
                }
                return .success(held)
            }
        }

        /// Frees zlib's memory; nothing can be read afterwards.
        mutating func end() {
            phase = .ended
            held = []
            guard let stream else { return }
            inflateEnd(stream)
            stream.deinitialize(count: 1)
            stream.deallocate()
            self.stream = nil
        }

        private mutating func begin() -> Bool {
            let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
            stream.initialize(to: z_stream())
            guard cz_inflate_begin(stream) == Z_OK else {
                stream.deallocate()
                return false
            }
            self.stream = stream
            return true
        }

        private mutating func decode(
            _ input: [UInt8], maximumBytes: Int, into output: inout Output
        ) -> GzipError? {
            guard let stream else { return .finished }
            // zlib counts in 32 bits: the input goes in by pieces.
            let pieceBytes = 1 << 24
            for start in Swift.stride(from: 0, to: input.count, by: pieceBytes) {
                let piece = input[start..<min(start + pieceBytes, input.count)]
                let error = piece.withUnsafeBufferPointer { bytes -> GzipError? in
                    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
                    stream.pointee.avail_in = UInt32(bytes.count)
                    return decode(stream, maximumBytes: maximumBytes, into: &output)
                }
                stream.pointee.next_in = nil
                if let error { return error }
            }
            return nil
        }

        /// Until the piece is used up and zlib has nothing more to give.
        private mutating func decode(
            _ stream: UnsafeMutablePointer<z_stream>, maximumBytes: Int, into output: inout Output
        ) -> GzipError? {
            while true {
                if phase == .between {
                    if stream.pointee.avail_in == 0 { return nil }
                    guard inflateReset(stream) == Z_OK else { return .corrupt }
                    phase = .inside
                }
                var code = Z_OK
                let chunk = [UInt8](unsafeUninitializedCapacity: Inflater.chunkBytes) {
                    room, made in
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = UInt32(Inflater.chunkBytes)
                    code = inflate(stream, Z_NO_FLUSH)
                    made = Inflater.chunkBytes - Int(stream.pointee.avail_out)
                }
                guard output.append(chunk) else { return .tooLarge(maximumBytes: maximumBytes) }
                guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
                    return .corrupt
                }
                if code == Z_STREAM_END {
                    phase = .between
                } else if stream.pointee.avail_out > 0 {
                    // Room left over: all input is used.
                    return nil
                }
            }
        }
    }

    /// Bytes up to a limit. Grows by doubling, but never past the limit.
    private struct Output {
        let limit: Int
        var bytes: [UInt8] = []

        mutating func append(_ more: [UInt8]) -> Bool {
            guard more.count <= limit - bytes.count else { return false }
            let needed = bytes.count + more.count
            if needed > bytes.capacity {
                bytes.reserveCapacity(max(needed, min(limit, bytes.capacity * 2)))
            }
            bytes += more
            return true
        }
    }
}
