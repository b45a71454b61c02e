import Foundation
import SangamDirectory
import SangamLog
import SangamStore
import Testing

@testable import SangamNode

@Suite struct MessageTests {
    static let contact = ",\"contact\":{\"email\":\"bakery@example.org\"}"

    @Test func `a question is mailed to the listing, with the asker to answer to`() async throws {
        let server = try TinyMailServer()
        try await MessageNode.with(MessageNode.mail(server)) { node in
            let id = try await node.publish(Self.contact)
            #expect(try await node.take(MessageNode.enquiry(id)) == .taken(isMailed: true))
            try await node.tend()
            let mail = try #require(server.mails.first)
            #expect(server.mails.count == 1)
            #expect(mail.from.hasPrefix("<node@sem.example.org>"))
            #expect(mail.recipients == ["<bakery@example.org>"])
            let (headers, body) = try MailMessageTests.read(
                Array(mail.data.replacingOccurrences(of: "\n", with: "\r\n").utf8))
            #expect(headers["To"] == ["<bakery@example.org>"])
            #expect(headers["Reply-To"] == ["<asker@example.com>"])
            #expect(
                try MailMessageTests.decoded(headers["Subject"]?.first ?? "")
                    == "A question about Bakery")
            for part in ["Somebody wrote", "Do you have bread?", "Thandi", "30 days"] {
                #expect(body.contains(part), "\(part)")
            }
            #expect(try await node.node.messageCounts() == MessageCounts(mailed: 1))
            try await node.tend(after: 60)
            #expect(server.mails.count == 1)
        }
    }

    @Test func `who takes enquiries is found upwards, else those who keep the directory`()
        async throws
    {
        let server = try TinyMailServer()
        let configuration = MessageNode.mail(server, "mail.to = office@sem.example.org\n")
        try await MessageNode.with(configuration) { node in
            let union = try await node.publish(
                ",\"contact\":{\"email\":[\"not an address\",\"union@example.org\"]}")
            let chapter = try await node.publish(",\"partOf\":[\"\(union.key)\"]")
            let weaver = try await node.publish(
                ",\"contactVia\":\"\(chapter.key)\",\"contact\":{\"phone\":\"+27 31\"}")
            let cloth = try await node.publish(
                ",\"direction\":\"offer\",\"provider\":\"\(weaver.key)\"", kind: "offer")
            let alone = try await node.publish("")
            let foreign = String(repeating: "a", count: 32)
            let away = try await node.publish(",\"contactVia\":\"\(foreign)/\(union.key)\"")
            for id in [weaver, cloth, alone, away] {
                try await node.take(MessageNode.enquiry(id, caller: "\(id)"))
            }
            try await node.take(MessageNode.enquiry(union, .correct, caller: "last"))
            try await node.tend()
            #expect(
                server.mails.flatMap(\.recipients) == [
                    "<union@example.org>", "<union@example.org>", "<office@sem.example.org>",
                    "<office@sem.example.org>", "<office@sem.example.org>",
                ])
        }
    }

    @Test func `a circle of who is part of whom ends`() async throws {
        let server = try TinyMailServer()
        try await MessageNode.with(MessageNode.mail(server)) { node in
            let first = try await node.publish("")
            let second = try await node.publish(",\"partOf\":[\"\(first.key)\"]")
            _ = try await node.node.publish(
                payload: Array(
                    """
                    {"kind":"organisation","lang":"en","name":{"en":"x"},\
                    "partOf":["\(second.key)","\(first.key)"]}
                    """.utf8), id: first.key, now: MessageNode.now)
            #expect(try await node.node.mailAddress(of: first) == nil)
        }
    }

    // MARK: - Headers that somebody tries to write

    @Test(arguments: [
        "x@y.example\r\nBcc: all@example.org", "x@y.example\nBcc: all@example.org",
        "x@y.example, all@example.org", "x@y.example\u{2028}Bcc: all@example.org",
        "<x@y.example> ORCPT=rfc822;all@example.org", "x\u{0}y@z.example", "ä@y.example",
    ])
    func `nothing that a visitor writes becomes a header or a recipient`(_ hostile: String)
        async throws
    {
        let server = try TinyMailServer()
        try await MessageNode.with(MessageNode.mail(server)) { node in
            let id = try await node.publish(Self.contact)
            var enquiry = MessageNode.enquiry(
                id, text: hostile + "\r\n.\r\nMAIL FROM:<a@b.c>\r\n", reply: hostile, name: hostile)
            enquiry.words.subject = "about " + hostile
            #expect(try await node.take(enquiry) == .taken(isMailed: true))
            try await node.tend()
            let mail = try #require(server.mails.first)
            #expect(server.mails.count == 1)
            #expect(mail.recipients == ["<bakery@example.org>"])
            #expect(server.commands.filter { $0.hasPrefix("MAIL FROM:") }.count == 1)
            let (headers, _) = try MailMessageTests.read(
                Array(mail.data.replacingOccurrences(of: "\n", with: "\r\n").utf8))
            #expect(headers["Bcc"] == nil)
            #expect(headers["Reply-To"] == nil)
            #expect(Set(headers.keys).isSubset(of: MailMessageTests.names))
        }
    }

    // MARK: - When mail does not go

    @Test func `without mail a message waits to be printed, and doctor says so`() async throws {
        try await MessageNode.with { node in
            let id = try await node.publish(Self.contact)
            for turn in 0..<3 {
                let outcome = try await node.take(MessageNode.enquiry(id, caller: "\(turn)"))
                #expect(outcome == .taken(isMailed: false))
            }
            try await node.tend()
            let findings = try await node.node.doctor(now: MessageNode.now)
            #expect(findings.contains { $0.what == "3 enquiries wait to be printed" })
            #expect(try await node.node.status(now: MessageNode.now).messages.print == 3)
            let messages = try await node.node.messages()
            #expect(messages.map(\.state) == [.print, .print, .print])
            #expect(messages.first?.letter.contains("Do you have bread?") == true)
            try await node.node.finishMessage(messages[0].id)
            #expect(try await node.node.messages().count == 2)
            await #expect(throws: NodeError.self) {
                try await node.node.finishMessage(messages[0].id)
            }
            #expect(try await node.node.message(messages[1].id) == messages[1])
        }
    }

    @Test func `a server that is busy is tried again, then the message waits to be printed`()
        async throws
    {
        let server = try TinyMailServer(answers: ["RCPT TO": "451 later"])
        try await MessageNode.with(MessageNode.mail(server)) { node in
            let id = try await node.publish(Self.contact)
            try await node.take(MessageNode.enquiry(id))
            var after: Int64 = 0
            for wait in Node.mailBackOff {
                try await node.tend(after: after)
                #expect(try await node.node.messageCounts() == MessageCounts(waiting: 1))
                try await node.tend(after: after + wait - 1)
                after += wait
            }
            let tries = server.commands.filter { $0.hasPrefix("RCPT") }.count
            #expect(tries == Node.mailBackOff.count)
            let findings = try await node.node.doctor(now: MessageNode.now)
            #expect(findings.contains { $0.what.hasPrefix("1 messages wait to be mailed: ") })
            try await node.tend(after: after)
            #expect(try await node.node.messageCounts() == MessageCounts(print: 1))
            #expect(server.mails.isEmpty)
        }
    }

    @Test(arguments: ["550 no such person", "553 no"])
    func `a server that refuses for good is not asked again`(_ answer: String) async throws {
        let server = try TinyMailServer(answers: ["RCPT TO": answer])
        try await MessageNode.with(MessageNode.mail(server)) { node in
            let id = try await node.publish(Self.contact)
            try await node.take(MessageNode.enquiry(id))
            try await node.tend()
            try await node.tend(after: 86_400)
            #expect(try await node.node.messageCounts() == MessageCounts(print: 1))
            #expect(server.commands.filter { $0.hasPrefix("RCPT") }.count == 1)
        }
    }

    // MARK: - What is taken

    @Test func `a program that fills the hidden field is thanked, and nothing is kept`()
        async throws
    {
        try await MessageNode.with { node in
            let id = try await node.publish("")
            let outcome = try await node.take(MessageNode.enquiry(id, honeypot: "x"))
            #expect(outcome == .taken(isMailed: false))
            #expect(try await node.node.messages().isEmpty)
        }
    }

    @Test func `unknown, removed and statements have no form`() async throws {
        try await MessageNode.with { node in
            let id = try await node.publish("")
            _ = try await node.node.remove(id.key, now: MessageNode.now)
            #expect(try await node.take(MessageNode.enquiry(id)) == .gone)
            let none = try #require(
                RecordID("\(id.node)/organisation/3n372anpsvzcdjeytnslg5ykqm"))
            #expect(try await node.take(MessageNode.enquiry(none)) == .unknown)
            let (one, two) = (try await node.publish(""), try await node.publish(""))
            let link = try await node.node.link("\(one)", "\(two)", not: true, now: MessageNode.now)
            #expect(try await node.take(MessageNode.enquiry(link.id)) == .unknown)
        }
    }

    @Test func `the sixth message of a caller in an hour waits (E9)`() async throws {
        try await MessageNode.with { node in
            let id = try await node.publish("")
            for _ in 0..<5 {
                #expect(
                    try await node.take(MessageNode.enquiry(id)) == .taken(isMailed: false))
            }
            let now = MessageNode.now
            #expect(
                try await node.take(MessageNode.enquiry(id))
                    == .tooMany(retryAfter: Int(3_600 - now % 3_600)))
            #expect(try await node.node.messages().count == 5)
            let later = try await node.take(MessageNode.enquiry(id), after: 3_600)
            #expect(later == .taken(isMailed: false))
        }
    }

    @Test func `after 30 days a text is gone, from the files too, and never was in the log (G5)`()
        async throws
    {
        let lines = LogLines()
        try await MessageNode.with("", log: lines.logger) { node in
            let id = try await node.publish("")
            try await node.take(
                MessageNode.enquiry(
                    id, .correct, text: "CANARYTEXT", reply: "canary@reply.example",
                    name: "CANARYNAME", proposed: [("status", "CANARYCLOSED")]))
            #expect(try node.isOnDisk("CANARYTEXT"))
            try await node.tend(after: 30 * 86_400)
            #expect(try await node.node.messages().count == 1)
            try await node.tend(after: 30 * 86_400 + 1)
            #expect(try await node.node.messages().isEmpty)
            for text in ["CANARYTEXT", "canary@reply", "CANARYNAME", "CANARYCLOSED"] {
                #expect(try !node.isOnDisk(text), "\(text)")
            }
            #expect(lines.all.contains("messages were destroyed"))
            #expect(!lines.all.lowercased().contains("canary"))
        }
    }
}
