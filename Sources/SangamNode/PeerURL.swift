/// An address of a peer, checked before libcurl or anybody else sees it.
///
/// An own parser, because libraries repair what they are given: one turns `http://①27.0.0.1/` into
/// the host `127.0.0.1`, others disagree about where the host ends. Odd spellings of IP addresses
/// (`127.1`, decimal, hexadecimal) pass here and are caught when the resolved bytes are classified.
public struct PeerURL: Sendable, Equatable {
    public enum Scheme: String, Sendable { case http, https }

    public let scheme: Scheme
    /// In lower case; an IPv6 literal with its brackets.
    public let host: String
    /// As written, or nil for the scheme's own.
    public let port: Int?
    /// From the first `/` or `?` on; may be empty.
    public let target: String

    public static let maximumBytes = 2048

    /// Throws: `invalidURL` with the rule that is broken.
    public init(_ text: String) throws(TransportError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.maximumBytes else {
            throw Self.refused("it is longer than \(Self.maximumBytes) bytes")
        }
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Self.refused("it has a space, a control character or one outside ASCII")
        }
        guard !bytes.contains(where: { Array("\\#\"<>^`{|}".utf8).contains($0) }) else {
            throw Self.refused("it has one of the characters \\ # \" < > ^ ` { | }")
        }
        let rest: ArraySlice<UInt8>
        if bytes.starts(with: Array("https://".utf8)) {
            (scheme, rest) = (.https, bytes.dropFirst(8))
        } else if bytes.starts(with: Array("http://".utf8)) {
            (scheme, rest) = (.http, bytes.dropFirst(7))
        } else {
            throw Self.refused("it does not begin with http:// or https://")
        }
        let end =
            rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains(UInt8(ascii: "@")) else {
            throw Self.refused("it has a user name before the host")
        }
        let (host, port) = try Self.split(authority)
        self.host = String(decoding: host, as: UTF8.self).lowercased()
        self.port = port
        self.target = String(decoding: rest[end...], as: UTF8.self)
    }

    /// Why it cannot be the address of a node's own pages; nil if it can.
    var pathProblem: String? {
        guard !target.isEmpty, target != "/" else { return nil }
        return
            "the address has a path, \"\(target.prefix(60))\", but a node's pages stand at the top "
            + "of their host; give it a name of its own, such as https://directory.example.org"
    }

    private static func split(
        _ authority: ArraySlice<UInt8>
    ) throws(TransportError) -> (host: ArraySlice<UInt8>, port: Int?) {
        let hostEnd: Int
        if authority.first == UInt8(ascii: "[") {
            guard let close = authority.firstIndex(of: UInt8(ascii: "]")) else {
                throw refused("the bracket of its address is not closed")
            }
            let inside = authority[authority.startIndex...close].dropFirst().dropLast()
            guard inside.count >= 2, inside.allSatisfy(isAddressByte) else {
                throw refused("what stands in brackets is not an IPv6 address")
            }
            hostEnd = close + 1
        } else {
            hostEnd = authority.firstIndex(of: UInt8(ascii: ":")) ?? authority.endIndex
            let host = authority[..<hostEnd]
            guard !host.isEmpty, host.count <= 253, host.allSatisfy(isNameByte) else {
                throw refused("its host is not a name of letters, digits, dots and hyphens")
            }
        }
        guard hostEnd < authority.endIndex else { return (authority, nil) }
        let digits = authority[(hostEnd + 1)...]
        guard authority[hostEnd] == UInt8(ascii: ":"), (1...5).contains(digits.count),
            digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let port = Int(String(decoding: digits, as: UTF8.self)), (1...65_535).contains(port)
        else { throw refused("its port is not a number from 1 to 65535") }
        return (authority[..<hostEnd], port)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func refused(_ why: String) -> TransportError {
        TransportError(.invalidURL, "the address is not one of a peer: \(why)")
    }
}
