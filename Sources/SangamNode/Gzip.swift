/// gzip of whole buffers. By pieces it is `Deflater`, and reading is `Inflater`.
public enum Gzip {
    /// One gzip member (RFC 1952); equal bytes give equal output, whenever it is made.
    ///
    /// - Parameter level: 1 fast to 9 small; brought into that range.
    public static func compress(_ bytes: [UInt8], level: Int = 6) -> [UInt8] {
        let deflater = Deflater(level: level)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 3 + 64)
        for start in stride(from: 0, to: bytes.count, by: Deflater.pieceBytesMax) {
            let end = min(start + Deflater.pieceBytesMax, bytes.count)
            output += deflater.feed(Array(bytes[start..<end]), isFlushed: false)
        }
        return output + deflater.finish()
    }

    /// True if the bytes begin like a gzip stream, whatever a header says.
    public static func isGzip(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
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
