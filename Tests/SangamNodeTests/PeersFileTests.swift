import Foundation
import SangamDirectory
import SangamNode
import Testing

struct PeersFileTests {
    private let node = "k4gidesfoerp245rpxqf2vacrwd7bj7w"

    private func problems(_ text: String) -> [String] {
        PeersFile.read(Array(text.utf8)).problems.map(\.description)
    }

    private func peer(_ members: String) -> String {
        #"{"version":1,"peers":[{\#(members)}]}"#
    }

    @Test func `a byte order mark at the head is no part of the file`() throws {
        let text = "\u{FEFF}" + #"{"version":1,"peers":[]}"#
        #expect(try PeersFile(strictly: Array(text.utf8)).peers.isEmpty)
    }

    @Test func `the documented file is read`() throws {
        let text = """
            {"version":1,"peers":[{"name":"workers.coop","url":"https://directory.workers.example",
            "node":"\(node)","pull":true,"push":true,"private":false,
              "accept":{"hops":2,"kinds":["*"],"countries":["*"],"records":200000},"paused":false,
              "note":""}]}
            """
        let peer = try #require(try PeersFile(strictly: Array(text.utf8)).peers.first)
        #expect(
            peer
                == PeersFile.Peer(
                    name: "workers.coop", url: "https://directory.workers.example", node: node))
    }

    @Test func `what is left out has its default`() throws {
        let text = peer(#""url":"http://directory.example.org:8080/""#)
        let read = try #require(try PeersFile(strictly: Array(text.utf8)).peers.first)
        #expect(read.name == "directory.example.org")
        #expect(read.node == nil)
        #expect(read.pull && read.push && !read.isPrivate && !read.paused)
        #expect(
            read.accept == PeerPolicy(hops: 2, kinds: ["*"], countries: ["*"], records: 200_000))
        let caller = try PeersFile(strictly: Array(peer(#""node":"\#(node)""#).utf8)).peers.first
        #expect(caller?.name == "k4gide")
    }

    @Test func `the example file starts as it is`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let bytes = try Data(contentsOf: root.appending(path: "peers.example.json"))
        let file = try PeersFile(strictly: Array(bytes))
        #expect(file.peers.count == 3)
        #expect(file.peers.contains { $0.url == nil } && file.peers.contains { $0.isPrivate })
    }

    @Test func `an unknown member is named, with its peer and the nearest known one`() {
        #expect(
            problems(peer(#""name":"Zulu","url":"https://a.example","hop":2"#))
                == [
                    #"peer 1 "Zulu": it has an unknown member "hop"; did you mean "hops" inside "#
                        + #""accept"?"#
                ])
        #expect(
            problems(peer(#""name":"Zulu","url":"https://a.example","pausd":true"#))
                == [#"peer 1 "Zulu": it has an unknown member "pausd"; did you mean "paused"?"#])
        #expect(
            problems(peer(#""url":"https://a.example","accept":{"contries":[]}"#))
                == [
                    #"peer 1: "accept" has an unknown member "contries"; did you mean "countries"?"#
                ])
        #expect(
            problems(#"{"version":1,"peers":[],"pears":[]}"#)
                == [#"the file has an unknown member "pears"; did you mean "peers"?"#])
    }

    @Test(arguments: [
        ("", "line 1:"), ("[]", "not one JSON object"), ("{\n\n\"version\":1,}", "line 3:"),
        (#"{"peers":[]}"#, "\"version\" is missing"), (#"{"version":2,"peers":[]}"#, "has to be 1"),
        (#"{"version":"1","peers":[]}"#, "has to be 1"), (#"{"version":1}"#, "has to be a list"),
        (#"{"version":1,"peers":{}}"#, "has to be a list"),
        (#"{"version":1,"version":1,"peers":[]}"#, "stands twice"),
        (#"{"version":1,"peers":[]} x"#, "line 1:"),
        ("\u{FEFF}\u{FEFF}{\"version\":1,\"peers\":[]}", "byte order mark"),
    ])
    func `a file that cannot be read as a whole gives no peers to apply`(
        text: String, rule: String
    ) {
        let reading = PeersFile.read(Array(text.utf8))
        #expect(reading.file == nil)
        #expect(reading.problems.count == 1)
        #expect(reading.problems.first?.message.contains(rule) == true)
    }

    @Test(arguments: [
        (#""name":"x""#, "neither \"url\" nor \"node\""),
        (#""url":5"#, "\"url\" has to be a text"),
        (#""url":"ftp://a.example""#, "http:// or https://"),
        (#""url":"https://a.example/?x""#, "question mark"),
        (#""url":"https://u:p@a.example""#, "user name"),
        (#""url":"https://①27.0.0.1""#, "outside ASCII"),
        (#""node":"abc""#, "32 of the characters"),
        (#""node":"K4GIDESFOERP245RPXQF2VACRWD7BJ7W""#, "32 of the characters"),
        (#""node":"k4gidesfoerp245rpxqf2vacrwd7bj71""#, "32 of the characters"),
        (#""node":null"#, "\"node\" has to be a text"),
        (#""url":"https://a.example","pull":1"#, "\"pull\" has to be true or false"),
        (#""url":"https://a.example","private":"true""#, "\"private\" has to be true or false"),
        (#""url":"https://a.example","paused":null"#, "\"paused\" has to be true or false"),
        (#""url":"https://a.example","accept":[]"#, "\"accept\" has to be an object"),
        (#""url":"https://a.example","accept":{"hops":-1}"#, "\"hops\" has to be a whole number"),
        (#""url":"https://a.example","accept":{"hops":65}"#, "from 0 to 64"),
        (#""url":"https://a.example","accept":{"hops":1.5}"#, "\"hops\" has to be"),
        (#""url":"https://a.example","accept":{"records":1e99}"#, "\"records\" has to be"),
        (#""url":"https://a.example","accept":{"kinds":"*"}"#, "\"kinds\" has to be a list"),
        (#""url":"https://a.example","accept":{"kinds":["Offer"]}"#, "\"kinds\" has to be"),
        (#""url":"https://a.example","accept":{"kinds":[""]}"#, "\"kinds\" has to be"),
        (#""url":"https://a.example","accept":{"countries":["ZAF"]}"#, "\"countries\" has to be"),
        (#""url":"https://a.example","accept":{"countries":[1]}"#, "\"countries\" has to be"),
        (#""url":"https://a.example","name":"a\nb""#, "control character"),
    ])
    func `a peer with a bad member is not applied and is named`(members: String, rule: String) {
        let text =
            #"{"version":1,"peers":[{"name":"good","url":"https://b.example"},{\#(members)}]}"#
        let reading = PeersFile.read(Array(text.utf8))
        #expect(reading.file?.peers.map(\.name) == ["good"])
        #expect(reading.problems.count == 1)
        #expect(reading.problems.first?.index == 1)
        #expect(reading.problems.first?.message.contains(rule) == true)
        #expect(throws: NodeError.self) { try PeersFile(strictly: Array(text.utf8)) }
    }

    @Test func `limits hold for lengths and counts`() {
        func peer(name: Int, note: Int) -> String {
            let name = String(repeating: "n", count: name)
            let note = String(repeating: "o", count: note)
            let members = #""name":"\#(name)","url":"https://a.example","note":"\#(note)""#
            return #"{"version":1,"peers":[{\#(members)}]}"#
        }
        #expect(problems(peer(name: 200, note: 2000)).isEmpty)
        #expect(problems(peer(name: 201, note: 2001)).count == 2)
        func peers(_ count: Int) -> String {
            let list = (0..<count).map { #"{"url":"https://a\#($0).example"}"# }
            return #"{"version":1,"peers":[\#(list.joined(separator: ","))]}"#
        }
        #expect(PeersFile.read(Array(peers(1000).utf8)).file?.peers.count == 1000)
        #expect(PeersFile.read(Array(peers(1001).utf8)).file == nil)
        let huge = Array(repeating: UInt8(0x20), count: PeersFile.maximumBytes + 1)
        #expect(PeersFile.read(huge).file == nil)
    }

    @Test func `a peer that stands twice is applied once`() {
        let text = """
            {"version":1,"peers":[{"url":"https://a.example","node":"\(node)"},
            {"url":"https://b.example","node":"\(node)"},{"url":"https://a.example"}]}
            """
        let reading = PeersFile.read(Array(text.utf8))
        #expect(reading.file?.peers.map(\.url) == ["https://a.example"])
        #expect(reading.problems.map(\.index) == [1, 2])
    }

    @Test func `a problem carries what identifies its peer`() {
        let text = peer(#""name":"A","url":"https://a.example","node":"\#(node)","hops":1"#)
        let problem = PeersFile.read(Array(text.utf8)).problems.first
        #expect(problem?.name == "A" && problem?.url == "https://a.example")
        #expect(problem?.node == node)
    }

    @Test func `what is written is read back the same, and is written the same again`() throws {
        let file = PeersFile(peers: [
            .init(
                name: "Ünïon \"شبكة\" \\", url: "https://a.example/base", node: node, pull: false,
                push: false, isPrivate: true,
                accept: PeerPolicy(hops: 1, kinds: ["offer"], countries: ["ZA", "LS"], records: 5),
                paused: true, note: "n"),
            .init(url: nil, node: "k4gidesfoerp245rpxqf2vacrwd7bj7a"),
        ])
        let bytes = file.encoded()
        #expect(try PeersFile(strictly: bytes) == file)
        #expect(try PeersFile(strictly: bytes).encoded() == bytes)
        #expect(try PeersFile(strictly: PeersFile().encoded()) == PeersFile())
        #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("{\n  \"version\": 1,\n"))
    }

    @Test func `a peer is found by node id, URL or name`() {
        let file = PeersFile(peers: [
            .init(name: "One", url: "https://a.example", node: nil),
            .init(name: "Two", url: nil, node: node),
        ])
        #expect(file.indexes(of: node) == [1])
        #expect(file.indexes(of: "https://a.example") == [0])
        #expect(file.indexes(of: "Two") == [1])
        #expect(file.indexes(of: "Three") == [])
    }

    @Test func `a folder without the file has no peers, and a written one is read`() throws {
        let temporary = try TemporaryFolder()
        let folder = DataFolder(path: temporary.path)
        #expect(try PeersFile(strictlyFrom: folder) == PeersFile())
        let file = PeersFile(peers: [.init(url: "https://a.example", node: nil)])
        try file.write(to: folder)
        #expect(try PeersFile(strictlyFrom: folder) == file)
    }

    @Test func `D13 no cut and no changed byte traps`() {
        let bytes = PeersFile(peers: [.init(name: "A", url: "https://a.example", node: node)])
            .encoded()
        for index in bytes.indices {
            _ = PeersFile.read(Array(bytes[..<index]))
            for value in [0, 0x22, 0x5C, 0x7B, 0xC3, 0xFF] as [UInt8] {
                var changed = bytes
                changed[index] = value
                _ = PeersFile.read(changed)
            }
        }
        #expect(PeersFile.read(bytes).problems.isEmpty)
    }
}
