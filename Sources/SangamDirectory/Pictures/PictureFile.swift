import SangamLog

/// A still picture without anything in it that a browser does not need: no place, no camera, no
/// owner's name, no thumbnail, no second file behind its end.
///
/// Recognised by its bytes and cut part by part, never decoded: no decoder's fault can be reached
/// through it. What lies inside the coded pixels is not looked at.
///
/// Kept of a camera's notes: which side is up (see `PictureOrientation`). Colour profiles are cut:
/// colours of a wide-gamut camera look a little paler. Source: Protocol.md, Listings, image.
public struct PictureFile: Hashable, Sendable {
    /// What kind of file it is.
    public enum Format: String, Sendable, CaseIterable {
        case jpeg, png, webp

        /// As in `Content-Type`.
        public var mediaType: String { "image/" + rawValue }
    }

    /// Units: bytes, after the cut. As base64 it fits a payload with its words.
    public static let bytesMax = 45_000
    /// Units: bytes, before the cut. A larger file is no web picture.
    public static let inputBytesMax = 8_388_608
    /// Units: pixels, of width and of height; a browser needs 64 MiB for that many.
    public static let sideMax = 4_096

    /// What kind of file it is.
    public let format: Format
    /// The clean file.
    public let bytes: [UInt8]
    /// As a browser shows it, turned the right way up. Units: pixels.
    public let width: Int
    /// As a browser shows it, turned the right way up. Units: pixels.
    public let height: Int
    /// How many bytes were cut out to make it; 0 if it was clean.
    public let bytesCut: Int

    /// Cuts a file down to the picture in it.
    ///
    /// Throws: the first rule that the file breaks.
    public init(cutting file: [UInt8]) throws(PictureProblem) {
        guard let format = Self.format(of: file) else { throw .unknownFormat }
        guard file.count <= Self.inputBytesMax else { throw .tooLarge }
        let parts: PictureParts
        switch format {
        case .jpeg: parts = try JPEGCutter.cut(file)
        case .png: parts = try PNGCutter.cut(file)
        case .webp: parts = try WebPCutter.cut(file)
        }
        guard (1...Self.sideMax).contains(parts.width), (1...Self.sideMax).contains(parts.height)
        else { throw .dimensions }
        guard parts.bytes.count <= Self.bytesMax else { throw .tooLarge }
        guard !Self.holdsWebPage(parts.bytes) else { throw .webPage }
        self.format = format
        bytes = parts.bytes
        let isTurned = parts.orientation > 4
        width = isTurned ? parts.height : parts.width
        height = isTurned ? parts.width : parts.height
        bytesCut = max(0, file.count - parts.bytes.count)
    }

    /// Takes a file only if there is nothing to cut out of it.
    ///
    /// Throws: `notClean`, or the first rule that the file breaks.
    public init(clean file: [UInt8]) throws(PictureProblem) {
        try self.init(cutting: file)
        guard bytes == file else { throw .notClean }
    }

    /// What a file is by its first bytes; nil for anything else.
    public static func format(of file: [UInt8]) -> Format? {
        let bytes = PictureBytes(Array(file.prefix(16)))
        if file.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if file.starts(with: PNGCutter.signature) { return .png }
        if bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) { return .webp }
        return nil
    }

    // MARK: - What must not stand in a picture

    private static let tags = ["<script", "<!doctype", "<html", "<?php"].map { Array($0.utf8) }

    /// Whether a careless program could take the file for a web page. Chance makes such a word
    /// once in millions of pictures; then it is saved again.
    private static func holdsWebPage(_ bytes: [UInt8]) -> Bool {
        var from = bytes.startIndex
        while let mark = bytes[from...].firstIndex(of: UInt8(ascii: "<")) {
            let word = bytes[mark...].prefix(9).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            if tags.contains(where: { word.starts(with: $0) }) { return true }
            from = mark + 1
        }
        return false
    }
}

/// What a cutter has made of a file.
struct PictureParts {
    let bytes: [UInt8]
    /// As stored. Units: pixels.
    let width: Int
    let height: Int
    /// 1 to 8; above 4 the picture is shown with its sides exchanged.
    let orientation: Int
}
