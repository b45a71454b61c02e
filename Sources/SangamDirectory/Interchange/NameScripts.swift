/// Counts names whose letters cannot be those of the language that they are marked with, because
/// nobody said which language they are in.
struct NameScripts: Sendable {
    private let language: String
    private var names = 0
    private var foreign: [String: Int] = [:]

    /// `language` is what names get that do not say theirs.
    init(language: String) {
        self.language = language
    }

    /// Looks at the names of a row that is taken.
    mutating func look(at row: ImportRow) {
        guard !row.isPayload, let members = row.records.first?.json["name"]?.object?.members else {
            return
        }
        for member in members where sameBytes(member.name, language) {
            guard let text = member.value.string else { continue }
            names += 1
            if let script = Self.script(of: text), !script.isOf(language) {
                foreign[script.name, default: 0] += 1
            }
        }
    }

    /// What a person should know; nil if nothing is amiss.
    var notice: String? {
        let most = foreign.max { ($0.value, $1.key) < ($1.value, $0.key) }
        guard let most, let script = Self.scripts.first(where: { sameBytes($0.name, most.key) })
        else { return nil }
        let usual = script.languages.first ?? "und"
        let advice =
            most.value * 2 > names
            ? "--lang \(usual), or whichever language it is, marks them rightly"
            : "a column \"lang\" says it row by row"
        return "\(most.value) of \(names) names are in \(script.name) letters but marked as "
            + "\(language), because nothing says their language: \(advice)"
    }

    // MARK: - Scripts

    private struct Script: Sendable {
        let name: String
        let ranges: [ClosedRange<UInt32>]
        let languages: [String]

        init(_ name: String, _ ranges: [ClosedRange<UInt32>], _ languages: String) {
            self.name = name
            self.ranges = ranges
            self.languages = languages.split(separator: " ").map(String.init)
        }

        /// Whether texts of a language may be in these letters; a tag that names a script knows.
        func isOf(_ tag: String) -> Bool {
            let parts = tag.split(separator: "-").map(String.init)
            if parts.dropFirst().contains(where: { $0.utf8.count == 4 }) { return true }
            return parts.first.map { first in languages.contains { sameBytes($0, first) } } ?? true
        }
    }

    /// The script of most letters of a text; nil if most are Latin, or of a script not listed.
    private static func script(of text: String) -> Script? {
        var counts = [Int](repeating: 0, count: scripts.count)
        var latin = 0
        for scalar in text.unicodeScalars.prefix(200) {
            if scalar.value < 0x300 {
                if scalar.properties.isAlphabetic { latin += 1 }
            } else if let index = scripts.firstIndex(where: { script in
                script.ranges.contains { $0.contains(scalar.value) }
            }) {
                counts[index] += 1
            }
        }
        guard let most = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[most] > latin
        else { return nil }
        return scripts[most]
    }

    /// Letters, and the languages that are usually written in them, the likeliest first.
    private static let scripts = [
        Script(
            "Arabic", [0x600...0x6FF, 0x750...0x77F], "ar ur fa ps sd ku ckb ug ks pa bal az ha"),
        Script("Devanagari", [0x900...0x97F], "hi mr ne sa mai bho kok doi sd ks"),
        Script("Bengali", [0x980...0x9FF], "bn as mni"),
        Script("Gurmukhi", [0xA00...0xA7F], "pa"), Script("Gujarati", [0xA80...0xAFF], "gu"),
        Script("Oriya", [0xB00...0xB7F], "or"), Script("Tamil", [0xB80...0xBFF], "ta"),
        Script("Telugu", [0xC00...0xC7F], "te"), Script("Kannada", [0xC80...0xCFF], "kn"),
        Script("Malayalam", [0xD00...0xD7F], "ml"), Script("Sinhala", [0xD80...0xDFF], "si"),
        Script("Thai", [0xE00...0xE7F], "th"), Script("Lao", [0xE80...0xEFF], "lo"),
        Script("Burmese", [0x1000...0x109F], "my shn mnw"),
        Script("Khmer", [0x1780...0x17FF], "km"),
        Script("Ethiopic", [0x1200...0x137F], "am ti gez tig"),
        Script("Georgian", [0x10A0...0x10FF], "ka"), Script("Armenian", [0x530...0x58F], "hy"),
        Script("Hebrew", [0x590...0x5FF], "he yi"), Script("Greek", [0x370...0x3FF], "el"),
        Script("Cyrillic", [0x400...0x52F], "ru uk bg sr mk be kk ky mn tg tt uz bs"),
        Script("Korean", [0xAC00...0xD7AF, 0x1100...0x11FF], "ko"),
        Script("Chinese", [0x3400...0x4DBF, 0x4E00...0x9FFF], "zh ja yue ko"),
        Script("Japanese", [0x3040...0x30FF], "ja"),
    ]
}
