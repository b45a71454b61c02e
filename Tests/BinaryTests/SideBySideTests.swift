import Foundation
import Testing

extension BinaryTests {
    /// Commands that run at the same time against one node.
    @Suite struct SideBySide {
        @Test(.timeLimit(.minutes(15)))
        func `C11 imports of one file at the same time make no doubles`() async throws {
            let node = try await TestNode.make()
            let rows = 1_200
            let table = "id,name\n" + (0..<rows).map { "\($0),Member \($0)\n" }.joined()
            let file = try node.folder.write("members.csv", table)
            let served = try await node.serve()
            async let first = node.sangam("import", file)
            async let second = node.sangam("import", file)
            async let third = node.sangam("import", file)
            let ran = try await [first, second, third]
            #expect(ran.allSatisfy { $0.code == 0 }, "\(ran)")
            #expect(try ran.reduce(0) { try $0 + $1.counts.new } == rows)
            #expect(try ran.reduce(0) { try $0 + $1.counts.unchanged } == 2 * rows)
            #expect(try await node.done("status")["size"].number == rows + 1)
            try await served.stop()
        }

        @Test(.timeLimit(.minutes(15)))
        func `P1 a revision beside a removal is refused, or is before it in the log`() async throws
        {
            let node = try await TestNode.make()
            let served = try await node.serve()
            let payload = #"{"kind":"organisation","lang":"en","name":{"en":"Again"}}"#
            for round in 0..<4 {
                let id = try await node.put("Member \(round)")
                let own = id.split(separator: "/").dropFirst().joined(separator: "/")
                async let put = node.sangam("listing", "put", "-", "--id", own, input: payload)
                async let removal = node.sangam("listing", "remove", own)
                async let other = node.sangam("listing", "put", "-", "--id", own, input: payload)
                let removed = try await removal
                #expect(removed.code == 0, "\(removed)")
                let end = try removed.document["index"].number
                for ran in try await [put, other] {
                    if ran.code == 0 {
                        #expect(try ran.document["index"].number < end, "\(ran)")
                    } else {
                        #expect(try ran.document["error"]["code"].text == "removed")
                    }
                }
            }
            try await served.stop()
        }
    }
}
