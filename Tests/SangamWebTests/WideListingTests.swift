import Testing

@testable import SangamWeb

/// A listing out of a table of hundreds of columns.
@Suite struct WideListingTests {
    @Test func `the page shows every column of a wide table, and counts those of a monstrous one`()
        async throws
    {
        try await TestNode.with { node in
            func listing(_ count: Int) -> String {
                let cells = (0..<count).map { "\"Question \($0)\":\"answer \($0).\"" }
                let ext = cells.joined(separator: ",")
                return #"{"kind":"organisation","lang":"en","name":{"en":"W"},"ext":{\#(ext)}}"#
            }
            let wide = try await node.publish(listing(400))
            let page = try await node.web.get("/en/l/\(wide)").text
            #expect((0..<400).allSatisfy { page.contains(">answer \($0).<") })
            let monstrous = try await node.publish(listing(900))
            let cut = try await node.web.get("/en/l/\(monstrous)").text
            #expect(cut.contains(">answer 499.<") && !cut.contains(">answer 500.<"))
        }
    }
}
