import HTTPTypes
import SangamDirectory
import SangamNode
import Testing

@testable import SangamWeb

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

    @Test func `a question that is not mailed says whom to give it to`() async throws {
        try await TestNode.with { node in
            let union = try await node.publish(
                #"{"kind":"organisation","lang":"en","name":{"en":"Weavers' union"},"#
                    + #""contact":{"phone":"+27 31 555 0199"}}"#)
            let weaver = try await node.publish(
                #"{"kind":"organisation","lang":"en","name":{"en":"Nomsa"},"forms":["producer"],"#
                    + #""contactVia":"\#(union)"}"#)
            let enquiry = Enquiry(
                kind: .ask, record: weaver, reply: "+27 82 555 0100", text: "A basket?",
                caller: "192.0.2.0",
                words: .init(subject: "s", opening: "o", closing: "c", language: "en"))
            _ = try await node.node.take(enquiry, now: TestNode.now)
            let message = try #require(try await node.node.messages().first)
            let shown = try MessageAnswer(
                bytes: try await node.control.get("/control/v1/messages/\(message.id)").body)
            let to = try #require(shown.to)
            #expect(to.name == "Weavers' union" && to.record == "\(union)")
            #expect(to.ways == [.init(key: "phone", value: "+27 31 555 0199")])
        }
    }
}
