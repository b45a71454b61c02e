import HTTPTypes
import SangamDirectory
import SangamNode
import Testing

@testable import SangamWeb

/// `security.txt` (RFC 9116).
@Suite struct SecurityTextTests {
    private static let path = "/.well-known/security.txt"

    private func ways(_ profile: String, configuration: String = "") throws -> ContactWays {
        let record = try RecordCoding.parse(
            Array("{\"kind\":\"network\",\"lang\":\"en\",\"name\":{\"en\":\"N\"}\(profile)}".utf8),
            kind: "network")
        return ContactWays(
            record,
            ofUs: try NodeConfiguration(file: Array(configuration.utf8), environment: [:]))
    }

    @Test func `it names the network's own address, and ends in 364 days`() async throws {
        try await TestNode.with(
            configuration: "url = https://dir.example.org/\nlanguages = zu,en\n"
        ) { node in
            let reply = try await node.web.get(Self.path)
            #expect(reply.status == 200)
            #expect(reply.headers[.contentType] == "text/plain; charset=utf-8")
            // The clock of the test stands at 2026-11-20T18:40:00Z.
            #expect(
                reply.text == """
                    Contact: https://sem.example.org
                    Expires: 2027-11-19T00:00:00Z
                    Preferred-Languages: zu, en
                    Canonical: https://dir.example.org/.well-known/security.txt

                    """)
        }
    }

    @Test func `mail comes before the page, and only what can stand on a line`() throws {
        let both = try ways(
            #","contact":{"phone":"1","email":["a\nExpires: x@b.example","ask@b.example"]}"#
                + #","url":"https://b.example/us""#)
        let text = SecurityText.text(both, now: TestNode.now, languages: [], url: nil)
        #expect(
            text == """
                Contact: mailto:ask@b.example
                Contact: https://b.example/us
                Expires: 2027-11-19T00:00:00Z

                """)
    }

    @Test(arguments: [
        "", #","url":"http://b.example""#, #","contact":{"email":"nobody"}"#,
        #","contact":{"phone":"+27 31 555 0142"}"#,
    ])
    func `without a way of contact there is none`(profile: String) throws {
        let ways = try ways(profile)
        #expect(SecurityText.text(ways, now: TestNode.now, languages: ["en"], url: nil) == nil)
    }

    @Test func `an operator who cannot be reached has no file, said in one line`() async throws {
        try await TestNode.with { node in
            let id = try #require(
                try await node.web.get("/api/v1/listings?kind=network").json()
                    .object?["items"]?.array?.first?.object?["id"]?.string)
            let key = try #require(RecordID(id)).key
            let profile = #"{"kind":"network","lang":"en","name":{"en":"N"}}"#
            _ = try await node.node.publish(
                payload: Array(profile.utf8), id: key, now: TestNode.now)
            let reply = try await node.web.get(Self.path)
            #expect(reply.status == 404)
            #expect(reply.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(reply.text == "not-found\n")
        }
    }
}
