/// Which side of a picture is up: the one thing of a camera's EXIF data that is kept.
///
/// A telephone stores what its sensor saw and notes how it was held. Without the note the picture
/// lies on its side, and turning it would mean to decode it, which a node never does. So the note
/// is read, everything around it is thrown away, and a new block with nothing but the note is
/// written. One byte of three bits says nothing about anybody.
///
/// Source: Exif 2.32 §4.6.4 (tag 0x0112), TIFF 6.0 §2.
enum PictureOrientation {
    /// The picture is stored as it is shown; nothing is written for it.
    static let upright = 1

    /// The orientation that a TIFF block tells, 1 to 8; 1 if it tells none or is broken.
    static func read(_ block: ArraySlice<UInt8>) -> Int {
        let tiff = PictureBytes(Array(block))
        let isBig = tiff.has("MM", at: 0)
        guard isBig || tiff.has("II", at: 0) else { return upright }
        func short(_ at: Int) -> Int? { isBig ? tiff.big16(at) : tiff.little16(at) }
        func long(_ at: Int) -> Int? { isBig ? tiff.big32(at) : tiff.little32(at) }
        guard short(2) == 42, let start = long(4), let entries = short(start) else {
            return upright
        }
        for entry in 0..<min(entries, 512) {
            let at = start + 2 + entry * 12
            guard let tag = short(at) else { break }
            guard tag == 0x0112 else { continue }
            guard short(at + 2) == 3, long(at + 4) == 1, let value = short(at + 8),
                (1...8).contains(value)
            else { break }
            return value
        }
        return upright
    }

    /// A TIFF block of 26 bytes that tells an orientation and nothing else.
    static func block(_ orientation: Int) -> [UInt8] {
        [
            0x4D, 0x4D, 0x00, 0x2A, 0x00, 0x00, 0x00, 0x08,  // big-endian, directory at 8
            0x00, 0x01,  // one entry:
            0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01,  // orientation, short, one
            0x00, UInt8(truncatingIfNeeded: orientation), 0x00, 0x00,
            0x00, 0x00, 0x00, 0x00,  // no further directory
        ]
    }

    /// What stands before the block in a JPEG, and sometimes in a WebP.
    static let exifHead: [UInt8] = Array("Exif".utf8) + [0, 0]
}
