import CZlib

/// gzip by Debian's zlib of bytes that come in pieces: one member (RFC 1952). Equal pieces give
/// equal output, whenever it is made.
public final class Deflater {
    /// zlib counts in 32 bits: pieces are smaller. Units: bytes.
    static let pieceBytesMax = 1 << 24

    private let stream: UnsafeMutablePointer<z_stream>
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    /// - Parameter level: 1 fast to 9 small; brought into that range.
    public init(level: Int = 6) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let begun = cz_deflate_begin(stream, Int32(min(max(level, 1), 9)))
        precondition(begun == Z_OK, "zlib begins a stream unless there is no memory")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// What can be sent after some more bytes, at most `pieceBytesMax`.
    ///
    /// - Parameter isFlushed: whether a reader sees all of them at once, which costs some size.
    public func feed(_ bytes: [UInt8], isFlushed: Bool = true) -> [UInt8] {
        precondition(bytes.count <= Self.pieceBytesMax, "zlib counts in 32 bits")
        return bytes.isEmpty ? [] : drain(bytes, flush: isFlushed ? Z_SYNC_FLUSH : Z_NO_FLUSH)
    }

    /// The end of the stream; nothing may be fed after it.
    public func finish() -> [UInt8] { drain([], flush: Z_FINISH) }

    private func drain(_ bytes: [UInt8], flush: Int32) -> [UInt8] {
        var output: [UInt8] = []
        bytes.withUnsafeBufferPointer { piece in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: piece.baseAddress)
            stream.pointee.avail_in = UInt32(piece.count)
            var isFull = true
            while isFull {
                let made = chunk.withUnsafeMutableBufferPointer { room in
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = UInt32(room.count)
                    _ = deflate(stream, flush)
                    return room.count - Int(stream.pointee.avail_out)
                }
                output += chunk[..<made]
                isFull = made == chunk.count
            }
        }
        return output
    }
}
