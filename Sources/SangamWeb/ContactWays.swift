import SangamDirectory
import SangamNode

/// How the people who run this directory may be reached, from the profile of their own network:
/// what they published themselves, and nothing else.
struct ContactWays: Sendable, Equatable {
    /// What the network is called.
    private(set) var name: String?
    /// A plain address, without `mailto:`.
    private(set) var mail: String?
    /// A page on https: over http anybody on the way could put another address there.
    private(set) var page: String?

    /// - Parameters:
    ///   - record: our own profile; nil if there is none.
    ///   - configuration: where this directory is, for a profile that does not say.
    init(_ record: Record?, ofUs configuration: NodeConfiguration) {
        name = record?.names.first.map { ShownText.line($0.text, scalarsMax: 200) }
        mail =
            record?.contact.lazy
            .filter { $0.key.utf8.elementsEqual("email".utf8) }
            .compactMap { MailAddress($0.value)?.text }.first
        page = Self.safe(record?.url?.url) ?? Self.safe(configuration.url)
    }

    /// An address that begins with https and has no signs but those of an address.
    private static func safe(_ url: String?) -> String? {
        guard let url, url.utf8.starts(with: "https://".utf8), url.utf8.count <= 2_048,
            url.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return url
    }
}
