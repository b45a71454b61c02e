import Foundation
import Testing

extension BinaryFileTests {
    @Suite struct Row {
        @Test(.timeLimit(.minutes(15)))
        func `three nodes in a row are in step, and the ends are not linked`() async throws {
            let a = try await TestNode.make("a.test.example")
            let b = try await TestNode.make("b.test.example")
            let c = try await TestNode.make("c.test.example")
            let (servedA, servedB, servedC) = (
                try await a.serve(), try await b.serve(), try await c.serve()
            )
            try await link(a, servedA, b, servedB)
            try await link(b, servedB, c, servedC)

            let id = try await a.put("Quandong Bakery")
            #expect(
                try await eventually { try await c.count("quandong") == 1 },
                "a listing put at A is found at C")
            let there = try await c.done("listing", "show", id)
            #expect(there["id"].text == id)
            #expect(there["payload"]["name"]["en"].text == "Quandong Bakery")

            try await a.put("Quandong Night Bakery", id: id)
            #expect(
                try await eventually {
                    try await c.done("listing", "show", id)["payload"]["name"]["en"].text
                        == "Quandong Night Bakery"
                }, "a revision travels")
            #expect(try await c.count("quandong") == 1, "the older revision is gone")

            try await c.put("Waratah Weavers")
            #expect(
                try await eventually { try await a.count("waratah") == 1 },
                "and the other way")

            try await a.done("listing", "remove", id)
            #expect(
                try await eventually { try await c.count("quandong") == 0 },
                "a removal at A is done at C")
            let gone = try await c.sangam("listing", "show", id)
            #expect(gone.code == 1, "\(gone)")
            #expect(try gone.document["error"]["code"].text == "removed")

            #expect(
                try await eventually {
                    let heads = try await a.heads()
                    guard heads.count == 3, heads == (try await b.heads()) else { return false }
                    return heads == (try await c.heads())
                }, "sizes and roots of all three logs agree at all three nodes")
            for node in [a, b, c] {
                let states = try await node.done("status")["logs"].items.map { $0["state"].text }
                #expect(states == ["ok", "ok", "ok"])
                let logs = try await node.done("verify", "--all")["logs"].items
                #expect(logs.count == 3 && logs.allSatisfy { $0["ok"].bool })
            }
            let urls = try await c.done("peers", "list")["peers"].items.map { $0["url"].text }
            #expect(urls == [servedB.url], "C knows only B")
            for served in [servedA, servedB, servedC] { try await served.stop() }
        }

        @Test(.timeLimit(.minutes(15)))
        func `sync does one round, and says by its exit code how it went`() async throws {
            let a = try await TestNode.make("a.test.example")
            let b = try await TestNode.make("b.test.example")
            let servedB = try await b.serve()
            try await b.put("Boronia Books")
            #expect(try await a.sangam("sync").code == 0, "no peers: nothing to do")
            try await a.done("peers", "add", servedB.url, "--private")

            // A runs no node: the command exchanges by itself.
            let ok = try await a.sangam("sync")
            #expect(ok.code == 0, "\(ok)")
            let row = try ok.document["peers"][0]
            #expect(row.names == ["url", "node", "state", "received", "sent", "error"])
            #expect(row["state"].text == "ok" && row["received"].number >= 2)
            #expect(row["error"].isNull && row["url"].text == servedB.url)
            #expect(try await a.count("boronia") == 1)

            try await a.done("peers", "pause", servedB.url)
            #expect(try await a.sangam("sync").code == 3, "paused")
            try await a.done("peers", "resume", servedB.url)
            try await servedB.stop()
            let down = try await a.sangam("sync")
            #expect(down.code == 4, "\(down)")
            #expect(try down.document["peers"][0]["state"].text == "unreachable")

            try await a.done("peers", "remove", servedB.url)
            #expect(try await a.done("peers", "list")["peers"].items.isEmpty)
        }

        @Test(.timeLimit(.minutes(15)))
        func `another node at a peer's address is not taken for it`() async throws {
            let a = try await TestNode.make("a.test.example")
            let b = try await TestNode.make("b.test.example")
            let imposter = try await TestNode.make("c.test.example")
            try await imposter.put("Imposter Ironworks")
            let port = try Wire.freePort()
            let first = try await b.serve(listen: "127.0.0.1:\(port)")
            try await a.done("peers", "add", first.url, "--private")
            #expect(try await a.sangam("sync").code == 0)
            try await first.stop()
            let second = try await imposter.serve(listen: "127.0.0.1:\(port)")
            let ran = try await a.sangam("sync")
            #expect(ran.code == 3, "\(ran)")
            #expect(try ran.document["peers"][0]["state"].text == "other-node")
            #expect(try await a.count("imposter") == 0)
            try await second.stop()
        }

        @Test(.timeLimit(.minutes(15)))
        func `a command asks the peers before it signs, and --alone does not`() async throws {
            let a = try await TestNode.make("a.test.example")
            let b = try await TestNode.make("b.test.example")
            let servedB = try await b.serve()
            // A only calls; B takes its log because it knows the node id.
            let own = try await a.done("status")["node"].text
            try await b.done("peers", "add", "--node", own)
            try await a.done("peers", "add", servedB.url, "--private")
            try await a.put("Asked and answered")
            #expect(try await a.sangam("sync").code == 0)
            #expect(try await b.count("asked") == 1)
            try await servedB.stop()

            let payload = #"{"kind":"organisation","lang":"en","name":{"en":"Unasked"}}"#
            let refused = try await a.sangam("listing", "put", "-", input: payload)
            #expect(refused.code == 7, "the one who held our log is silent: \(refused)")
            #expect(try await a.count("unasked") == 0)
            let alone = try await a.sangam("listing", "put", "-", "--alone", input: payload)
            #expect(alone.code == 0, "\(alone)")
            #expect(alone.err.contains("--alone"), "it is logged: \(alone)")
            #expect(try await a.count("unasked") == 1)
        }
    }
}
