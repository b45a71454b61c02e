import Foundation

/// The slow fold that the one-pass fold is held against: the whole text through Unicode's normal
/// forms, every scalar through its properties, every word as a string of its own.
enum ReferenceFold {
    static func fold(_ text: String) -> String { words(text).joined(separator: " ") }

    /// A column of a search row: each text's words, then its words with a hyphen or apostrophe
    /// once more as one word.
    static func column(_ texts: [String]) -> String {
        texts.flatMap { text in
            words(text) + pieces(text).compactMap(joined)
        }.joined(separator: " ")
    }

    static func words(_ text: String) -> [String] {
        var splitter = ReferenceSplitter()
        let parted = text.replacingOccurrences(of: "\u{2116}", with: "No ", options: .literal)
        for scalar in parted.decomposedStringWithCompatibilityMapping.unicodeScalars {
            splitter.take(scalar)
        }
        return splitter.finish().flatMap { $0 }.map { $0.precomposedStringWithCanonicalMapping }
    }

    private static func pieces(_ text: String) -> [String] {
        text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
    }

    private static func joined(_ piece: String) -> String? {
        let rest = piece.unicodeScalars.filter { !joiners.contains($0.value) }
        let folded = words(String(String.UnicodeScalarView(rest)))
        guard folded.count == 1, words(piece).count > 1 else { return nil }
        return folded.first
    }

    private static let joiners: Set<UInt32> = [
        0x27, 0x2A, 0x2D, 0x3A, 0x5F, 0xB7, 0x2010, 0x2011, 0x2019, 0x2027,
    ]
}
