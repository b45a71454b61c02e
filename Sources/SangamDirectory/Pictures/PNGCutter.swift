/// Cuts a PNG down to what a decoder needs, chunk by chunk; nothing is decoded.
///
/// Kept as they came, with their check sums: IHDR, PLTE (of a picture with a palette), tRNS, gAMA,
/// cHRM, sRGB, IDAT, IEND. Written anew: the orientation. Gone: texts, times, EXIF, colour
/// profiles, animation, private chunks, and whatever follows the end.
///
/// Source: PNG (Third Edition) §5, §11.
struct PNGCutter {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private let input: PictureBytes
    private var at = 8
    private var head: ArraySlice<UInt8> = []
    private var body: [UInt8] = []
    private var seen: Set<String> = []
    private var isAfterData = false
    private var colour = 0
    private var paletteCount = 0
    private var orientation = PictureOrientation.upright

    private struct Chunk {
        let type: String
        let data: ArraySlice<UInt8>
        /// Length, type, data and check sum as they stand in the file.
        let whole: ArraySlice<UInt8>
        let isIntact: Bool
    }

    private init(_ bytes: [UInt8]) {
        input = PictureBytes(bytes)
        body.reserveCapacity(bytes.count)
    }

    static func cut(_ bytes: [UInt8]) throws(PictureProblem) -> PictureParts {
        var cutter = PNGCutter(bytes)
        return try cutter.parts()
    }

    private mutating func parts() throws(PictureProblem) -> PictureParts {
        let first = try nextChunk()
        guard first.type == "IHDR", first.isIntact else { throw .damaged }
        let (width, height) = try readHead(first.data)
        head = first.whole
        while true {
            let chunk = try nextChunk()
            if chunk.type == "IEND" { break }
            try take(chunk)
        }
        guard seen.contains("IDAT"), colour != 3 || paletteCount > 0 else { throw .damaged }
        var bytes = Self.signature + head
        if orientation != PictureOrientation.upright {
            bytes += Self.chunk("eXIf", PictureOrientation.block(orientation))
        }
        bytes += body
        bytes += Self.chunk("IEND", [])
        return PictureParts(
            bytes: bytes, width: width, height: height, orientation: orientation)
    }

    private mutating func nextChunk() throws(PictureProblem) -> Chunk {
        guard let length = input.big32(at), let name = input.slice(at + 4, 4) else {
            throw .truncated
        }
        guard length < 1 << 31, name.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }) else {
            throw .damaged
        }
        guard let data = input.slice(at + 8, length), let sum = input.big32(at + 8 + length),
            let whole = input.slice(at, length + 12), let summed = input.slice(at + 4, length + 4)
        else { throw .truncated }
        at += length + 12
        return Chunk(
            type: String(decoding: name, as: UTF8.self), data: data, whole: whole,
            isIntact: CRC32.of(summed) == UInt32(sum))
    }

    private mutating func readHead(
        _ data: ArraySlice<UInt8>
    ) throws(PictureProblem) -> (width: Int, height: Int) {
        let data = PictureBytes(Array(data))
        guard data.count == 13, let width = data.big32(0), let height = data.big32(4),
            let depth = data.byte(8), let colour = data.byte(9), data.byte(10) == 0,
            data.byte(11) == 0, let interlace = data.byte(12), interlace < 2
        else { throw .damaged }
        let depths: [Int: [Int]] = [
            0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
        ]
        guard depths[colour]?.contains(depth) == true else { throw .damaged }
        self.colour = colour
        return (width, height)
    }

    private mutating func take(_ chunk: Chunk) throws(PictureProblem) {
        let isData = chunk.type == "IDAT"
        if seen.contains("IDAT"), !isData { isAfterData = true }
        switch chunk.type {
        case "IDAT":
            guard !isAfterData, chunk.isIntact else { throw .damaged }
            if seen.insert("IDAT").inserted { try checkStream(chunk.data) }
            body += chunk.whole
        case "PLTE":
            guard chunk.isIntact, !seen.contains("IDAT"), seen.insert("PLTE").inserted,
                chunk.data.count % 3 == 0, (3...768).contains(chunk.data.count)
            else { throw .damaged }
            // With full colours a palette is advice for screens that are gone.
            guard colour == 3 else { return }
            paletteCount = chunk.data.count / 3
            body += chunk.whole
        case "tRNS", "gAMA", "cHRM", "sRGB":
            guard chunk.isIntact, !seen.contains("IDAT"),
                lengths(chunk.type)
                    .contains(chunk.data.count), seen.insert(chunk.type).inserted
            else { return }
            body += chunk.whole
        case "eXIf":
            if seen.insert("eXIf").inserted { orientation = PictureOrientation.read(chunk.data) }
        case "IHDR": throw .damaged
        default:
            // A capital first letter: no decoder may show the picture without knowing the chunk.
            guard chunk.whole.dropFirst(4).first.map({ $0 & 0x20 != 0 }) == true else {
                throw .unsupported
            }
        }
    }

    /// How long the data of a small chunk may be.
    private func lengths(_ type: String) -> ClosedRange<Int> {
        switch (type, colour) {
        case ("gAMA", _): 4...4
        case ("cHRM", _): 32...32
        case ("sRGB", _): 1...1
        case ("tRNS", 0): 2...2
        case ("tRNS", 2): 6...6
        case ("tRNS", 3): 1...max(paletteCount, 1)
        default: -1...(-1)
        }
    }

    /// The coded data begin like a zlib stream (RFC 1950 §2.2).
    private func checkStream(_ data: ArraySlice<UInt8>) throws(PictureProblem) {
        let head = Array(data.prefix(2))
        guard head.count == 2 else { return }
        guard head[0] & 15 == 8, (Int(head[0]) * 256 + Int(head[1])) % 31 == 0 else {
            throw .damaged
        }
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBig32(data.count)
        let summed = Array(type.utf8) + data
        bytes += summed
        bytes.appendBig32(Int(CRC32.of(summed[...])))
        return bytes
    }
}

/// The check sum of PNG's chunks.
///
/// Source: PNG (Third Edition) Annex D; the polynomial of ISO 3309.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
        }
    }

    static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        let table = table
        return ~bytes.reduce(UInt32.max) { sum, byte in
            table[Int((sum ^ UInt32(byte)) & 255)] ^ (sum >> 8)
        }
    }
}
