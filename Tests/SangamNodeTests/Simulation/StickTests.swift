import Foundation
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore
import Testing

/// Nodes without a line: files on a stick, files on a web space.
@Suite struct StickTests {
    private let network: SimulatedNetwork
    private let south: Node
    private let north: Node

    init() async throws {
        network = try SimulatedNetwork(seed: 7)
        south = try await network.addNode("south")
        north = try await network.addNode("north")
        await south.startCheck(seconds: 1, now: network.now)
        await north.startCheck(seconds: 1, now: network.now)
    }

    private func publish(_ range: Range<Int>) async throws -> [RecordKey] {
        var keys: [RecordKey] = []
        for number in range {
            keys.append(try await network.publish("Weavers \(number)", at: south).key)
        }
        return keys
    }

    /// The own log of the south as a file, in sections of some entries.
    private func file(entries: Int = 1_024) async throws -> [[UInt8]] {
        var sections: [[UInt8]] = []
        var next: UInt64? = 0
        let log = south.nodeID
        let logID = try #require(try await south.servedLogs().first { $0.origin.node == log })
            .origin.logID
        while let from = next {
            let part = try await south.bundleSection(log: logID, from: from, entriesMax: entries)
            sections.append(part.bytes)
            next = part.next
        }
        return sections
    }

    private func take(_ bytes: [UInt8], at node: Node) async throws -> [String] {
        let run = try await node.beginBundle(now: network.now)
        for start in stride(from: 0, to: bytes.count, by: 1_000) {
            try await run.feed(Array(bytes[start..<min(start + 1_000, bytes.count)]))
        }
        return try await run.finish().map { "\($0.result) \($0.new)" }
    }

    private func accept() async throws {
        _ = try await north.addPeer(
            url: nil, node: south.nodeID, name: "south", isPrivate: false, hops: nil,
            now: network.now)
    }

    private func found(_ words: String, at node: Node) async throws -> Int {
        try await node.reader.search(SearchQuery(words: words), after: nil, now: network.now).total
    }

    @Test func `C20 a stick brings the log, and a second time nothing`() async throws {
        _ = try await publish(0..<20)
        let sections = try await file(entries: 8)
        let whole = sections.flatMap(\.self)
        #expect(try await take(whole, at: north).allSatisfy { $0 == "notAccepted 0" })
        try await accept()
        #expect(try await take(whole, at: north) == ["ok 8", "ok 8", "ok 5"])
        #expect(try await found("weavers", at: north) == 20)
        #expect(try await take(whole, at: north) == ["ok 0", "ok 0", "ok 0"])
        #expect(try await take(Gzip.compress(whole), at: north) == ["ok 0", "ok 0", "ok 0"])
        await network.stop("south", south)
        await network.stop("north", north)
    }

