/// Cuts a JPEG down to what a decoder needs, segment by segment; nothing is decoded.
///
/// Kept: quantisation and Huffman tables, restart interval, one frame header (baseline, extended
/// or progressive, 8 bits), scans with their data. Written anew: the JFIF mark (no thumbnail, no
/// density), the Adobe mark (it says how colours are stored), the orientation. Gone: all other
/// application segments (EXIF, XMP, IPTC, ICC profiles, maker notes, second pictures), comments,
/// fill bytes, and whatever follows the end.
///
/// Source: ITU-T T.81 Annex B; JFIF 1.02; T.872 §6.5.3.
struct JPEGCutter {
    /// An ordinary progressive picture has about ten; each is a pass over the whole picture.
    static let scansMax = 64

    private let input: PictureBytes
    private var at = 2
    private var isJFIF = false
    private var colourTransform: UInt8?
    private var orientation: Int?
    private var components: [UInt8] = []
    private var width = 0
    private var height = 0
    private var scans = 0
    private var body: [UInt8] = []

    private init(_ bytes: [UInt8]) {
        input = PictureBytes(bytes)
        body.reserveCapacity(bytes.count)
    }

    static func cut(_ bytes: [UInt8]) throws(PictureProblem) -> PictureParts {
        var cutter = JPEGCutter(bytes)
        try cutter.readSegments()
        return PictureParts(
            bytes: cutter.whole, width: cutter.width, height: cutter.height,
            orientation: cutter.orientation ?? PictureOrientation.upright)
    }

    private mutating func readSegments() throws(PictureProblem) {
        while true {
            let marker = try nextMarker()
            switch marker {
            case 0xD9:
                guard scans > 0 else { throw .damaged }
                return
            case 0xC0, 0xC1, 0xC2: try takeFrame(marker, try segment())
            case 0xC4: keep(marker, try huffman(try segment()))
            case 0xDB: keep(marker, try quantisation(try segment()))
            case 0xDD:
                let interval = try segment()
                guard interval.count == 2 else { throw .damaged }
                keep(marker, interval)
            case 0xDA: try takeScan(try segment())
            case 0xE0...0xEF: readApplication(marker, try segment())
            case 0xF0...0xFD, 0xFE: _ = try segment()
            case 0xC3, 0xC5...0xCF, 0xDC, 0xDE, 0xDF: throw .unsupported
            default: throw .damaged
            }
        }
    }

    // MARK: - Parts of the file

    /// The marker at `at`, any number of fill bytes before it.
    private mutating func nextMarker() throws(PictureProblem) -> UInt8 {
        guard let first = input.byte(at) else { throw .truncated }
        guard first == 0xFF else { throw .damaged }
        while let byte = input.byte(at) {
            at += 1
            if byte != 0xFF { return UInt8(byte) }
        }
        throw .truncated
    }

    /// What a segment holds, without its length.
    private mutating func segment() throws(PictureProblem) -> ArraySlice<UInt8> {
        guard let length = input.big16(at) else { throw .truncated }
        guard length >= 2 else { throw .damaged }
        guard let content = input.slice(at + 2, length - 2) else { throw .truncated }
        at += length
        return content
    }

    private mutating func keep(_ marker: UInt8, _ content: ArraySlice<UInt8>) {
        body += [0xFF, marker]
        body.appendBig16(content.count + 2)
        body += content
    }

    private mutating func takeFrame(
        _ marker: UInt8, _ content: ArraySlice<UInt8>
    ) throws(PictureProblem) {
        let frame = PictureBytes(Array(content))
        guard components.isEmpty, let depth = frame.byte(0), let high = frame.big16(1),
            let wide = frame.big16(3), let count = frame.byte(5), frame.count == 6 + 3 * count
        else { throw .damaged }
        guard depth == 8, [1, 3, 4].contains(count) else { throw .unsupported }
        for component in 0..<count {
            let place = 6 + 3 * component
            let id = frame.bytes[place]
            let sampling = frame.bytes[place + 1]
            guard !components.contains(id), (1...4).contains(sampling >> 4),
                (1...4).contains(sampling & 15), frame.bytes[place + 2] < 4
            else { throw .damaged }
            components.append(id)
        }
        (width, height) = (wide, high)
        keep(marker, content)
    }

