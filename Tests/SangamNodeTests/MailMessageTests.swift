import Foundation
import Testing

@testable import SangamNode

@Suite struct MailMessageTests {
    static func address(_ text: String) throws -> MailAddress { try #require(MailAddress(text)) }

    static func mail(_ subject: String, text: String = "Bread?", name: String = "SEM") throws
        -> MailMessage
    {
        MailMessage(
            from: try address("node@sem.example.org"), fromName: name,
            to: try address("bakery@example.org"), replyTo: try address("asker@example.com"),
            subject: subject, text: text, language: "zu", date: 1_795_200_000, id: "00ff")
    }

    /// Headers by name, unfolded, and the body, as a mail program reads them.
    static func read(_ bytes: [UInt8]) throws -> (headers: [String: [String]], body: String) {
        let text = String(decoding: bytes, as: UTF8.self)
        let end = try #require(text.range(of: "\r\n\r\n"))
        let unfolded = text[..<end.lowerBound].replacingOccurrences(of: "\r\n ", with: " ")
        var headers: [String: [String]] = [:]
        for line in unfolded.components(separatedBy: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            try #require(parts.count == 2)
            headers[String(parts[0]), default: []].append(
                parts[1].trimmingCharacters(in: .whitespaces))
        }
        let coded = text[end.upperBound...].replacingOccurrences(of: "\r\n", with: "")
        let body = try #require(Data(base64Encoded: coded))
        return (headers, String(decoding: body, as: UTF8.self))
    }

    /// Undoes encoded words: white space between two of them says nothing.
    static func decoded(_ header: String) throws -> String {
        try header.split(separator: " ").map { word in
            try #require(word.hasPrefix("=?UTF-8?B?") && word.hasSuffix("?="))
            #expect(word.utf8.count <= 75)
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            return try #require(String(data: data, encoding: .utf8))
        }.joined()
    }

    static let names = [
        "Date", "From", "To", "Reply-To", "Message-ID", "Subject", "Auto-Submitted",
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Language",
    ]

    @Test(arguments: [
        "A question about Umbumbano Bakery", "سؤال عن تعاونية النور", "🧑🏽‍🌾 jeans =?UTF-8?B?eA==?=",
        String(repeating: "क्षि", count: 70), "é\u{301}\u{200F}x",
    ])
    func `a subject in any script comes back as it was`(_ subject: String) throws {
        let (headers, _) = try Self.read(try Self.mail(subject).bytes)
        let expected = String(String.UnicodeScalarView(subject.unicodeScalars.prefix(300)))
        #expect(try Self.decoded(headers["Subject"]?.first ?? "") == expected)
    }

    @Test(arguments: [
        "a\r\nBcc: all@example.org", "a\nBcc: x@example.org\n\nbody", "a\rBcc: x@example.org",
        "a\u{85}Bcc: b", "a\u{2028}Bcc: b", "a\u{0}b\u{7F}", "a\r\n\r\n.\r\nMAIL FROM:<x@y.z>",
        "=?UTF-8?Q?a=0D=0ABcc:_b?=",
    ])
    func `no text becomes a header, encoded or decoded`(_ hostile: String) throws {
        let bytes = try Self.mail(hostile, text: hostile, name: hostile).bytes
        let (headers, _) = try Self.read(bytes)
        #expect(Set(headers.keys) == Set(Self.names))
        #expect(headers.values.allSatisfy { $0.count == 1 })
        let shown = try Self.decoded(headers["Subject"]?.first ?? "")
        #expect(!shown.unicodeScalars.contains { $0.properties.generalCategory == .control })
        #expect(!shown.contains("\u{2028}"))
        // The bytes themselves: ASCII, CRLF in pairs, no line over 78 or beginning with a dot.
        #expect(bytes.allSatisfy { $0 < 0x7F })
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && !$0.hasPrefix(".") })
        #expect(lines.allSatisfy { !$0.utf8.contains(13) && !$0.utf8.contains(10) })
    }

    @Test func `the body is the text, whatever is in it`() throws {
        let text = ".\n..\nFrom the oven\r\nسؤال\tx\n" + String(repeating: "long ", count: 400)
        let (headers, body) = try Self.read(try Self.mail("s", text: text).bytes)
        #expect(
            body == text.replacingOccurrences(of: "\r\n", with: "\n")
                .replacingOccurrences(of: "\n", with: "\r\n") + "\r\n")
        #expect(headers["Content-Transfer-Encoding"] == ["base64"])
        #expect(headers["Date"] == ["Fri, 20 Nov 2026 18:40:00 +0000"])
        #expect(headers["Message-ID"] == ["<00ff@sem.example.org>"])
        #expect(headers["Reply-To"] == ["<asker@example.com>"])
    }

    @Test func `no name and no reply leave no header behind`() throws {
        var mail = try Self.mail("s", name: "\r\n")
        mail.replyTo = nil
        mail.language = "en\r\nBcc: x"
        let (headers, _) = try Self.read(mail.bytes)
        #expect(headers["From"] == ["<node@sem.example.org>"])
        #expect(headers["Reply-To"] == nil)
        #expect(headers["Content-Language"] == nil)
    }

    @Test(arguments: [
        "", "a", "@", "a@", "@b", "a@b@c", "a b@c.d", "a@b..c", ".a@b.c", "a.@b.c", "a..b@c.d",
        "\"a\"@b.c", "a@b.c\r\nRCPT TO:<x@y.z>", "a@b.c>", "<a@b.c>", "a@b.c,d@e.f",
        "a@[127.0.0.1]",
        "a(x)@b.c", "ä@b.c", "a@bücher.example", "a@-b.c", "a@b-.c", "a@b.c\u{0}", "a@b_c.d",
        "a;b@c.d", "a:b@c.d", "a\\b@c.d",
    ])
    func `what is not one plain address is none`(_ text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func `an address is as long as it may be, and no longer`() throws {
        let local = String(repeating: "a", count: 64)
        let label = String(repeating: "b", count: 63)
        #expect(MailAddress("\(local)@\(label).example") != nil)
        #expect(MailAddress("a\(local)@\(label).example") == nil)
        #expect(MailAddress("\(local)@b\(label).example") == nil)
        #expect(MailAddress("a@\(label).\(label).\(label).\(label)") == nil)
        for fine in ["a+b@example.org", "o'brien@example.org", "x@localhost", "a.b-c_d@e.f"] {
            #expect(MailAddress(fine)?.text == fine)
        }
    }
}
