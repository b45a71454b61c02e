import SangamDirectory
import SangamLog
import Testing

@testable import SangamNode

@Suite struct EnquiryRuleTests {
    static func count(
        _ limiter: inout EnquiryLimiter, _ caller: String, _ record: String = "r", _ now: Int64
    ) -> Int? {
        limiter.count(caller: caller, record: record, now: now, newSalt: { [1, 2, 3] })
    }

    @Test func `one caller writes five times an hour, others are not held up (E9)`() {
        var limiter = EnquiryLimiter()
        for turn in 0..<5 {
            #expect(Self.count(&limiter, "a", "r\(turn)", 3_600 * 1_000 + 10) == nil)
        }
        #expect(Self.count(&limiter, "a", "s", 3_600 * 1_000 + 10) == 3_590)
        #expect(Self.count(&limiter, "b", "s", 3_600 * 1_000 + 10) == nil)
        #expect(Self.count(&limiter, "a", "s", 3_600 * 1_001) == nil)
    }

    @Test func `a listing and a day have their bounds (E9)`() {
        var limiter = EnquiryLimiter()
        let now: Int64 = 86_400 * 20_000
        for turn in 0..<20 { #expect(Self.count(&limiter, "a\(turn)", "r", now) == nil) }
        #expect(Self.count(&limiter, "z", "r", now) == 86_400)
        for turn in 20..<300 {
            #expect(Self.count(&limiter, "a\(turn)", "r\(turn)", now) == nil)
        }
        #expect(Self.count(&limiter, "z", "s", now + 5) == 86_395)
        #expect(Self.count(&limiter, "z", "s", now + 86_400) == nil)
    }

    @Test func `what is refused is not counted, and no caller's name is kept`() {
        var limiter = EnquiryLimiter()
        for _ in 0..<50 { _ = Self.count(&limiter, "192.0.2.77", "r", 7_200) }
        var salts = 0
        for turn in 0..<3 {
            _ = limiter.count(caller: "x", record: "s", now: 10_800 + Int64(turn)) {
                salts += 1
                return [UInt8(turn)]
            }
        }
        #expect(salts == 1)
        #expect(!"\(limiter)".contains("192.0.2.77"))
        // Five were counted, not fifty: the listing takes fifteen more.
        let more = (0..<20).filter { Self.count(&limiter, "b\($0)", "r", 10_900) == nil }
        #expect(more.count == 15)
    }

    // MARK: - The form

    static let record = Record(json: [
        "kind": "organisation", "lang": "en", "name": ["en": "Bakery", "zu": "Ibhikawozi"],
        "contact": ["phone": "+27 31 555 0142"], "hours": "Mo-Sa 05:00-13:00",
        "links": [["rel": "website", "url": "https://bakery.example.org"]],
    ])

    static func form(
        _ kind: Enquiry.Kind, reply: String = "", text: String = "",
        _ proposed: [(path: String, value: String)] = [], name: String = ""
    ) throws -> (Message, [EnquiryProblem]) {
        let node = String(repeating: "a", count: 32)
        let id = try #require(RecordID("\(node)/organisation/3n372anpsvzcdjeytnslg5ykqm"))
        return Node.message(
            Enquiry(
                kind: kind, record: id, name: name, reply: reply, text: text, proposed: proposed,
                caller: "c",
                words: .init(subject: "s", opening: "o", closing: "c", language: "en")),
            kind: kind == .ask ? .ask : .correct, of: record, state: .waiting, now: 5)
    }

    @Test func `a question needs a text and a way to answer it`() throws {
        let keys = try Self.form(.ask).1.map(\.key)
        #expect(keys == ["formReplyMissing", "formTextMissing"])
        #expect(try Self.form(.ask, reply: " \u{3000} ", text: "\r\n \t").1.count == 2)
        #expect(try Self.form(.ask, reply: "a@b.c", text: "Bread?").1.isEmpty)
        #expect(try Self.form(.correct, text: "It has closed").1.isEmpty)
    }

    @Test func `4,000 characters are taken, one more is not, counted as a person counts`() throws {
        let most = String(repeating: "آ", count: 3_998) + "\r\n" + "x"
        #expect(try Self.form(.correct, text: most).1.isEmpty)
        let over = try Self.form(.correct, text: most + "y").1
        #expect(over == [EnquiryProblem(field: "text", reason: .tooLong, max: 4_000)])
        let long = String(repeating: "n", count: 201)
        let lines = try Self.form(.ask, reply: long, text: "x", name: long).1
        #expect(lines.map(\.key) == ["formNameTooLong", "formReplyTooLong"])
    }

    @Test func `a correction keeps what changes, beside what is there`() throws {
        let (message, problems) = try Self.form(
            .correct,
            [
                ("name.en", "Bakery"), ("name.zu", "Ibhikawozi Lobumbano"),
                ("contact.phone", " +27 31 555 0143\r\n"), ("place.address.locality", "Durban"),
                ("contact.phone", "second"),
            ])
        #expect(problems.isEmpty)
        #expect(
            message.changes == [
                .init(field: "name.zu", from: "Ibhikawozi", to: "Ibhikawozi Lobumbano"),
                .init(field: "contact.phone", from: "+27 31 555 0142", to: "+27 31 555 0143"),
                .init(field: "place.address.locality", from: "", to: "Durban"),
            ])
        #expect(Message(message.row) == message)
    }

    @Test func `a field that is not on the form, or too long, goes back`() throws {
        let problems = try Self.form(
            .correct,
            [("kind", "x"), ("ext.\u{0}a", "y"), ("hours", String(repeating: "x", count: 501))]
        ).1
        #expect(
            problems.map(\.key) == ["formValueUnknown", "formValueUnknown", "formValueTooLong"])
    }

    @Test func `a question proposes no change, and nothing changed is no report`() throws {
        #expect(
            try Self.form(.ask, reply: "a", text: "b", [("hours", "never")]).0.changes.isEmpty)
        #expect(
            try Self.form(.correct, [("name.en", "Bakery")]).1.map(\.key) == ["formTextMissing"])
    }

    @Test func `hostile texts are kept without control characters (D3)`() throws {
        let (message, _) = try Self.form(
            .ask, reply: "a@b.c\r\nBcc: d@e.f", text: "a\u{0}\u{1B}[2Jb\u{2028}c\r\n\rd",
            name: "\u{7}n")
        #expect(message.reply == "a@b.c Bcc: d@e.f")
        #expect(MailAddress(message.reply) == nil)
        #expect(message.text == "a[2Jb\nc\n\nd")
        #expect(message.name == "n")
        #expect(Message(message.row) == message)
    }
}
