import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamWeb
import Testing

/// What the page that checks a proof says of a listing that has changed or gone since.
@Suite struct VerifySinceTests {
    @Test func `a listing is genuine, an older text says so, and what was removed is no text`()
        async throws
    {
        try await TestNode.with { node in
            let put = try await node.control.send(
                .post, "/control/v1/listings", body: Array(TestNode.bakery.utf8))
            let id = try #require(RecordID(try PublishedAnswer(bytes: put.body).id))
            let genuine = try await node.web.get("/verify?about=\(id)").text
            #expect(genuine.contains("This is genuine"))
            #expect(!genuine.contains("an older text"))
            let old = try await node.node.proof(of: id)
            let revised = try await node.control.send(
                .post, "/control/v1/listings?id=\(id.key)", body: Array(TestNode.bakery.utf8))
            #expect(revised.status == 200)
            let older = try await pasted(old, node)
            #expect(older.contains("This is genuine") && older.contains("an older text"))
            _ = try await node.control.send(.delete, "/control/v1/listings/\(id.key)")
            let removed = try await node.web.get("/verify?about=\(id)").text
            for text in [removed, try await pasted(old, node)] {
                #expect(text.contains("This listing was removed"))
                #expect(!text.contains("This is genuine") && !text.contains("The text is exactly"))
            }
        }
    }

    private func pasted(_ proof: [UInt8], _ node: TestNode) async throws -> String {
        let form = proof.map { byte in
            "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        return try await node.web.send(
            .post, "/verify", headers: [.contentType: "application/x-www-form-urlencoded"],
            body: Array("proof=\(form)".utf8)
        ).text
    }
}
