import CZlib

/// gzip by Debian's zlib: writing whole buffers. Reading is `Inflater`.
public enum Gzip {
    /// One gzip member (RFC 1952); equal bytes give equal output, whenever it is made.
    ///
    /// - Parameter level: 1 fast to 9 small; brought into that range.
    public static func compress(_ bytes: [UInt8], level: Int = 6) -> [UInt8] {
        var stream = z_stream()
        let begun = cz_deflate_begin(&stream, Int32(min(max(level, 1), 9)))
        precondition(begun == Z_OK, "zlib begins a stream unless there is no memory")
        defer { deflateEnd(&stream) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 3 + 64)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        // zlib counts in 32 bits: the input goes in by pieces.
        let pieceBytes = 1 << 24
        var start = 0
        repeat {
            let end = min(start + pieceBytes, bytes.count)
            let isLast = end == bytes.count
            bytes[start..<end].withUnsafeBufferPointer { piece in
                stream.next_in = UnsafeMutablePointer(mutating: piece.baseAddress)
                stream.avail_in = UInt32(piece.count)
                drain(&stream, &chunk, flush: isLast ? Z_FINISH : Z_NO_FLUSH, into: &output)
            }
            start = end
        } while start < bytes.count
        return output
    }

    /// True if the bytes begin like a gzip stream, whatever a header says.
    public static func isGzip(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
    }

    private static func drain(
        _ stream: inout z_stream, _ chunk: inout [UInt8], flush: Int32, into output: inout [UInt8]
    ) {
        var isFull = true
        while isFull {
            let made = chunk.withUnsafeMutableBufferPointer { room in
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                _ = deflate(&stream, flush)
                return room.count - Int(stream.avail_out)
            }
            output += chunk[..<made]
            isFull = made == chunk.count
        }
    }
}

/// Why a body that may be gzipped cannot be read.
public enum GzipError: Error, Equatable, Sendable {
    /// The decoded bytes pass the bound.
    case tooLarge(maximumBytes: Int)
    /// Not what its first two bytes promise; or bytes after the end that begin no other member.
    case corrupt
    /// It ends before its end.
    case truncated
    /// `feed` or `finish` after `finish` or after an error.
    case finished
}