    @Test func `C20 a stick that was cut, mixed up or changed gives what is whole`() async throws {
        _ = try await publish(0..<20)
        try await accept()
        let sections = try await file(entries: 8)
        let cut = sections[0] + sections[1].prefix(sections[1].count / 2)
        #expect(try await take(cut, at: north) == ["ok 8", "cut 0"])
        #expect(
            try await take(sections[2] + sections[1], at: north) == ["rangeAhead 0", "ok 8"])
        var changed = sections[2]
        let place = try #require(changed.firstRange(of: Array("Weavers 19".utf8)))
        changed[place.lowerBound] ^= 0x20
        #expect(try await take(changed + sections[2], at: north) == ["rootMismatch 0", "ok 5"])
        #expect(try await found("weavers", at: north) == 20)
        await network.stop("south", south)
        await network.stop("north", north)
    }

    @Test func `C20 a gzipped file with bytes after its end, or damage, gives what came before`()
        async throws
    {
        _ = try await publish(0..<20)
        try await accept()
        let sections = try await file(entries: 8)
        let first = Gzip.compress(sections[0])
        #expect(try await take(first + Array("junk".utf8), at: north) == ["ok 8", "gzip 0"])
        var rest = Gzip.compress(sections[1] + sections[2])
        // The checksum at the end: everything was decoded before it is found wrong.
        rest[rest.count - 6] ^= 1
        #expect(try await take(rest, at: north) == ["ok 8", "ok 5", "gzip 0"])
        #expect(try await found("weavers", at: north) == 20)
        await network.stop("south", south)
        await network.stop("north", north)
    }

    @Test func `C20 an old stick does not bring a removed record back`() async throws {
        let keys = try await publish(0..<3)
        try await accept()
        let old = try await file().flatMap(\.self)
        _ = try await south.remove(keys[1], now: network.now)
        #expect(try await take(try await file().flatMap(\.self), at: north) == ["ok 5"])
        #expect(try await take(old, at: north) == ["ok 0"])
        #expect(try await found("weavers", at: north) == 2)
        await network.stop("south", south)
        await network.stop("north", north)
    }

    @Test func `C20 a gzipped file of nothing but faults ends early`() async throws {
        let faults = Array(repeating: Array("sangam section v1\n".utf8), count: 60_000)
        let said = try await take(Gzip.compress(faults.flatMap(\.self)), at: north)
        #expect(said.count == 10_001 && said.last == "tooManySections 0")
        await network.stop("south", south)
        await network.stop("north", north)
    }

    @Test func `a row of another network that is held here is refused by an import`() async throws {
        let keys = try await publish(0..<2)
        try await accept()
        _ = try await take(try await file().flatMap(\.self), at: north)
        let line =
            #"{"kind":"organisation","lang":"en","name":{"en":"Mine now"},"sangam":"#
            + #"{"record":"\#(south.nodeID)/\#(keys[0])"}}"#
        let run = try await north.beginImport(
            ImportOptions(format: .json, fileName: "all.ndjson"), now: network.now)
        try await run.feed(Array(line.utf8))
        let summary = try await run.finish()
        #expect(summary.rejected == 1 && summary.new == 0)
        #expect(summary.rejects.first?.reason.contains("only that network") == true)
        #expect(try await found("mine now", at: north) == 0)
        await network.stop("south", south)
        await network.stop("north", north)
    }

    @Test func `C20 a static file with a section from elsewhere ends the round`() async throws {
        _ = try await publish(0..<30)
        let path = network.folder + "/odd"
        network.serveFiles(of: path, as: "odd")
        try await write(into: path)
        let log = try #require(try await south.servedLogs().first)
        let later = try await south.bundleSection(log: log.origin.logID, from: 5)
        let name = "\(path)/sangam/v1/log/\(log.origin.logID)/section/0"
        #expect(FileManager.default.createFile(atPath: name, contents: Data(later.bytes)))
        _ = try await north.addPeer(
            url: "http://odd.example", node: nil, name: "odd", isPrivate: false, hops: nil,
            now: network.now)
        let result = try await north.sync([], now: network.now)
        #expect(result.map(\.state) == ["invalid"] && result.map(\.received) == [0])
        await network.stop("south", south)
        await network.stop("north", north)
    }

    @Test func `a static folder is a peer, and a removal leaves its files`() async throws {
        let keys = try await publish(0..<30)
        let path = network.folder + "/web"
        network.serveFiles(of: path, as: "web")
        try await write(into: path)
        let added = try await north.addPeer(
            url: "http://web.example", node: nil, name: "web", isPrivate: false, hops: nil,
            now: network.now)
        #expect(added.node == south.nodeID)
        #expect(try await north.sync([], now: network.now).map(\.received) == [31])
        #expect(try await found("weavers", at: north) == 30)
        // The same files again: one request, answered with 304.
        let before = network.trace.count
        #expect(try await north.sync([], now: network.now).map(\.received) == [0])
        #expect(network.trace[before...].count { $0 == "304" } == 1)
        #expect(network.trace[before...].count == 2)

        _ = try await south.remove(keys[4], now: network.now)
        try await write(into: path)
        #expect(try await north.sync([], now: network.now).map(\.received) == [1])
        #expect(try await found("weavers", at: north) == 29)
        let texts = FileManager.default.enumerator(atPath: path)?.compactMap { name in
            FileManager.default.contents(atPath: "\(path)/\(name)")
        }
        let canary = Data("Weavers 4\"".utf8)
        #expect(texts?.isEmpty == false)
        #expect(texts?.allSatisfy { $0.range(of: canary) == nil } == true)
        await network.stop("south", south)
        await network.stop("north", north)
    }

    /// What the command does, with the node's verbs.
    private func write(into path: String) async throws {
        let folder = try StaticFolder(path)
        let manifest = try await south.staticFiles()
        var names = Set(manifest.heads + manifest.tiles)
        for name in manifest.tiles {
            try folder.write(name, try await south.staticFile(name))
        }
        for log in manifest.logs {
            var next: UInt64? = 0
            while let from = next {
                let part = try await south.staticSection(log: log.origin.logID, from: from)
                let name = "sangam/v1/log/\(log.origin.logID)/section/\(from)"
                try folder.writeSection(name, part.bytes, isLast: part.next == nil)
                names.insert(name)
                next = part.next
            }
        }
        for name in manifest.heads {
            try folder.write(name, try await south.staticFile(name))
        }
        try folder.sweep(keeping: names)
    }
}
