/// Which characters search takes for the same, after compatibility decomposition (NFKD).
///
/// Values are compared, not scripts looked up, so that the fold is the same with every Unicode
/// version for the letters that it names.
enum FoldTable {
    /// What people do not type: joiners, invisible breaks, direction marks, tatweel, and the dots
    /// (nukta) that many keyboards lack.
    static func isDropped(_ value: UInt32) -> Bool {
        switch value {
        case 0xAD, 0x61C, 0xFEFF, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F: true
        case 0x640, 0x7FA, 0x621: true  // tatweel, its N'Ko sister, a hamza by itself
        case 0x93C, 0x9BC, 0xA3C, 0xABC, 0xB3C, 0xC3C, 0xCBC: true  // nukta
        case 0x981: true  // Bengali's moon and dot
        case 0x17B4, 0x17B5: true  // Khmer vowels that are never seen
        case 0x2B9...0x2BF: true  // letters that look like apostrophes
        case 0x180B...0x180F, 0xFE00...0xFE0F, 0xE0100...0xE01EF: true  // variation selectors
        default: false
        }
    }

    /// Letters that are written for each other, in lower case.
    static func replacement(_ value: UInt32) -> String? {
        switch value {
        case 0x671: "\u{627}"  // alef wasla; alef with hamza or madda has lost its mark by now
        case 0x649, 0x6CC, 0x6D0: "\u{64A}"  // forms of yeh; yeh barree stays
        case 0x6A9, 0x6AA: "\u{643}"  // forms of kaf
        case 0x629, 0x6C3, 0x6C1, 0x6BE, 0x6D5: "\u{647}"  // forms of heh
        case 0xDF: "ss"
        case 0xE6: "ae"
        case 0x153: "oe"
        case 0xF8: "o"
        case 0x142: "l"
        case 0x131: "i"
        case 0x111, 0xF0: "d"
        case 0x127: "h"
        case 0xFE: "th"
        case 0x3C2: "\u{3C3}"  // final sigma
        case 0x1200...0x1347: ethiopic(value)
        default: nil
        }
    }

    /// Ethiopian letters that Amharic speaks alike: ሐ and ኀ are ሀ, ሠ is ሰ, ዐ is አ, ፀ is ጸ; and of
    /// ሀ and አ the first and the fourth form.
    private static func ethiopic(_ value: UInt32) -> String? {
        let plain: UInt32
        switch value {
        case 0x1210...0x1217: plain = value - 0x10
        case 0x1280...0x1287: plain = value - 0x80
        case 0x1220...0x1227: plain = value + 0x10
        case 0x12D0...0x12D6: plain = value - 0x30
        case 0x1340...0x1347: plain = value - 8
        default: plain = value
        }
        let first = plain == 0x1203 || plain == 0x12A3 ? plain - 3 : plain
        return first == value ? nil : Unicode.Scalar(first).map { String($0) }
    }

    /// The short form of a Chinese sign that is written in a long and a short one.
    static func simplified(_ value: UInt32) -> UInt32 {
        guard (0x4E00...0x9FFF).contains(value) else { return value }
        let short = shortForms[Int(value - 0x4E00)]
        return short == 0 ? value : UInt32(short)
    }

    /// For each sign from U+4E00 on its short form, or 0.
    private static let shortForms: [UInt16] = {
        var forms = [UInt16](repeating: 0, count: 0x5200)
        for line in ResourceText.hanzi {
            let signs = Array(line.unicodeScalars)
            for place in stride(from: 0, to: signs.count - 1, by: 2) {
                let (long, short) = (signs[place].value, signs[place + 1].value)
                guard (0x4E00...0x9FFF).contains(long) else { continue }
                forms[Int(long - 0x4E00)] = UInt16(truncatingIfNeeded: short)
            }
        }
        return forms
    }()

    /// A sign that is a word by itself, whatever stands right behind it: `№5` is `no 5`.
    static func endsWord(_ value: UInt32) -> Bool { value == 0x2116 }

    /// A mark that is written for another: Hindi's moon and dot for its dot.
    static func mark(_ value: UInt32) -> Unicode.Scalar? { value == 0x901 ? "\u{902}" : nil }

    /// Whether a nonspacing mark is part of the word's spelling: in Indic scripts, Thai, Lao,
    /// Tibetan, Khmer, Burmese and their neighbours, in Thaana, and the two marks of Kana.
    static func keepsMark(_ value: UInt32) -> Bool {
        switch value {
        case 0x951...0x954: false  // Vedic accents
        case 0x7A6...0x7B0, 0x900...0xDFF, 0xE00...0xFFF, 0x1000...0x109F, 0x1780...0x17D3: true
        case 0x1A20...0x1AAF, 0x1B00...0x1BFF, 0x1C00...0x1C4F, 0x3099, 0x309A: true
        case 0xA800...0xA82F, 0xA880...0xA8DF, 0xA930...0xA95F, 0xA980...0xA9FF: true
        case 0xAA00...0xAADF, 0xAAE0...0xAAFF, 0xABC0...0xABFF, 0x11000...0x11FFF: true
        default: false
        }
    }

    /// Whether words of this script are written without spaces between them.
    static func isUnspaced(_ value: UInt32) -> Bool {
        switch value {
        case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x19E0...0x19FF: true
        case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x3029, 0x3031...0x3035: true
        case 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF: true
        case 0xA9E0...0xA9FF, 0xAA60...0xAA7F, 0xF900...0xFAFF, 0x1B000...0x1B16F: true
        case 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// A hyphen or apostrophe, or a sign before an ending for another gender (`Bürger*innen`,
    /// `habitant·e`): `co-op` is also found as one word.
    static func isJoiner(_ value: UInt32) -> Bool {
        switch value {
        case 0x27, 0x2A, 0x2D, 0x3A, 0x5F, 0xB7, 0x2010, 0x2011, 0x2019, 0x2027: true
        default: false
        }
    }

    /// The signs after which Khmer and Burmese letters stand below the one before.
    static func stacks(_ value: UInt32) -> Bool { value == 0x17D2 || value == 0x1039 }

    /// The first part of a Hangul syllable that is written in parts.
    static func leadsHangul(_ value: UInt32) -> Bool {
        (0x1100...0x1112).contains(value) || (0xAC00...0xD7A3).contains(value)
    }

    /// A later part of one.
    static func trailsHangul(_ value: UInt32) -> Bool {
        (0x1161...0x1175).contains(value) || (0x11A8...0x11C2).contains(value)
    }
}
