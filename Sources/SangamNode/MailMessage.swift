import Foundation

/// One mail, made from bytes so that nothing in it can become a header of its own.
///
/// Shape: headers in ASCII; what is not plain ASCII as encoded words (RFC 2047), folded before 78
/// columns; a body of UTF-8 text in base64 (RFC 2045), which holds no line that a server would read
/// as a command. Addresses are checked (`MailAddress`), control characters are taken out before
/// anything is encoded: a mail program that decodes a subject must not find a line break in it.
struct MailMessage: Sendable, Equatable {
    var from: MailAddress
    /// Shown beside `from`.
    var fromName: String
    var to: MailAddress
    var replyTo: MailAddress?
    var subject: String
    var text: String
    /// A language tag of ours, for readers that speak the text; nil to leave it out.
    var language: String?
    /// Units: Unix seconds.
    var date: Int64
    /// Unique; hexadecimal digits.
    var id: String

    /// The whole mail with CRLF line ends.
    var bytes: [UInt8] {
        var headers: [(String, String)] = [
            ("Date", Self.date(date)),
            ("From", (Self.words(fromName).map { $0 + " " } ?? "") + "<\(from.text)>"),
            ("To", "<\(to.text)>"),
        ]
        if let replyTo { headers.append(("Reply-To", "<\(replyTo.text)>")) }
        headers += [
            (
                "Message-ID",
                "<\(id.utf8.filter(Self.isHex).count == id.utf8.count ? id : "0")@\(from.host)>"
            ),
            ("Subject", Self.words(subject) ?? ""),
            // So that no holiday note answers, and no two programs write to each other for ever.
            ("Auto-Submitted", "auto-generated"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "base64"),
        ]
        if let language, language.utf8.allSatisfy(Self.isTagByte), !language.isEmpty {
            headers.append(("Content-Language", String(language.prefix(35))))
        }
        var bytes: [UInt8] = []
        for (name, value) in headers { bytes += Array("\(name): \(value)\r\n".utf8) }
        return bytes + [0x0D, 0x0A] + Self.body(text)
    }

    // MARK: - Parts

    /// A text for a header: as encoded words with a fold between them; nil for an empty one.
    ///
    /// Everything is encoded, plain ASCII too: one way to write it, and nothing to get wrong.
    static func words(_ text: String) -> String? {
        let plain = singleLine(text, max: 300)
        guard !plain.isEmpty else { return nil }
        var words: [String] = []
        var chunk: [UInt8] = []
        // 45 bytes are 60 characters of base64: with its frame a word has 72 of 75 columns.
        for scalar in plain.unicodeScalars {
            let piece = Array(String(scalar).utf8)
            if chunk.count + piece.count > 45 {
                words.append(encoded(chunk))
                chunk = []
            }
            chunk += piece
        }
        words.append(encoded(chunk))
        return words.joined(separator: "\r\n ")
    }

    private static func encoded(_ bytes: [UInt8]) -> String {
        "=?UTF-8?B?\(Data(bytes).base64EncodedString())?="
    }

    /// The text on one line: control and separator characters become spaces, and no more than
    /// `max` code points stay.
    static func singleLine(_ text: String, max: Int) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let space: Unicode.Scalar = " "
            let next = isBreak(scalar) ? space : scalar
            if next == space, line.last ?? space == space { continue }
            line.append(next)
            if line.count >= max { break }
        }
        if line.last == " " { line.removeLast() }
        return String(line)
    }

    /// Line ends as LF, and no other control characters but tabs.
    static func plainText(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            defer { isAfterReturn = scalar == "\r" }
            switch scalar {
            case "\n": if !isAfterReturn { plain.append("\n") }
            case "\r", "\u{85}", "\u{2028}", "\u{2029}": plain.append("\n")
            case "\t": plain.append(scalar)
            default: if !isBreak(scalar) { plain.append(scalar) }
            }
        }
        return String(plain)
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func body(_ text: String) -> [UInt8] {
        let lines = plainText(text).utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        let bytes = Array(lines.joined(separator: [0x0D, 0x0A])) + [0x0D, 0x0A]
        let coded = Array(Data(bytes).base64EncodedString().utf8)
        var body: [UInt8] = []
        var at = 0
        while at < coded.count {
            let end = min(at + 76, coded.count)
            body += coded[at..<end] + [0x0D, 0x0A]
            at = end
        }
        return body
    }

    /// A moment as RFC 5322 §3.3 writes it, in UTC.
    static func date(_ seconds: Int64) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second, .weekday],
            from: Date(timeIntervalSince1970: Double(seconds)))
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        func two(_ value: Int?) -> String { (value ?? 0) < 10 ? "0\(value ?? 0)" : "\(value ?? 0)" }
        let day = days[((parts.weekday ?? 1) - 1) % 7]
        let month = months[((parts.month ?? 1) - 1) % 12]
        return "\(day), \(two(parts.day)) \(month) \(parts.year ?? 1970)"
            + " \(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)) +0000"
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func isTagByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
    }
}
