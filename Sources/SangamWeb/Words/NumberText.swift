/// Whole numbers as a language writes them: its digits, and its sign between the thousands.
///
/// The digits are those that CLDR gives as a language's default: Arabic writes ٠–٩, but not in the
/// Maghreb and the Emirates; Persian ۰–۹; Urdu, Hindi, Thai and Khmer write 0–9. What programs read
/// too (dates in exports, coordinates, telephone numbers) is never written in this way.
struct NumberText: Sendable, Equatable {
    private let digits: [Unicode.Scalar]
    private let separator: String
    /// In South Asia the thousands are followed by groups of two.
    private let isIndian: Bool
    /// Some languages leave numbers of four digits whole.
    private let leastDigits: Int

    init(_ tag: String) {
        let tag = tag.lowercased()
        let primary = tag.prefix { $0 != "-" }
        let zero = Self.zero(primary, tag)
        digits = (0..<10).compactMap { Unicode.Scalar(zero.value + $0) }
        isIndian = ["hi", "bn", "ne", "mr", "gu", "te", "ta", "kn", "ml", "pa"].contains(primary)
        leastDigits = ["es", "pl", "bg"].contains(primary) || tag == "pt-pt" ? 5 : 4
        separator =
            switch primary {
            case "fr": "\u{202F}"
            case "ru", "uk", "pl", "cs", "sk", "bg", "hu", "fi", "sv", "nb", "no", "nn", "lt",
                "lv", "et", "xh", "af":
                "\u{A0}"
            case "pt" where tag == "pt-pt": "\u{A0}"
            case "es", "pt", "id", "de", "it", "nl", "tr", "vi", "lo", "da", "el", "ca", "gl",
                "eu", "ro", "sl", "sr", "hr", "bs":
                "."
            default: zero == "0" || !["ar", "fa", "ps"].contains(primary) ? "," : "\u{66C}"
            }
    }

    /// A number with a sign between its groups.
    func grouped(_ value: some BinaryInteger) -> String {
        let bytes = Array(String(value.magnitude).utf8)
        var text = String.UnicodeScalarView()
        // Minus, not hyphen.
        if value < 0 { text.append("\u{2212}") }
        for (index, byte) in bytes.enumerated() {
            let left = bytes.count - index
            if index > 0, bytes.count >= leastDigits, isBoundary(left) {
                text.append(contentsOf: separator.unicodeScalars)
            }
            text.append(digit(byte))
        }
        return String(text)
    }

    /// A number that is a name, such as a year: no groups.
    func plain(_ value: some BinaryInteger) -> String { digitsOnly(String(value)) }

    /// A text with its digits 0–9 as this language writes them; the rest stays.
    func digitsOnly(_ text: some StringProtocol) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isDigit = (0x30...0x39).contains(scalar.value)
            shown.append(isDigit ? digit(UInt8(truncatingIfNeeded: scalar.value)) : scalar)
        }
        return String(shown)
    }

    private func isBoundary(_ left: Int) -> Bool {
        isIndian ? left == 3 || (left > 3 && left % 2 == 1) : left % 3 == 0
    }

    private func digit(_ byte: UInt8) -> Unicode.Scalar {
        let index = Int(byte) - 0x30
        return digits.indices.contains(index) ? digits[index] : Unicode.Scalar(byte)
    }

    private static func zero(_ primary: Substring, _ tag: String) -> Unicode.Scalar {
        switch primary {
        case "ar":
            let region = tag.split(separator: "-").dropFirst().last { $0.utf8.count == 2 }
            let western: [Substring] = ["ae", "dz", "eh", "ly", "ma", "tn"]
            return region.map(western.contains) == true ? "0" : "\u{660}"
        case "ckb": return "\u{660}"
        case "fa", "ps": return "\u{6F0}"
        case "bn", "as": return "\u{9E6}"
        case "mr", "ne": return "\u{966}"
        case "my": return "\u{1040}"
        default: return "0"
        }
    }
}
