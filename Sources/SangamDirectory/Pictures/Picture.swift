import SangamLog

/// What a record says of a picture.
///
/// Source: Protocol.md, Listings, image.
public struct Picture: Sendable {
    /// The record that the view is made of.
    public let record: Record

    /// The view of a picture; nil for another kind.
    public init?(_ record: Record) {
        guard sameBytes(record.kind, "image") else { return nil }
        self.record = record
    }

    /// The record that it shows: a reference.
    public var of: String? { record.text("of") }
    /// What is to be seen on it, for who does not see it.
    public var alternatives: [LanguageText] { record.languageTexts("alt") }
    /// Who took it.
    public var credit: String? { record.text("credit") }

    /// The file, if it is as clean as one of ours.
    ///
    /// Throws: why it is not shown; then a page shows `alternatives` in its place, and no link.
    public func file() throws(PictureProblem) -> PictureFile {
        guard let text = record.json["data"]?.string, text.utf8.count <= Limits.payloadBytesMax,
            let bytes = Base64.decode(text)
        else { throw .notBase64 }
        return try PictureFile(clean: bytes)
    }
}

/// What answers `GET /l/<node>/image/<id>/picture`.
///
/// The caller adds `X-Content-Type-Options: nosniff` and a content security policy of nothing but
/// `sandbox`; the media type is that of the bytes, whatever the record says.
public struct PictureAnswer: Hashable, Sendable {
    /// The body of the answer.
    public let bytes: [UInt8]
    /// As in `Content-Type`.
    public let mediaType: String
    /// Turned the right way up. Units: pixels.
    public let width: Int
    /// Turned the right way up. Units: pixels.
    public let height: Int

    /// The answer for a record; nil if it is no picture, or not a clean one.
    public init?(_ record: Record) {
        guard let file = try? Picture(record)?.file() else { return nil }
        bytes = file.bytes
        mediaType = file.format.mediaType
        width = file.width
        height = file.height
    }
}
