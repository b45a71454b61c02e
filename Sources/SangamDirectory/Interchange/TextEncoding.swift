/// The encodings that tables come in.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"
    case windows1256 = "windows-1256"
    case windows874 = "windows-874"

    /// The code pages beside Western Europe's, which is read where nothing tells of another.
    static let otherPages: [TextEncoding] = [.windows1256, .windows874]

    /// The encoding that a volunteer names: `UTF-8`, `cp1252`, `Latin-1` …; nil if unknown.
    public init?(name: String) {
        switch SearchText.fold(name) {
        case "utf 8", "utf8", "unicode utf 8": self = .utf8
        case "utf 16", "utf16", "utf 16le", "utf 16 le": self = .utf16LittleEndian
        case "utf 16be", "utf 16 be": self = .utf16BigEndian
        case "windows 1252", "cp1252", "cp 1252", "ansi", "latin 1", "latin1", "iso 8859 1",
            "win1252":
            self = .windows1252
        case "windows 1256", "cp1256", "cp 1256", "win1256", "arabic": self = .windows1256
        case "windows 874", "cp874", "cp 874", "tis 620", "tis620", "iso 8859 11", "thai":
            self = .windows874
        default: return nil
        }
    }

    /// The scalar that a byte stands for in a Windows code page; nil if the byte means nothing.
    func scalar(_ byte: UInt8) -> Unicode.Scalar? {
        guard byte >= 0x80 else { return Unicode.Scalar(byte) }
        if self == .windows874 { return Self.thai(byte) }
        let table = self == .windows1256 ? Self.table1256 : Self.table1252
        let index = Int(byte) - 0x80
        guard index < table.count else { return nil }
        return table[index]
    }

    /// Windows-874: Thai's block of Unicode in its order, and a few signs.
    private static func thai(_ byte: UInt8) -> Unicode.Scalar? {
        switch byte {
        case 0xA0, 0x85, 0x91...0x97: table1252[Int(byte) - 0x80]
        case 0x80: "\u{20AC}"
        case 0xA1...0xDA, 0xDF...0xFB: Unicode.Scalar(0xE00 + UInt32(byte) - 0xA0)
        default: nil
        }
    }

    private static let table1252 = table(
        """
        20AC 0 201A 192 201E 2026 2020 2021 2C6 2030 160 2039 152 0 17D 0
        0 2018 2019 201C 201D 2022 2013 2014 2DC 2122 161 203A 153 0 17E 178
        A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 AA AB AC AD AE AF
        B0 B1 B2 B3 B4 B5 B6 B7 B8 B9 BA BB BC BD BE BF
        C0 C1 C2 C3 C4 C5 C6 C7 C8 C9 CA CB CC CD CE CF
        D0 D1 D2 D3 D4 D5 D6 D7 D8 D9 DA DB DC DD DE DF
        E0 E1 E2 E3 E4 E5 E6 E7 E8 E9 EA EB EC ED EE EF
        F0 F1 F2 F3 F4 F5 F6 F7 F8 F9 FA FB FC FD FE FF
        """)

    private static let table1256 = table(
        """
        20AC 67E 201A 192 201E 2026 2020 2021 2C6 2030 679 2039 152 686 698 688
        6AF 2018 2019 201C 201D 2022 2013 2014 6A9 2122 691 203A 153 200C 200D 6BA
        A0 60C A2 A3 A4 A5 A6 A7 A8 A9 6BE AB AC AD AE AF
        B0 B1 B2 B3 B4 B5 B6 B7 B8 B9 61B BB BC BD BE 61F
        6C1 621 622 623 624 625 626 627 628 629 62A 62B 62C 62D 62E 62F
        630 631 632 633 634 635 636 D7 637 638 639 63A 640 641 642 643
        E0 644 E2 645 646 647 648 E7 E8 E9 EA EB 649 64A EE EF
        64B 64C 64D 64E F4 64F 650 F7 651 F9 652 FB FC 200E 200F 6D2
        """)

    private static func table(_ hex: String) -> [Unicode.Scalar?] {
        hex.split { $0 == " " || $0 == "\n" }.map { word in
            guard let value = UInt32(word, radix: 16), value != 0 else { return nil }
            return Unicode.Scalar(value)
        }
    }
}
