/// Why a file is not a picture that may be published or shown.
///
/// Source: Protocol.md, Listings, image.
public enum PictureProblem: String, Error, Sendable, CaseIterable {
    /// The bytes begin like no JPEG, PNG or WebP.
    case unknownFormat
    /// The file ends before the picture does.
    case truncated
    /// A length, an order or a check sum inside is wrong.
    case damaged
    /// A kind of JPEG, PNG or WebP that not every browser shows.
    case unsupported
    /// More than one picture in the file.
    case animated
    /// A JPEG in so many passes that showing it is work without end.
    case tooManyScans
    /// No width, no height, or more than `PictureFile.sideMax` pixels of either.
    case dimensions
    /// More bytes than `PictureFile.bytesMax` after everything needless is cut out.
    case tooLarge
    /// A web page's tags stand inside the file.
    case webPage
    /// A received picture with something in it that we would have cut out.
    case notClean
    /// Not base64, or not its one spelling.
    case notBase64

    /// The key of the sentence in the catalogues: `pictureTooLarge` …
    public var key: String { "picture" + rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// What is wrong and what helps, in plain English.
    public var reason: String {
        switch self {
        case .unknownFormat: "is not a JPEG, PNG or WebP picture"
        case .truncated: "ends in the middle of the picture: send the whole file"
        case .damaged: "is damaged: save the picture again and send that file"
        case .unsupported: "is of a kind that not every browser shows: save it as a plain JPEG"
        case .animated: "moves: only still pictures are taken"
        case .tooManyScans: "has too many passes: save it as a plain JPEG"
        case .dimensions:
            "must be 1 to \(PictureFile.sideMax) pixels wide and high: make the picture smaller"
        case .tooLarge:
            "is larger than \(PictureFile.bytesMax) bytes: make the picture smaller"
        case .webPage: "holds parts of a web page: save the picture again and send that file"
        case .notClean: "holds more than a picture needs"
        case .notBase64: "must be base64 with padding"
        }
    }
}
