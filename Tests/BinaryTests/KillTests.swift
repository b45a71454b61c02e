import Foundation
import Testing

extension BinaryTests {
    @Suite struct Kill {
        static let isDeep = ProcessInfo.processInfo.environment["SANGAM_DEEP"] != nil

        /// Publishes one after another until it is told to stop.
        private static func publish(_ node: TestNode, _ worker: Int, to round: Round) async {
            var number = 0
            while await !round.isOver {
                number += 1
                let name = "Worker \(worker) item \(number)"
                let payload = #"{"kind":"organisation","lang":"en","name":{"en":"\#(name)"}}"#
                // A node that is killed meanwhile acknowledges nothing.
                guard let ran = try? await node.sangam("listing", "put", "-", input: payload),
                    ran.code == 0, let id = try? ran.document["id"].text
                else { continue }
                await round.acknowledge(id)
            }
        }

        /// What was acknowledged between a start and a kill.
        private actor Round {
            private(set) var isOver = false
            private(set) var acknowledged: [String] = []
            func end() { isOver = true }
            func acknowledge(_ id: String) { acknowledged.append(id) }
        }

        @Test(.timeLimit(.minutes(15)))
        func `what was acknowledged is there after kill -9 at random moments (A1)`() async throws {
            let node = try await TestNode.make()
            var generator = SystemRandomNumberGenerator()
            var acknowledged: Set<String> = []
            var sizes = [1]
            let rounds = Self.isDeep ? 100 : 15
            for round in 1...rounds {
                let served = try await node.serve()
                let publishing = Round()
                let workers = Task {
                    await withTaskGroup(of: Void.self) { group in
                        for worker in 0..<3 {
                            group.addTask { await Self.publish(node, worker, to: publishing) }
                        }
                    }
                }
                // Every second time after something was acknowledged, however slow the machine is.
                if round.isMultiple(of: 2) {
                    #expect(try await eventually { await !publishing.acknowledged.isEmpty })
                }
                let pause = Int.random(in: 100...900, using: &generator)
                try await Task.sleep(for: .milliseconds(pause))
                try await served.kill()
                await publishing.end()
                await workers.value
                let ids = await publishing.acknowledged
                acknowledged.formUnion(ids)

                let again = try await node.serve()
                for id in ids {
                    let answer = try Wire.get(again.port, "/api/v1/listings/\(id)")
                    #expect(
                        answer.hasPrefix("HTTP/1.1 200"),
                        "round \(round), killed after \(pause) ms: \(id) is lost\n\(answer)")
                }
                let status = try await node.done("status")
                #expect(status["size"].number >= (sizes.last ?? 0) + ids.count)
                sizes.append(status["size"].number)
                let root = status["logs"][0]["root"].text
                try await again.kill()
                let verified = try await node.done("verify")["logs"][0]
                #expect(verified["ok"].bool && verified["root"].text == root, "round \(round)")
            }
            #expect(acknowledged.count >= rounds / 2, "too little was published to say anything")
            let served = try await node.serve()
            for id in acknowledged {
                let answer = try Wire.get(served.port, "/api/v1/listings/\(id)")
                #expect(answer.hasPrefix("HTTP/1.1 200"), "\(id) is lost")
            }
            try await served.stop()
        }

        @Test(
            .timeLimit(.minutes(15)), arguments: ["after-sign", "after-commit", "after-head-file"],
            [false, true])
        func `a crash between sign, commit and head file is completed or never was (A3)`(
            point: String, isServed: Bool
        ) async throws {
            let node = try await TestNode.make()
            try await node.put("Before")
            let before = try await node.done("status")
            let crash = ["SANGAM_CRASH_AT": point]
            let payload = #"{"kind":"organisation","lang":"en","name":{"en":"Crashed Quoll"}}"#
            if isServed {
                let served = try await node.serve(environment: crash)
                let ran = try await node.sangam("listing", "put", "-", input: payload)
                #expect(ran.code == 1, "\(ran)")
                #expect(try ran.document["error"]["code"].text == "node-lost")
                #expect(try await served.running.end().code == -SIGKILL)
            } else {
                let ran = try await node.sangam(
                    "listing", "put", "-", input: payload, environment: crash)
                #expect(ran.code == -SIGKILL, "\(ran)")
            }

            let isThere = point != "after-sign"
            let after = try await node.done("status")
            #expect(after["size"].number == before["size"].number + (isThere ? 1 : 0))
            if !isThere {
                #expect(after["logs"][0]["root"].text == before["logs"][0]["root"].text)
            }
            #expect(try await node.count("quoll") == (isThere ? 1 : 0))
            let verified = try await node.done("verify")["logs"][0]
            #expect(verified["ok"].bool)
            #expect(verified["root"].text == after["logs"][0]["root"].text)
            let head = try String(contentsOfFile: "\(node.data)/head", encoding: .utf8)
            #expect(
                head.contains("\n\(after["size"].number)\n\(after["logs"][0]["root"].text)\n"),
                "the head file is brought up: \(head)")

            let served = try await node.serve()
            #expect(
                try await node.heads().values.first == "\(after["size"].number) "
                    + after["logs"][0]["root"].text)
            try await node.put("After")
            #expect(try await node.done("status")["size"].number == after["size"].number + 1)
            try await served.stop()
        }
    }
}
