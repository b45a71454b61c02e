import SangamDirectory
import SangamLog
import SangamNode
import SangamStore
import Testing

/// C14: a peer that floods is slowed, never stopped, and nobody else is.
@Suite struct QuotaTests {
    private static let day: Int64 = 86_400

    private func payload(_ text: String) -> [UInt8] {
        Array(#"{"kind":"organisation","lang":"en","name":{"en":"\#(text)"}}"#.utf8)
    }

    private func log(_ owner: Node, at node: Node, _ network: SimulatedNetwork) async throws
        -> LogStatusRow?
    {
        let origin = await owner.identity().currentOrigin
        return try await node.status(now: network.now).logs.first { $0.status.origin == origin }
    }

    /// A round as the loop makes it: nobody asked for it, so nothing is forced.
    private func round(
        _ node: Node, with names: [String], _ network: SimulatedNetwork
    ) async throws {
        for name in names {
            let peer = try await node.peers().first { $0.name == name }
            _ = await Sync.round(
                with: PeersFile.Peer(name: name, url: peer?.url, node: peer?.node?.text), of: node,
                at: { network.now })
        }
    }

    @Test(arguments: [("SANGAM_QUOTA_RECORDS", "3"), ("SANGAM_QUOTA_BYTES", "500")])
    func `C14 over quota entries and removals still come and payloads wait for the next day`(
        setting: (String, String)
    ) async throws {
        let network = try SimulatedNetwork(seed: 71)
        let flooder = try await network.addNode("flooder")
        let other = try await network.addNode("other")
        let here = try await network.addNode("here", settings: [setting.0: setting.1])
        try await network.link(("flooder", flooder), ("here", here))
        try await network.link(("other", other), ("here", here))
        var removed: RecordKey?
        for number in 0..<3 {
            _ = try await flooder.publish(
                payload: payload("first \(number)"), id: nil, now: network.now)
        }
        try await round(here, with: ["flooder", "other"], network)
        // The section that used the allowance up has come whole; from here on payloads wait.
        #expect(try await log(flooder, at: here, network)?.state == "ok")
        for number in 0..<60 {
            let done = try await flooder.publish(
                payload: payload("flood \(number)"), id: nil, now: network.now)
            if number == 7 { removed = done.id.key }
        }
        _ = try await flooder.remove(try #require(removed), now: network.now)
        _ = try await other.publish(payload: payload("calm"), id: nil, now: network.now)
        try await round(here, with: ["flooder", "other"], network)
        let held = try #require(try await log(flooder, at: here, network))
        #expect(held.state == "over-quota" && held.status.held == 65)
        #expect(held.status.records == 3 && held.status.withoutPayload == 59)
        #expect(try await log(other, at: here, network)?.status.records == 1)
        network.advance(Self.day)
        try await round(here, with: ["flooder", "other"], network)
        let later = try #require(try await log(flooder, at: here, network))
        #expect(later.status.records == 62 && later.status.withoutPayload == 0)
        #expect(later.state == "ok")
    }

    @Test func `C14 beyond the entries of a day a log stands still until the next one`()
        async throws
    {
        let network = try SimulatedNetwork(seed: 72)
        let flooder = try await network.addNode("flooder")
        let here = try await network.addNode("here", settings: ["SANGAM_QUOTA_ENTRIES": "2"])
        try await network.link(("flooder", flooder), ("here", here))
        for number in 0..<5 {
            _ = try await flooder.publish(
                payload: payload("one \(number)"), id: nil, now: network.now)
        }
        try await round(here, with: ["flooder", "other"], network)
        #expect(try await log(flooder, at: here, network)?.status.held == 6)
        _ = try await flooder.publish(payload: payload("two"), id: nil, now: network.now)
        try await round(here, with: ["flooder"], network)
        // A push finds the same door closed, with a word that says so.
        try await round(flooder, with: ["here"], network)
        let held = try #require(try await log(flooder, at: here, network))
        #expect(held.status.held == 6 && held.state == "over-quota")
        network.advance(Self.day)
        try await round(here, with: ["flooder"], network)
        let later = try #require(try await log(flooder, at: here, network))
        #expect(later.status.held == 7 && later.state == "ok")
    }
}
