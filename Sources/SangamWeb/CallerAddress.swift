import Glibc
import NIOCore
import SangamNode

/// Who asks, as bytes: the unit by which held requests and pushes are counted.
///
/// An IPv6 caller is its /64, because one household or machine has all of it.
struct CallerAddress: Hashable, Sendable {
    /// 4 or 8 bytes; empty for the control socket and callers in this process.
    let bytes: [UInt8]
    /// Loopback, private and shared networks, and this process: not counted (protocol.md, Roster).
    let isLocal: Bool

    static let local = CallerAddress(bytes: [], isLocal: true)

    private init(bytes: [UInt8], isLocal: Bool) {
        self.bytes = bytes
        self.isLocal = isLocal
    }

    private init(address: [UInt8]) {
        let whole = Self.unmapped(address)
        let verdict = AddressRules.verdict(whole, allowPrivate: false)
        isLocal = if case .privateOnly = verdict { true } else { false }
        bytes = whole.count == 16 ? Array(whole.prefix(8)) : whole
    }

    init(_ address: SocketAddress?) {
        guard let address, let bytes = Self.bytes(address) else {
            self = .local
            return
        }
        self.init(address: bytes)
    }

    /// Reads an address as text, without a port; nil for anything else.
    init?(_ text: String) {
        guard let bytes = Self.bytes(text) else { return nil }
        self.init(address: bytes)
    }

    /// 4 or 16 bytes of an address as text, without a port or zone.
    static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 45 else { return nil }
        var v4 = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &v4) == 1 { return v4 }
        var v6 = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET6, text, &v6) == 1 ? v6 : nil
    }

    static func bytes(_ address: SocketAddress) -> [UInt8]? {
        // A link-local address is written with its zone.
        address.ipAddress.flatMap { text in bytes(String(text.prefix { $0 != "%" })) }
    }

    /// An IPv4 address that a socket for both families reports is an IPv4 address.
    static func unmapped(_ bytes: [UInt8]) -> [UInt8] {
        let prefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return bytes.count == 16 && bytes.starts(with: prefix) ? Array(bytes[12...]) : bytes
    }
}
