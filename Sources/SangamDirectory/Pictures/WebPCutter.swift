/// Cuts a WebP down to what a decoder needs, chunk by chunk; nothing is decoded.
///
/// Kept: one VP8 or VP8L chunk, and ALPH beside VP8. Written anew: the sizes, VP8X (only where it
/// is needed: alpha beside VP8, or an orientation), the orientation. Gone: EXIF, XMP, ICC profiles,
/// unknown chunks, and whatever follows the end. Moving pictures are refused.
///
/// Source: RFC 9649 §2.
struct WebPCutter {
    private let input: PictureBytes
    private var at = 12
    private var end = 0
    private var canvas: (width: Int, height: Int)?
    private var alpha: ArraySlice<UInt8>?
    private var image: (type: String, data: ArraySlice<UInt8>)?
    private var size = (width: 0, height: 0)
    private var isTransparent = false
    private var orientation: Int?

    private init(_ bytes: [UInt8]) {
        input = PictureBytes(bytes)
    }

    static func cut(_ bytes: [UInt8]) throws(PictureProblem) -> PictureParts {
        var cutter = WebPCutter(bytes)
        return try cutter.parts()
    }

    private mutating func parts() throws(PictureProblem) -> PictureParts {
        guard let size = input.little32(4) else { throw .truncated }
        guard size >= 12 else { throw .damaged }
        guard input.slice(8, size) != nil else { throw .truncated }
        end = 8 + size
        while at < end { try takeChunk() }
        guard image != nil else { throw .damaged }
        if let canvas, canvas != self.size { throw .damaged }
        return PictureParts(
            bytes: whole, width: self.size.width, height: self.size.height,
            orientation: orientation ?? PictureOrientation.upright)
    }

    private mutating func takeChunk() throws(PictureProblem) {
        guard let name = input.slice(at, 4), let length = input.little32(at + 4) else {
            throw .truncated
        }
        guard at + 8 + length <= end, let data = input.slice(at + 8, length) else {
            throw .damaged
        }
        // The padding byte of an odd chunk may be missing at the very end.
        at += 8 + length + length % 2
        switch String(decoding: name, as: UTF8.self) {
        case "VP8X": try readExtended(data)
        case "VP8 ":
            try readLossy(data)
            try setImage("VP8 ", data)
        case "VP8L":
            try readLossless(data)
            try setImage("VP8L", data)
        case "ALPH":
            guard image == nil, alpha == nil, !data.isEmpty else { throw .damaged }
            alpha = data
        case "ANIM", "ANMF": throw .animated
        case "EXIF": readOrientation(data)
        default: break
        }
    }

    private mutating func setImage(
        _ type: String, _ data: ArraySlice<UInt8>
    ) throws(PictureProblem) {
        guard image == nil else { throw .damaged }
        image = (type, data)
        guard type == "VP8 " else {
            // A lossless picture has its alpha inside.
            alpha = nil
            return
        }
        isTransparent = alpha != nil
    }

    private mutating func readExtended(_ data: ArraySlice<UInt8>) throws(PictureProblem) {
        let data = PictureBytes(Array(data))
        guard canvas == nil, image == nil, data.count == 10, let flags = data.byte(0),
            let width = data.little24(4), let height = data.little24(7)
        else { throw .damaged }
        guard flags & 0x02 == 0 else { throw .animated }
        canvas = (width + 1, height + 1)
    }

    private mutating func readLossy(_ data: ArraySlice<UInt8>) throws(PictureProblem) {
        let data = PictureBytes(Array(data))
        guard let tag = data.little24(0), let code = data.big32(2), code & 0xFF_FFFF == 0x9D_012A,
            let width = data.little16(6), let height = data.little16(8)
        else { throw .damaged }
        // A key frame that is shown, whose first partition fits.
        guard tag & 1 == 0, tag >> 4 & 1 == 1, tag >> 5 <= data.count - 10 else { throw .damaged }
        size = (width & 0x3FFF, height & 0x3FFF)
    }

    private mutating func readLossless(_ data: ArraySlice<UInt8>) throws(PictureProblem) {
        let data = PictureBytes(Array(data))
        guard data.byte(0) == 0x2F, let bits = data.little32(1), bits >> 29 == 0, data.count > 5
        else { throw .damaged }
        size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        isTransparent = bits >> 28 & 1 == 1
    }

    private mutating func readOrientation(_ data: ArraySlice<UInt8>) {
        guard orientation == nil else { return }
        let hasHead = data.starts(with: PictureOrientation.exifHead)
        orientation = PictureOrientation.read(hasHead ? data.dropFirst(6) : data)
    }

    private var whole: [UInt8] {
        let turned = orientation.flatMap { $0 == PictureOrientation.upright ? nil : $0 }
        var content = Array("WEBP".utf8)
        if alpha != nil || turned != nil {
            var flags = isTransparent ? 0x10 : 0
            if turned != nil { flags |= 0x08 }
            var extended = [UInt8(flags), 0, 0, 0]
            extended.appendLittle24(size.width - 1)
            extended.appendLittle24(size.height - 1)
            Self.append("VP8X", extended[...], to: &content)
        }
        if let alpha { Self.append("ALPH", alpha, to: &content) }
        if let image { Self.append(image.type, image.data, to: &content) }
        if let turned {
            Self.append("EXIF", PictureOrientation.block(turned)[...], to: &content)
        }
        var bytes = Array("RIFF".utf8)
        bytes.appendLittle32(content.count)
        return bytes + content
    }

    private static func append(
        _ type: String, _ data: ArraySlice<UInt8>, to bytes: inout [UInt8]
    ) {
        bytes += Array(type.utf8)
        bytes.appendLittle32(data.count)
        bytes += data
        if data.count % 2 == 1 { bytes.append(0) }
    }
}
