import Foundation
import Testing

extension BinaryTests {
    @Suite struct Restore {
        /// A node whose folder was copied at size 4, and a peer that holds it at size 9.
        private struct Scene {
            let node: TestNode
            let peer: TestNode
            let servedPeer: Served
            let port: UInt16
            let origin: String
            let newest: String
        }

        private static func scene() async throws -> Scene {
            let node = try await TestNode.make("a.test.example")
            let peer = try await TestNode.make("b.test.example")
            let port = try Wire.freePort()
            let servedPeer = try await peer.serve()
            let served = try await node.serve(listen: "127.0.0.1:\(port)")
            try await link(node, served, peer, servedPeer)
            let origin = try await node.done("status")["origin"].text
            for number in 1...3 { try await node.put("Early \(number)") }
            try await inStep(node, peer, origin)
            try await served.stop()
            try FileManager.default.copyItem(atPath: node.data, toPath: node.folder.file("old"))

            let again = try await node.serve(listen: "127.0.0.1:\(port)")
            for number in 1...5 { try await node.put("Late \(number)") }
            try await inStep(node, peer, origin)
            let newest = try #require(try await node.heads()[origin])
            try await again.stop()
            try FileManager.default.removeItem(atPath: node.data)
            try FileManager.default.moveItem(atPath: node.folder.file("old"), toPath: node.data)
            return Scene(
                node: node, peer: peer, servedPeer: servedPeer, port: port, origin: origin,
                newest: newest)
        }

        private static func inStep(_ a: TestNode, _ b: TestNode, _ origin: String) async throws {
            let isInStep = try await eventually {
                guard let head = try await a.heads()[origin] else { return false }
                guard head == (try await b.heads()[origin]) else { return false }
                // The copy of the folder is made of a node that knows that its peer holds its log.
                return try await a.done("peers", "list")["peers"].items.allSatisfy {
                    $0["behind"].number == 0
                }
            }
            try #require(isInStep, "the peer never held the whole log")
        }

        @Test(.timeLimit(.minutes(15)))
        func `an old data folder put back heals from its peer, byte for byte (B1)`() async throws {
            let scene = try await Self.scene()
            let served = try await scene.node.serve(listen: "127.0.0.1:\(scene.port)")
            // A change at once: it waits for the peers' word, or is refused; it never forks.
            let payload = #"{"kind":"organisation","lang":"en","name":{"en":"Eager"}}"#
            let eager = try await scene.node.sangam("listing", "put", "-", input: payload)
            #expect([0, 7].contains(eager.code), "\(eager)")
            #expect(
                try await eventually {
                    let size = try await scene.node.heads()[scene.origin]?.split(separator: " ")
                        .first
                    return (Int(size ?? "") ?? 0) >= 9
                }, "what the peer holds comes back")
            #expect(try await scene.node.count("late") == 5, "payloads included")
            try await scene.node.put("Afterwards")
            try await Self.inStep(scene.node, scene.peer, scene.origin)
            let logs = try await scene.peer.done("status")["logs"].items
            #expect(logs.allSatisfy { $0["state"].text == "ok" }, "no fork is known at the peer")
            let verified = try await scene.node.done("verify", "--all")["logs"].items
            #expect(verified.allSatisfy { $0["ok"].bool })
            try await served.stop()
            try await scene.servedPeer.stop()
        }

        @Test(.timeLimit(.minutes(15)))
        func `an old data folder signs nothing while its peer is away (B1)`() async throws {
            let scene = try await Self.scene()
            try await scene.servedPeer.stop()
            let payload = #"{"kind":"organisation","lang":"en","name":{"en":"Forker"}}"#
            let alone = try await scene.node.sangam("listing", "put", "-", input: payload)
            #expect(alone.code == 7, "\(alone)")
            #expect(try alone.document["error"]["hint"].text.contains("--alone"), "\(alone)")

            let served = try await scene.node.serve(listen: "127.0.0.1:\(scene.port)")
            let there = try await scene.node.sangam("listing", "put", "-", input: payload)
            #expect(there.code == 7, "\(there)")
            #expect(try await scene.node.count("early") == 3, "reading goes on")
            let size = try await scene.node.heads()[scene.origin]?.split(separator: " ").first
            #expect(size == "4")
            try await served.stop()
        }
    }
}
