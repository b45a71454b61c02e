/// UTF-16 bytes to UTF-8 bytes, however they are cut; what is no character becomes U+FFFD.
struct UTF16Stream: Sendable {
    private let isBigEndian: Bool
    private var odd: UInt8?
    private var high: UInt16?

    init(isBigEndian: Bool) {
        self.isBigEndian = isBigEndian
    }

    mutating func take(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for byte in bytes {
            guard let first = odd else {
                odd = byte
                continue
            }
            odd = nil
            let unit =
                isBigEndian
                ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
            take(unit, &result)
        }
        return result
    }

    /// What is left at the end of the file.
    mutating func finish() -> [UInt8] {
        let isCut = odd != nil || high != nil
        odd = nil
        high = nil
        return isCut ? Array("\u{FFFD}".utf8) : []
    }

    private mutating func take(_ unit: UInt16, _ result: inout [UInt8]) {
        if let first = high {
            high = nil
            if UTF16.isTrailSurrogate(unit) {
                let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
                append(value, &result)
                return
            }
            append(0xFFFD, &result)
        }
        if UTF16.isLeadSurrogate(unit) {
            high = unit
        } else {
            append(UTF16.isTrailSurrogate(unit) ? 0xFFFD : UInt32(unit), &result)
        }
    }

    private func append(_ value: UInt32, _ result: inout [UInt8]) {
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        result.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
    }
}
