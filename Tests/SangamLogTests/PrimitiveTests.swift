import SangamLog
import Testing

/// The text forms that every document is made of: one spelling for one value.
@Suite struct PrimitiveTests {
    @Test(
        arguments: [
            ("0", 0, 0), ("7", 7, 7), ("10", 10, 10),
            ("18446744073709551615", UInt64.max, UInt64.max),
            ("18446744073709551616", nil, UInt64.max), ("99999999999999999999", nil, UInt64.max),
            ("100000000000000000000", nil, UInt64.max), ("", nil, nil), ("00", nil, nil),
            ("01", nil, nil), ("+1", nil, nil), ("-1", nil, nil), (" 1", nil, nil),
            ("1 ", nil, nil),
            ("0x1", nil, nil), ("1e3", nil, nil), ("1_0", nil, nil), ("\u{0661}", nil, nil),
        ] as [(String, UInt64?, UInt64?)])
    func `a decimal has digits only and no leading zero (C5)`(
        text: String, value: UInt64?, clamped: UInt64?
    ) {
        #expect(Decimal.parse(ascii(text)) == value)
        #expect(Decimal.parseClamped(ascii(text)) == clamped)
    }

    @Test func `a time has at most 12 digits`() {
        #expect(Decimal.parseTime(ascii("999999999999")) == 999_999_999_999)
        #expect(Decimal.parseTime(ascii("1000000000000")) == nil)
        #expect(Decimal.parseTime(ascii("01")) == nil)
    }

    @Test(arguments: [
        "AA=", "AA", "A", "=", "====", "AB==", "AAB=", "AA==AA==", " AA==", "AA== ", "AA\n==",
        "-_A=", "AA==\n", "AAA", "A===", "ÄA==",
    ])
    func `base64 that does not re-encode to itself is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func `base64 and base32 take every byte string in one spelling`() {
        var generator = SeededGenerator(seed: propertySeed)
        for count in 0...40 {
            let bytes = generator.bytes(count)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Base32.decode(ascii(Base32.encode(bytes))) == bytes)
            #expect(Hexadecimal.decode(ascii(Hexadecimal.encode(bytes))[...]) == bytes)
        }
        // RFC 4648 §10, in lower case and without padding.
        for (text, encoded) in [
            ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"),
            ("fooba", "mzxw6ytb"), ("foobar", "mzxw6ytboi"),
        ] {
            #expect(Base32.encode(ascii(text)) == encoded)
            #expect(Base32.decode(ascii(encoded)) == ascii(text))
        }
        for text in ["m", "mz", "MY", "my======", "m1", "mzx", "mzxw6y", "my "] {
            #expect(Base32.decode(ascii(text)) == nil, "\(text)")
        }
    }

    @Test func `hexadecimal is lower case and even`() {
        for text in ["0", "0G", "AB", "0x", "ab ", "é"] {
            #expect(Hexadecimal.decode(ascii(text)[...]) == nil, "\(text)")
        }
        #expect(Hexadecimal.decode(ascii("00ff")[...]) == [0, 255])
    }

    @Test func `a hash is 32 bytes and 44 characters`() {
        for count in [0, 31, 33, 64] {
            #expect(Hash([UInt8](repeating: 1, count: count)) == nil)
        }
        let hash = Hash.emptyRoot
        #expect(Hash(base64: ascii(hash.base64)[...]) == hash && hash.base64.utf8.count == 44)
        #expect(Hash(base64: ascii(hash.base64.dropLast() + "A")[...]) == nil)
        #expect(Hash(hash.bytes) == hash && "\(hash)" == hash.base64)
    }
}
