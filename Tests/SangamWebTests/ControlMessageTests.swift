import HTTPTypes
import SangamDirectory
import SangamNode
import SangamWeb
import Testing

@Suite struct ControlMessageTests {
    @Test func `messages are listed, shown and destroyed over the control socket alone`()
        async throws
    {
        try await TestNode.with { node in
            let id = try await node.publish(TestNode.bakery)
            let enquiry = Enquiry(
                kind: .correct, record: id, text: "They bake at night now.",
                proposed: [("hours", "Mo-Sa 22:00-05:00")], caller: "192.0.2.0",
                words: .init(subject: "About Bakery", opening: "o", closing: "c", language: "en"))
            #expect(
                try await node.node.take(enquiry, now: TestNode.now) == .taken(isMailed: false))
            let listed = try MessagesAnswer(
                bytes: try await node.control.get("/control/v1/messages").body)
            let message = try #require(listed.messages.first)
            #expect(listed.messages.count == 1)
            #expect((message.kind, message.state) == ("correct", "print"))
            let path = "/control/v1/messages/\(message.id)"
            let shown = try MessageAnswer(bytes: try await node.control.get(path).body)
            #expect(shown.text == "They bake at night now.")
            #expect(shown.changes.map(\.field) == ["hours"])
            #expect(shown.changes.first?.to == "Mo-Sa 22:00-05:00")
            let status = try StatusAnswer(
                bytes: try await node.control.get("/control/v1/status").body)
            #expect(status.messages?.print == 1)
            for target in ["/control/v1/messages", path] {
                #expect(try await node.web.get(target).status == 404)
            }
            #expect(try await node.control.send(.delete, path).status == 200)
            #expect(try await node.control.get(path).status == 404)
            #expect(try await node.control.send(.delete, path).status == 404)
            #expect(try await node.control.get("/control/v1/messages/x").status == 400)
        }
    }
}
