/// A link that a page may show: it has passed `DisplayRules.url`.
public struct Link: Hashable, Sendable {
    /// What the link is for, as written: `website`, `facebook` …; empty if the record does not say.
    public let rel: String
    /// The URL as written.
    public let url: String
    /// What the reader should see beside it: the host, the e-mail address or the number.
    public let target: String

    /// Whether it leads to a page (`http` or `https`), not to a mailbox or a telephone.
    public var isWeb: Bool { url.utf8.first.map { $0 | 0x20 == UInt8(ascii: "h") } == true }
}
