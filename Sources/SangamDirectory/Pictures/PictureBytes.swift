/// The bytes of a file from outside, read with every index checked.
///
/// Units: offsets are bytes from the beginning; all of them fit an `Int` because none is more than
/// a sum of two 32-bit numbers.
struct PictureBytes: Sendable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    func byte(_ at: Int) -> Int? { number(at, 1, isBigEndian: true) }
    func big16(_ at: Int) -> Int? { number(at, 2, isBigEndian: true) }
    func big32(_ at: Int) -> Int? { number(at, 4, isBigEndian: true) }
    func little16(_ at: Int) -> Int? { number(at, 2, isBigEndian: false) }
    func little24(_ at: Int) -> Int? { number(at, 3, isBigEndian: false) }
    func little32(_ at: Int) -> Int? { number(at, 4, isBigEndian: false) }

    /// `length` bytes from `at`; nil if they are not all there.
    func slice(_ at: Int, _ length: Int) -> ArraySlice<UInt8>? {
        guard at >= 0, length >= 0, at <= count, length <= count - at else { return nil }
        return bytes[at..<(at + length)]
    }

    /// Whether these characters stand at `at`.
    func has(_ text: StaticString, at: Int) -> Bool {
        guard let found = slice(at, text.utf8CodeUnitCount) else { return false }
        return text.withUTF8Buffer { found.elementsEqual($0) }
    }

    private func number(_ at: Int, _ length: Int, isBigEndian: Bool) -> Int? {
        guard let found = slice(at, length) else { return nil }
        return isBigEndian
            ? found.reduce(0) { $0 << 8 | Int($1) }
            : found.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}

/// Numbers as bytes, for what is written anew.
extension [UInt8] {
    mutating func appendBig16(_ value: Int) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }

    mutating func appendBig32(_ value: Int) {
        appendBig16(value >> 16)
        appendBig16(value)
    }

    mutating func appendLittle24(_ value: Int) {
        for shift in [0, 8, 16] { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func appendLittle32(_ value: Int) {
        appendLittle24(value)
        append(UInt8(truncatingIfNeeded: value >> 24))
    }
}
