import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamWeb
import Testing

@Suite struct ControlTests {
    @Test func `a listing is put, revised, shown, linked and removed`() async throws {
        try await TestNode.with { node in
            let put = try await node.control.send(
                .post, "/control/v1/listings", body: Array(TestNode.bakery.utf8))
            let first = try PublishedAnswer(bytes: put.body)
            #expect(first.index == 1)
            let id = try #require(RecordID(first.id))
            let revised = try await node.control.send(
                .post, "/control/v1/listings?id=\(id.key)", body: Array(TestNode.bakery.utf8))
            #expect(try PublishedAnswer(bytes: revised.body).id == first.id)
            let shown = try ShowAnswer(
                bytes: try await node.control.get("/control/v1/listings/\(id)").body)
            #expect(shown.index == 2)
            #expect(shown.state == "live")
            let second = try PublishedAnswer(
                bytes: try await node.control.send(
                    .post, "/control/v1/listings", body: Array(TestNode.bakery.utf8)
                ).body)
            let question = LinkQuestion(a: first.id, b: second.id, isNot: false)
            let link = try await node.control.send(
                .post, "/control/v1/links", body: RecordCoding.encode(question.json))
            #expect(link.status == 200)
            let removed = try await node.control.send(.delete, "/control/v1/listings/\(id.key)")
            #expect(removed.status == 200)
            let gone = try await node.control.get("/control/v1/listings/\(id)")
            #expect(gone.status == 410)
            #expect(try ErrorAnswer(bytes: gone.body).code == "removed")
            #expect(gone.headers[ControlHeader.category] == "failed")
        }
    }

    @Test func `a listing that breaks a rule is refused with every problem`() async throws {
        try await TestNode.with { node in
            let reply = try await node.control.send(
                .post, "/control/v1/listings", body: Array("{\"kind\":\"offer\"}".utf8))
            #expect(reply.status == 400)
            #expect(try ErrorAnswer(bytes: reply.body).message.contains("name"))
            #expect(reply.headers[ControlHeader.category] == "usage")
        }
    }

    @Test func `an import is streamed, and its rows are counted`() async throws {
        try await TestNode.with { node in
            let row = { (id: Int) in
                "{\"kind\":\"offer\",\"lang\":\"en\",\"name\":{\"en\":\"Bread \(id)\"},"
                    + "\"id\":\"\(id)\"}\n"
            }
            let file = Array((0..<3).map(row).joined().utf8) + Array("{}\n".utf8)
            let pieces = AsyncStream<[UInt8]> { continuation in
                for start in stride(from: 0, to: file.count, by: 7) {
                    continuation.yield(Array(file[start..<min(start + 7, file.count)]))
                }
                continuation.finish()
            }
            let reply = try await node.control.send(
                .post, "/control/v1/import?format=json&file=a.json&source=a", pieces: pieces)
            #expect(reply.status == 200)
            let answer = try ImportAnswer(bytes: reply.body)
            #expect(answer.new == 3)
            #expect(answer.rejected == 1)
            #expect(answer.rejects.count == 1)
        }
    }

    @Test func `peers, sync, doctor, verify and version have their shapes`() async throws {
        try await TestNode.with { node in
            let other = "k4gidesfoerp245rpxqf2vacrwd7bj7w"
            let own = node.node.nodeID.text
            let question = AddPeerQuestion(
                url: nil, node: other, name: "Other", isPrivate: false, hops: nil)
            let added = try await node.control.send(
                .post, "/control/v1/peers", body: RecordCoding.encode(question.json))
            #expect(try PeersAnswer.Peer(bytes: added.body).node == other)
            let list = try await node.control.get("/control/v1/peers")
            let peer = try list.json().object?["peers"]?.array?.first?.object
            #expect(
                peer?.members.map(\.name) == [
                    "name", "url", "node", "private", "hops", "paused", "state", "behind",
                    "lastPull", "lastPush", "error",
                ])
            #expect(peer?["lastPull"] == .null)
            let paused = try await node.control.send(
                .post, "/control/v1/peers/pause?peer=\(other)")
            #expect(try PeersAnswer(bytes: paused.body).peers.first?.paused == true)
            let blocked = try await node.control.send(
                .post, "/control/v1/peers/block?node=Other")
            #expect(blocked.text == "{\"node\":\"\(other)\",\"blocked\":true}\n")
            let unblocked = try await node.control.send(
                .post, "/control/v1/peers/unblock?node=\(other)")
            #expect(unblocked.text.contains("false"))
            for (name, code) in [("nobody", "unknown-node"), (own, "own-node")] {
                let refused = try await node.control.send(
                    .post, "/control/v1/peers/block?node=\(name)")
                #expect(refused.status == 400)
                #expect(refused.text.contains(code))
            }
            let removed = try await node.control.send(
                .delete, "/control/v1/peers?peer=\(other)")
            #expect(try PeersAnswer(bytes: removed.body).peers.isEmpty)
            let sync = try await node.control.send(
                .post, "/control/v1/sync", body: Array("{\"peers\":[]}".utf8))
            #expect(try SyncAnswer(bytes: sync.body).peers.isEmpty)
            let verified = try await node.control.send(
                .post, "/control/v1/verify", body: Array("{\"log\":null,\"all\":true}".utf8))
            let logs = try VerifyAnswer(bytes: verified.body).logs
            #expect(logs.count == 1)
            #expect(logs.first?.ok == true)
            let doctor = try await node.control.get("/control/v1/doctor")
            #expect(!(try DoctorAnswer(bytes: doctor.body).findings.isEmpty))
            let version = try await node.control.get("/control/v1/version")
            #expect(!(try VersionAnswer(bytes: version.body).sqlite.isEmpty))
        }
    }

    @Test(arguments: ["", "{}", "[]", "{\"a\":1}", "nonsense"])
    func `a question of another shape is refused`(body: String) async throws {
        try await TestNode.with { node in
            let reply = try await node.control.send(
                .post, "/control/v1/links", body: Array(body.utf8))
            #expect(reply.status == 400)
            #expect(try ErrorAnswer(bytes: reply.body).code == "body")
        }
    }
}
