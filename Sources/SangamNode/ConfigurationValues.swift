import Glibc
import SangamDirectory

/// Turns the texts of settings into values, collecting what is wrong. A bad value yields something
/// harmless in its place: with a problem in the list, nothing of it is used.
struct ConfigurationValues {
    let settings: [NodeConfiguration.Setting]
    private(set) var problems: [String] = []

    init(settings: [NodeConfiguration.Setting]) {
        self.settings = settings
    }

    private func text(_ key: ConfigurationKey) -> String {
        settings.first { $0.key == key }?.text ?? ""
    }

    private mutating func refuse(_ key: ConfigurationKey) {
        let setting = settings.first { $0.key == key }
        let place = setting.map { " (\($0.origin))" } ?? ""
        let value = setting?.text.prefix(100) ?? ""
        problems.append(
            "\(key.rawValue)\(place): the value \"\(value)\" is not allowed; it has to be"
                + " \(key.allowed)")
    }

    // MARK: Kinds of values

    /// HOST:PORT; nil for nothing, which `listen` may not be.
    mutating func address(_ key: ConfigurationKey) -> NodeConfiguration.ListenAddress? {
        let text = text(key)
        if text.isEmpty, key != .listen { return nil }
        guard let address = Self.address(text, lowestPort: 0) else {
            refuse(key)
            return nil
        }
        return address
    }

    /// [smtp://|smtps://]HOST:PORT; nil for nothing.
    mutating func mailServer(_ key: ConfigurationKey) -> MailServer? {
        let text = text(key)
        guard !text.isEmpty else { return nil }
        var rest = text
        var scheme: MailServer.Scheme?
        for known in [MailServer.Scheme.smtp, .smtps] where text.hasPrefix(known.rawValue + "://") {
            scheme = known
            rest = String(text.dropFirst(known.rawValue.count + 3))
        }
        guard let address = Self.address(rest, lowestPort: 1) else {
            refuse(key)
            return nil
        }
        return MailServer(scheme: scheme, host: address.host, port: address.port)
    }

    /// A name without control characters; nil for nothing.
    mutating func name(_ key: ConfigurationKey) -> String? {
        let text = text(key)
        guard !text.isEmpty else { return nil }
        guard text.utf8.count <= 254, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            refuse(key)
            return nil
        }
        return text
    }

    private static func address(
        _ text: String, lowestPort: Int
    ) -> NodeConfiguration.ListenAddress? {
        let bytes = Array(text.utf8)
        guard let colon = bytes.lastIndex(of: UInt8(ascii: ":")), colon > 0,
            let port = number(bytes[(colon + 1)...], maximum: 65_535), port >= lowestPort
        else { return nil }
        var host = bytes[..<colon]
        if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
            host = host.dropFirst().dropLast()
            let name = String(decoding: host, as: UTF8.self)
            guard isAddress(name, AF_INET6) else { return nil }
            return .init(host: name, port: port)
        }
        let isName = host.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
                || byte == 0x2E
        }
        guard isName, host.count <= 253 else { return nil }
        return .init(host: String(decoding: host, as: UTF8.self), port: port)
    }

    mutating func url(_ key: ConfigurationKey) -> String? {
        let text = text(key)
        guard !text.isEmpty else { return nil }
        guard let url = try? PeerURL(text), !url.target.utf8.contains(UInt8(ascii: "?")) else {
            refuse(key)
            return nil
        }
        if let problem = url.pathProblem {
            let place = settings.first { $0.key == key }.map { " (\($0.origin))" } ?? ""
            problems.append("\(key.rawValue)\(place): \(problem)")
            return nil
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// Units: seconds; the text may end with s, m, h or d.
    mutating func duration(_ key: ConfigurationKey, _ range: ClosedRange<Int>) -> Int {
        let units: [UInt8: Int] = [0x73: 1, 0x6D: 60, 0x68: 3600, 0x64: 86_400]
        guard let seconds = scaled(text(key), units), range.contains(seconds) else {
            refuse(key)
            return range.lowerBound
        }
        return seconds
    }

    mutating func bytes(_ key: ConfigurationKey) -> Int {
        guard let bytes = scaled(text(key), [0x6B: 1 << 10, 0x6D: 1 << 20, 0x67: 1 << 30]) else {
            refuse(key)
            return 0
        }
        return bytes
    }

    mutating func count(_ key: ConfigurationKey) -> Int {
        guard let count = scaled(text(key), [:]) else {
            refuse(key)
            return 0
        }
        return count
    }

    /// A number with at most one letter after it that says what it counts.
    private func scaled(_ text: String, _ units: [UInt8: Int]) -> Int? {
        var digits = Array(text.utf8)[...]
        var unit = 1
        if let last = digits.last, let named = units[last] {
            digits = digits.dropLast()
            unit = named
        }
        guard let number = Self.number(digits, maximum: 1_000_000_000_000) else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: unit)
        return overflow ? nil : product
    }

    private static func number(_ digits: ArraySlice<UInt8>, maximum: Int) -> Int? {
        guard (1...13).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return number <= maximum ? number : nil
    }

    mutating func word(_ key: ConfigurationKey, of words: [String]) -> String {
        let text = text(key)
        guard let word = words.first(where: { $0.utf8.elementsEqual(text.utf8) }) else {
            refuse(key)
            return ""
        }
        return word
    }

    mutating func tiles(_ key: ConfigurationKey) -> String? {
        let text = text(key)
        guard !text.isEmpty else { return nil }
        // The three marks are taken out before the address is checked as one.
        var plain = text
        for mark in ["{z}", "{x}", "{y}"] {
            guard let range = plain.firstRange(of: mark) else {
                refuse(key)
                return nil
            }
            plain.replaceSubrange(range, with: "0")
        }
        guard let url = try? PeerURL(plain), url.scheme == .https else {
            refuse(key)
            return nil
        }
        return text
    }

    mutating func mail(_ key: ConfigurationKey) -> String? {
        let text = text(key)
        guard !text.isEmpty else { return nil }
        guard let address = MailAddress(text) else {
            refuse(key)
            return nil
        }
        return address.text
    }

    mutating func proxies(_ key: ConfigurationKey) -> [String] {
        let items = list(key)
        let areRanges = items.allSatisfy { item in
            let parts = item.split(separator: "/", omittingEmptySubsequences: false).map(
                String.init)
            guard (1...2).contains(parts.count) else { return false }
            let bits =
                Self.isAddress(parts[0], AF_INET)
                ? 32
                : Self.isAddress(parts[0], AF_INET6) ? 128 : -1
            guard bits > 0, parts.count == 2 else { return bits > 0 }
            return Self.number(Array(parts[1].utf8)[...], maximum: bits) != nil
        }
        guard areRanges, items.count <= 64 else {
            refuse(key)
            return []
        }
        return items
    }

    mutating func languages(_ key: ConfigurationKey) -> [String] {
        let items = list(key)
        guard !items.isEmpty, items.count <= 64, items.allSatisfy(LanguageTag.isWellFormed) else {
            refuse(key)
            return ["en"]
        }
        return items
    }

    private func list(_ key: ConfigurationKey) -> [String] {
        let text = Array(text(key).utf8)
        guard !ConfigurationFile.trimmed(text[...]).isEmpty else { return [] }
        return text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
            String(decoding: ConfigurationFile.trimmed($0), as: UTF8.self)
        }
    }

    private static func isAddress(_ text: String, _ family: Int32) -> Bool {
        var bytes = in6_addr()
        return !text.utf8.contains(0) && inet_pton(family, text, &bytes) == 1
    }
}
