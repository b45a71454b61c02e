/// Addresses on the web as people write them in a table.
enum WebAddress {
    /// What a cell that should hold a website holds.
    enum Reading: Equatable {
        case url(String)
        case email(String)
        case junk
    }

    /// Reads one address; a bare host gets `https://` if it looks like a host.
    static func read(_ text: String) -> Reading {
        if isEmail(text) { return .email(text) }
        let lower = text.lowercased()
        if lower.hasPrefix("mailto:"), isEmail(String(text.dropFirst(7))) {
            return .email(String(text.dropFirst(7)))
        }
        if lower.hasPrefix("http://") || lower.hasPrefix("https://") {
            guard let rest = text.utf8.firstIndex(of: UInt8(ascii: "/")),
                isHost(text.utf8[rest...].drop { $0 == UInt8(ascii: "/") }),
                (try? DisplayRules.url(text)) != nil
            else { return .junk }
            return .url(text)
        }
        guard isHost(text.utf8[...]) else { return .junk }
        let full = "https://" + text
        return (try? DisplayRules.url(full)) != nil ? .url(full) : .junk
    }

    /// The relation that a host says by itself: a page of a network is nobody's own website.
    static func relation(of url: String, default relation: String) -> String {
        let host = host(of: url)
        for (ending, name) in networks where host == ending || host.hasSuffix("." + ending) {
            return name
        }
        return relation
    }

    /// The page of an account: an address, or a handle such as `@coop`.
    static func account(_ text: String, on network: String) -> String? {
        if case .url(let url) = read(text) { return url }
        guard let site = sites[network] else { return nil }
        let handle = text.hasPrefix("@") ? text.dropFirst() : text[...]
        let isHandle =
            (1...100).contains(handle.utf8.count)
            && handle.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                    || "._-".utf8.contains($0)
            }
        return isHandle ? site + handle : nil
    }

    /// `a@b.c`, plain ASCII and with one at sign.
    static func isEmail(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (6...200).contains(bytes.count),
            let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0
        else { return false }
        let host = bytes[(at + 1)...]
        return bytes[..<at].allSatisfy {
            $0 > 0x20 && $0 != 0x7F && !"<>(),;:\"[]/".utf8.contains($0)
        }
            && host.contains(UInt8(ascii: ".")) && host.first != UInt8(ascii: ".")
            && host.last != UInt8(ascii: ".")
            && host.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 >= 0x80
                    || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
            }
    }

    /// Whether a text begins with something like `www.coop.org.uk`: dots, and letters at its end.
    private static func isHost(_ text: Substring.UTF8View) -> Bool {
        let host = text.prefix { !"/?#:".utf8.contains($0) }
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, let last = labels.last, (2...24).contains(last.count),
            last.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) || $0 >= 0x80 })
                || last.starts(with: "xn--".utf8)
        else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count)
                && label.allSatisfy {
                    (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 >= 0x80
                        || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                }
        }
    }

    private static func host(of url: String) -> String {
        let afterScheme = url.utf8.drop { $0 != UInt8(ascii: ":") }.dropFirst(3)
        let host = afterScheme.prefix { !"/?:#".utf8.contains($0) }
        return String(decoding: host, as: UTF8.self).lowercased()
    }

    private static let networks = [
        ("facebook.com", "facebook"), ("fb.com", "facebook"), ("fb.me", "facebook"),
        ("twitter.com", "twitter"), ("x.com", "twitter"), ("instagram.com", "instagram"),
        ("linkedin.com", "linkedin"), ("youtube.com", "youtube"), ("youtu.be", "youtube"),
        ("tiktok.com", "tiktok"), ("t.me", "telegram"), ("wa.me", "whatsapp"),
        ("openstreetmap.org", "openstreetmap"), ("wikidata.org", "wikidata"),
        ("wikipedia.org", "wikipedia"),
    ]

    private static let sites = [
        "facebook": "https://www.facebook.com/", "twitter": "https://twitter.com/",
        "instagram": "https://www.instagram.com/", "tiktok": "https://www.tiktok.com/@",
        "wikidata": "https://www.wikidata.org/wiki/", "youtube": "https://www.youtube.com/@",
    ]
}
