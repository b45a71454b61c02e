import HTTPTypes
import SangamDirectory
import Testing

@testable import SangamWeb

/// Answers that hold what somebody has just typed.
@Suite struct PostSafetyTests {
    private static func form(_ fields: [(String, String)]) -> [UInt8] {
        let pairs = fields.map {
            "\(QueryParameters.encode($0.0))=\(QueryParameters.encode($0.1))"
        }
        return Array(pairs.joined(separator: "&").utf8)
    }

    /// A form that lacks something, one that is taken, and fields that nobody offered; each with
    /// the text in every field.
    private static func posts(_ text: String, _ rich: RichNode) -> [(String, [UInt8], Int)] {
        let long = text + String(repeating: "x", count: 5_000)
        let ask = rich.path("/ask", "bakery")
        let correct = rich.path("/correct", "bakery")
        return [
            (ask, form([("text", text), ("name", text), ("reply", "")]), 422),
            (ask, form([("text", long), ("name", long), ("reply", long)]), 422),
            (ask, form([("text", text), ("name", text), ("reply", text)]), 200),
            (
                correct,
                form([
                    ("reason", text), ("note", text), ("reply", long), ("field-0", long),
                    ("field-1", text), ("field-99999", text), ("field-" + text, text),
                    (text, text),
                ]), 422
            ),
            (correct, form([("note", text), ("reply", text), ("field-0", text)]), 200),
            ("/ar" + correct, form([("note", ""), ("reply", text)]), 422),
            ("/verify", form([("proof", text)]), 200),
            ("/verify", form([("proof", "c2sp.org/tlog-proof@v1\n" + text)]), 200),
        ]
    }

    @Test(arguments: hostileTexts)
    func `D4 D5 F6 what a form sends comes back as text, and nobody keeps it`(
        text: String
    ) async throws {
        try await RichNode.with(text) { rich in
            for (number, post) in Self.posts(text, rich).enumerated() {
                let (path, body, status) = post
                // Each from elsewhere, so that nobody is told to wait.
                let reply = try await rich.node.web.send(
                    .post, path,
                    headers: [.contentType: "application/x-www-form-urlencoded"], body: body,
                    remoteAddress: "192.0.2.\(number + 1)")
                #expect(reply.status == status, "\(path)")
                #expect(reply.headers[.cacheControl] == "no-store" && reply.headers[.eTag] == nil)
                let found = ForeignMarkup.found(reply.body) + ForeignMarkup.unbalanced(reply.body)
                #expect(found == [], "\(path)")
                if !found.isEmpty { return }
            }
        }
    }

    @Test func `F10 a form that cannot be read is refused in plain words`() async throws {
        try await RichNode.with { rich in
            for body in ["%", "text=%FF", "text=%G0"] {
                let reply = try await rich.node.web.send(
                    .post, rich.path("/ask", "bakery"), body: Array(body.utf8))
                #expect(reply.status == 400, "\(body)")
                #expect(ForeignMarkup.found(reply.body) == [])
            }
        }
    }
}
