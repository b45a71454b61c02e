import ChildProcess
import Foundation
import Testing

extension BinaryTests {
    @Suite struct GzipOnTheWire {
        /// Listings with much text, as NDJSON.
        private func listings(_ count: Int) -> String {
            let text = String(repeating: "bread and solidarity, baked each night; ", count: 30)
            return (0..<count).map { number in
                #"{"kind":"organisation","lang":"en","name":{"en":"Bakery \#(number)"},"#
                    + #""description":{"en":"\#(text)"},"source":{"system":"t","id":"\#(number)"}}"#
            }.joined(separator: "\n")
        }

        @Test(.timeLimit(.minutes(15)))
        func `sections are gzipped both ways, and the proxy counts it`() async throws {
            let a = try await TestNode.make("a.test.example")
            let b = try await TestNode.make("b.test.example")
            let file = a.folder.file("listings.ndjson")
            let text = listings(120)
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            try await a.done("import", file)
            let (servedA, servedB) = (try await a.serve(), try await b.serve())
            // A pull: B reaches A through the proxy.
            let pull = try CountingProxy(to: servedA.port)
            try await b.done("peers", "add", "http://127.0.0.1:\(pull.port)", "--private")
            #expect(try await eventually { try await b.count("bakery") == 120 })
            #expect(pull.answer.lowercased().contains("content-encoding: gzip"))
            #expect(pull.request.lowercased().contains("accept-encoding: gzip"))
            #expect(pull.answerBytes < text.utf8.count / 3, "\(pull.answerBytes)")
            pull.end()
            // A push: C never asks, because it knows A's node id only.
            let c = try await TestNode.make("c.test.example")
            let node = try await a.done("status")["node"].text
            try await c.done("peers", "add", "--node", node)
            let servedC = try await c.serve()
            let push = try CountingProxy(to: servedC.port)
            try await a.done("peers", "add", "http://127.0.0.1:\(push.port)", "--private")
            #expect(try await eventually { try await c.count("bakery") == 120 })
            #expect(push.request.lowercased().contains("content-encoding: gzip"))
            #expect(push.requestBytes < text.utf8.count / 3, "\(push.requestBytes)")
            push.end()
            for served in [servedA, servedB, servedC] { try await served.stop() }
        }

        @Test(.timeLimit(.minutes(15)))
        func `E6 a body that says it is too long is refused before it comes`() async throws {
            let served = try await TestNode.make("a.test.example").serve()
            let wire = try Wire(port: served.port)
            wire.send(
                "POST /sangam/v1/section HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Length: 20000000\r\n\r\n")
            let answer = wire.readAll()
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("\r\n\r\nlimits 8192 8388608\n"))
            try await served.stop()
        }

        @Test(.timeLimit(.minutes(15)))
        func `D11 a body that inflates to gigabytes is refused within 64 MiB`() async throws {
            let a = try await TestNode.make("a.test.example")
            let served = try await a.serve()
            let member = try zeros(megabytes: 10)
            // Within the bound of what may come over the wire, a thousandfold beyond it inflated.
            let count = 8_000_000 / member.count
            let body = [UInt8]((0..<count).map { _ in member }.joined())
            #expect(count * 10 > 5_000, "it would be \(count * 10) MB")
            let before = try peakKilobytes(served.running.pid)
            let wire = try Wire(port: served.port)
            wire.send(
                "POST /sangam/v1/section HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n")
            wire.send(body)
            #expect(wire.readAll().hasPrefix("HTTP/1.1 413 "))
            let grown = try peakKilobytes(served.running.pid) - before
            #expect(grown < 65_536, "\(grown) kB")
            #expect(try Wire.get(served.port, "/healthz").hasPrefix("HTTP/1.1 200 "))
            try await served.stop()
        }

        /// One gzip member of zeros, made by the system's gzip.
        private func zeros(megabytes: Int) throws -> [UInt8] {
            let command = "head -c \(megabytes)000000 /dev/zero | gzip -9"
            let bytes = [UInt8](try ChildProcess.run("/bin/sh", ["-c", command]).output)
            try #require(bytes.count > 1_000, "gzip is part of every Debian")
            return bytes
        }

        /// The most memory that a process has had. Units: kB.
        private func peakKilobytes(_ pid: Int32) throws -> Int {
            let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            let digits = line?.filter { $0.isNumber } ?? ""
            return try #require(Int(digits))
        }
    }
}