    /// Tables that fill their segment exactly: no room for anything else.
    private func quantisation(
        _ content: ArraySlice<UInt8>
    ) throws(PictureProblem) -> ArraySlice<UInt8> {
        var rest = content
        while let head = rest.first {
            let length = head >> 4 == 0 ? 65 : 129
            guard head >> 4 < 2, head & 15 < 4, rest.count >= length else { throw .damaged }
            rest = rest.dropFirst(length)
        }
        return content
    }

    private func huffman(
        _ content: ArraySlice<UInt8>
    ) throws(PictureProblem) -> ArraySlice<UInt8> {
        var rest = content
        while let head = rest.first {
            guard head >> 4 < 2, head & 15 < 4, rest.count >= 17 else { throw .damaged }
            let values = rest.dropFirst().prefix(16).reduce(0) { $0 + Int($1) }
            guard values <= 256, rest.count >= 17 + values else { throw .damaged }
            rest = rest.dropFirst(17 + values)
        }
        return content
    }

    /// The header of a scan and the coded data behind it.
    private mutating func takeScan(_ content: ArraySlice<UInt8>) throws(PictureProblem) {
        guard !components.isEmpty, let count = content.first.map(Int.init),
            (1...4).contains(count), content.count == 4 + 2 * count
        else { throw .damaged }
        for component in 0..<count {
            let place = content.startIndex + 1 + 2 * component
            guard components.contains(content[place]) else { throw .damaged }
        }
        scans += 1
        guard scans <= Self.scansMax else { throw .tooManyScans }
        keep(0xDA, content)
        let end = try endOfCodedData()
        guard end > at else { throw .damaged }
        body += input.bytes[at..<end]
        at = end
    }

    /// In coded data 0xFF is followed by 0, or by the number of a restart; else it is a marker.
    private func endOfCodedData() throws(PictureProblem) -> Int {
        var from = at
        while let mark = input.bytes[from...].firstIndex(of: 0xFF) {
            var next = mark + 1
            while input.byte(next) == 0xFF { next += 1 }
            guard let byte = input.byte(next) else { throw .truncated }
            guard byte == 0 || (0xD0...0xD7).contains(byte) else { return mark }
            from = next + 1
        }
        throw .truncated
    }

    // MARK: - Application segments

    /// Reads what is needed of an application segment; none of them is kept as it is.
    private mutating func readApplication(_ marker: UInt8, _ content: ArraySlice<UInt8>) {
        guard scans == 0 else { return }
        let data = PictureBytes(Array(content))
        switch marker {
        case 0xE0: if data.has("JFIF\0", at: 0) { isJFIF = true }
        case 0xE1:
            guard orientation == nil, data.bytes.starts(with: PictureOrientation.exifHead) else {
                return
            }
            orientation = PictureOrientation.read(data.bytes.dropFirst(6))
        case 0xEE:
            if data.has("Adobe", at: 0), let transform = data.byte(11), transform < 3 {
                colourTransform = colourTransform ?? UInt8(transform)
            }
        default: break
        }
    }

    private var whole: [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xD8]
        if isJFIF {
            bytes += [0xFF, 0xE0, 0, 16] + Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
        }
        if let orientation, orientation != PictureOrientation.upright {
            bytes += [0xFF, 0xE1, 0, 34] + PictureOrientation.exifHead
            bytes += PictureOrientation.block(orientation)
        }
        if let colourTransform {
            bytes += [0xFF, 0xEE, 0, 14] + Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0]
            bytes.append(colourTransform)
        }
        return bytes + body + [0xFF, 0xD9]
    }
}
