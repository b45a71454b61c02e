/// Decimals as the documents write them: digits only, no sign, no leading zero.
///
/// Source: Protocol.md, "Conventions".
public enum Decimal {
    /// The value of a decimal of at most 20 digits; nil for any other text or above UInt64.max.
    ///
    /// Units: the caller's. Never traps: overflow is checked.
    public static func parse(_ text: some Collection<UInt8>) -> UInt64? {
        guard let first = text.first, text.count <= 20 else { return nil }
        if first == UInt8(ascii: "0") { return text.count == 1 ? 0 : nil }
        var value: UInt64 = 0
        for byte in text {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    /// The value of a decimal of any length, UInt64.max if it is larger; nil for any other text.
    ///
    /// For fields whose bound has a reason of its own: a number too large is no fault of grammar.
    public static func parseClamped(_ text: some Collection<UInt8>) -> UInt64? {
        guard let first = text.first,
            text.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
            first != UInt8(ascii: "0") || text.count == 1
        else { return nil }
        return parse(text) ?? .max
    }

    /// The value of a time: Unix seconds of at most 12 digits.
    public static func parseTime(_ text: some Collection<UInt8>) -> UInt64? {
        text.count <= Limits.timeDigitsMax ? parse(text) : nil
    }

    /// The largest time that can be written. Units: Unix seconds.
    static let timeMost: UInt64 = 999_999_999_999

    /// The time to write for a clock: one that is wrong by millenniums must not write what no
    /// reader takes.
    ///
    /// Units: Unix seconds.
    public static func clampedTime(_ now: Int64) -> UInt64 { min(UInt64(max(now, 0)), timeMost) }
}
