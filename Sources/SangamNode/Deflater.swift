import CZlib

/// gzip of bytes that come in pieces, for an answer that is never held whole.
public final class Deflater {
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

    /// What can be sent after some more bytes; they are flushed, so that a reader sees them.
    ///
    /// Units: at most 2^24 bytes at a time.
    public func feed(_ bytes: [UInt8]) -> [UInt8] {
        precondition(bytes.count <= 1 << 24, "zlib counts in 32 bits: pieces are small")
        return bytes.isEmpty ? [] : drain(bytes, flush: Z_SYNC_FLUSH)
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
