/// Which addresses a node may connect to. The bytes that were resolved are classified, never the
/// text, so that no odd spelling passes (E1).
///
/// An allow-list: global unicast, and nothing else. A peer marked `private` may also be at a
/// loopback, private, shared (100.64.0.0/10) or link-local address; the shared range is among them
/// because overlay networks between machines use it. The addresses at which clouds hand
/// credentials to a machine are never allowed, in any wrapping.
public enum AddressRules {
    public enum Verdict: Equatable, Sendable {
        case allowed
        /// Allowed for peers marked private only.
        case privateOnly(Kind)
        case refused(Kind)
    }

    /// What kind of address it is, in words for an error message.
    public enum Kind: String, Sendable {
        case loopback = "loopback"
        case privateNetwork = "private network"
        case shared = "shared carrier network"
        case linkLocal = "link-local"
        case metadata = "cloud metadata service"
        case unspecified = "this network"
        case protocolAssignment = "protocol assignment"
        case documentation = "documentation"
        case benchmarking = "benchmarking"
        case relay = "tunnel or translation"
        case multicast = "multicast"
        case reserved = "reserved"
        case malformed = "not an address"
    }

    /// The verdict on resolved bytes: 4 for IPv4, 16 for IPv6.
    public static func verdict(_ bytes: [UInt8], allowPrivate: Bool) -> Verdict {
        let verdict =
            switch bytes.count {
            case 4: v4(bytes)
            case 16: v6(bytes)
            default: Verdict.refused(.malformed)
            }
        if allowPrivate, case .privateOnly = verdict { return .allowed }
        return verdict
    }

    /// Source: the IANA IPv4 Special-Purpose Address Registry (RFC 6890) and RFC 1112, 5771.
    private static func v4(_ bytes: [UInt8]) -> Verdict {
        if metadataV4.contains(bytes) { return .refused(.metadata) }
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0, _, _): return .refused(.unspecified)
        case (10, _, _), (172, 16...31, _), (192, 168, _): return .privateOnly(.privateNetwork)
        case (100, 64...127, _): return .privateOnly(.shared)
        case (127, _, _): return .privateOnly(.loopback)
        case (169, 254, _): return .privateOnly(.linkLocal)
        case (192, 0, 0): return .refused(.protocolAssignment)
        case (192, 0, 2), (198, 51, 100), (203, 0, 113): return .refused(.documentation)
        case (192, 88, 99): return .refused(.relay)
        case (198, 18...19, _): return .refused(.benchmarking)
        case (224...239, _, _): return .refused(.multicast)
        case (240...255, _, _): return .refused(.reserved)
        default: return .allowed
        }
    }

    /// Source: the IANA IPv6 Special-Purpose Address Registry and address space (RFC 4291).
    private static func v6(_ bytes: [UInt8]) -> Verdict {
        if metadataV6.contains(bytes) { return .refused(.metadata) }
        let high = bytes[0..<12]
        if high.elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
            return v4(Array(bytes[12...]))
        }
        if high.elementsEqual([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
            // NAT64 (RFC 6052): networks without IPv4 reach the world by it, and only the world.
            switch v4(Array(bytes[12...])) {
            case .allowed: return .allowed
            case .privateOnly(let kind), .refused(let kind): return .refused(kind)
            }
        }
        switch bytes[0] {
        case 0: return low(bytes)
        case 0x20...0x3F: return global(bytes)
        case 0xFC, 0xFD: return .privateOnly(.privateNetwork)
        case 0xFE where bytes[1] & 0xC0 == 0x80: return .privateOnly(.linkLocal)
        case 0xFF: return .refused(.multicast)
        default: return .refused(.reserved)
        }
    }

    /// ::/8, in which nothing is global but what was taken out before.
    private static func low(_ bytes: [UInt8]) -> Verdict {
        let leading = bytes.prefix { $0 == 0 }.count
        if leading == 16 { return .refused(.unspecified) }
        if leading == 15, bytes[15] == 1 { return .privateOnly(.loopback) }
        // v4-compatible ::/96, translated ::ffff:0:0:0/96, local NAT64 64:ff9b:1::/48.
        if leading >= 8 || bytes[1] == 0x64 { return .refused(.relay) }
        return .refused(.reserved)
    }

    /// 2000::/3 without what is set aside in it.
    private static func global(_ bytes: [UInt8]) -> Verdict {
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0x20, 0x01, 0, 0), (0x20, 0x02, _, _): .refused(.relay)  // Teredo, 6to4
        case (0x20, 0x01, 0x0D, 0xB8): .refused(.documentation)
        case (0x20, 0x01, 0...1, _): .refused(.protocolAssignment)  // 2001::/23
        case (0x3F, 0xFF, 0...0x0F, _): .refused(.documentation)  // RFC 9637
        case (0x3F, 0xFE, _, _): .refused(.reserved)  // the former 6bone, returned
        default: .allowed
        }
    }

    private static let metadataV4: [[UInt8]] = [
        [169, 254, 169, 254], [169, 254, 170, 2], [169, 254, 170, 23], [100, 100, 100, 200],
    ]

    private static let metadataV6: [[UInt8]] = [
        [0xFD, 0, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54],
        [0xFD, 0, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x23],
        [0xFD, 0x20, 0, 0xCE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54],
    ]
}
