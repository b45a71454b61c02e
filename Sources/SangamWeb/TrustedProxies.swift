import HTTPTypes

/// The proxies whose word about a caller's address counts (`trusted.proxies`, E10).
struct TrustedProxies: Sendable {
    private struct Range: Sendable {
        let bytes: [UInt8]
        let bits: Int

        func contains(_ address: [UInt8]) -> Bool {
            guard address.count == bytes.count else { return false }
            for (index, byte) in bytes.enumerated() {
                let left = min(max(bits - index * 8, 0), 8)
                let mask = UInt8(truncatingIfNeeded: 0xFF00 >> left)
                if byte & mask != address[index] & mask { return false }
            }
            return true
        }
    }

    private static let forwardedFor = HTTPField.Name.headerNamed("X-Forwarded-For")

    private let ranges: [Range]

    /// - Parameter values: addresses and ranges such as `127.0.0.1` and `10.0.0.0/8`; what is
    ///   neither is left out (the configuration has refused it).
    init(_ values: [String]) {
        ranges = values.compactMap { value in
            let parts = value.split(separator: "/", maxSplits: 1)
            guard let first = parts.first, let bytes = CallerAddress.bytes(String(first)) else {
                return nil
            }
            let whole = bytes.count * 8
            guard parts.count == 2 else { return Range(bytes: bytes, bits: whole) }
            guard let bits = Int(parts[1]), (0...whole).contains(bits) else { return nil }
            return Range(bytes: bytes, bits: bits)
        }
    }

    /// The caller: the connection's other end, or, if that is a trusted proxy, the last address in
    /// `X-Forwarded-For` that is not one itself. Everything before that could be made up.
    func caller(_ direct: CallerAddress, whole: [UInt8]?, headers: HTTPFields) -> CallerAddress {
        guard !ranges.isEmpty, let whole, isTrusted(whole) else { return direct }
        let hops = headers[values: Self.forwardedFor].flatMap { $0.split(separator: ",") }
        for hop in hops.reversed() {
            let text = hop.filter { $0 != " " && $0 != "\t" }
            guard let bytes = CallerAddress.bytes(text).map(CallerAddress.unmapped),
                let address = CallerAddress(text)
            else { return direct }
            if !isTrusted(bytes) { return address }
        }
        return direct
    }

    private func isTrusted(_ bytes: [UInt8]) -> Bool {
        let address = CallerAddress.unmapped(bytes)
        return ranges.contains { $0.contains(address) }
    }
}
