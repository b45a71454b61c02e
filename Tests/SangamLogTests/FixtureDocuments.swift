import SangamLog
import Testing

/// The vectors of the smaller documents and of the C2SP view.
extension FixtureDocument {
    func evidence(_ fixture: Fixture) throws -> [String: String] {
        let evidence = try ForkEvidence.parse(fixture.bytes)
        #expect(try ForkEvidence.parse(evidence.bytes) == evidence, "\(fixture.path): round trip")
        switch evidence.form {
        case .heads(let a, let b, _, _):
            #expect(a.checkpoint.origin == b.checkpoint.origin)
            return ["origin": a.checkpoint.origin.line]
        case .statements(let a, let b):
            #expect(a.number == b.number && a.textHash != b.textHash)
            return ["number": String(a.number)]
        }
    }

    func node(_ fixture: Fixture) throws -> [String: String] {
        let document = try NodeDocument(fixture.bytes)
        #expect(document.bytes == fixture.bytes, "\(fixture.path): round trip")
        var read = [
            "node": "\(document.chain.label)/\(document.chain.node)",
            "limits": "\(document.entriesMax) \(document.bytesMax)",
            "static": document.isStatic ? "yes" : "no",
        ]
        read["url"] = document.url
        return read
    }

    func roster(_ fixture: Fixture) throws -> [String: String] {
        let roster = try Roster(fixture.bytes)
        #expect(roster.bytes == fixture.bytes, "\(fixture.path): round trip")
        return ["next": roster.next, "rows": String(roster.rows.count)]
    }

    func cosignature(_ fixture: Fixture) throws -> [String: String] {
        let key = try #require(VerifierKey(fixture.require("vkey")))
        let text = try #require(SectionReader.read(fixture.other("checkpoint").bytes).signedText)
        #expect(fixture.bytes.last == 0x0A)
        let line = try NoteSignature(line: fixture.bytes.dropLast())
        guard let time = try Cosignature.verifiedTime(of: line, noteText: text, by: key) else {
            return ["result": "skipped"]
        }
        return ["time": String(time)]
    }

    func tilepath(_ fixture: Fixture) throws -> [String: String] {
        let text = String(decoding: fixture.bytes, as: UTF8.self)
        guard let path = TilePath(text) else { throw FixtureRefusal(name: nil) }
        #expect(path.text == text)
        return [
            "level": path.level.map { String($0) } ?? "entries", "index": String(path.index),
            "width": String(path.width),
        ]
    }

    func bundle(_ fixture: Fixture) throws -> [String: String] {
        let entries = try EntryBundle.decode(fixture.bytes)
        guard entries.count == Int(try fixture.number("width")) else {
            throw FixtureRefusal(.bundleCount)
        }
        #expect(EntryBundle.encode(entries.map(\.bytes)) == fixture.bytes)
        return [
            "width": String(entries.count), "sha256": Hash.sha256(fixture.bytes).hex,
            "root": root(entries.map(\.leaf)).base64,
        ]
    }

    func tile(_ fixture: Fixture) throws -> [String: String] {
        let path = try #require(TilePath(fixture.require("path")))
        let level = try #require(path.level)
        var writer = TileWriter()
        for leaf in try fixture.logLeaves() { writer.append(leaf) }
        let written = writer.takeChanges().first { $0.level == level && $0.index == path.index }
        #expect(written?.bytes == fixture.bytes, "\(fixture.path): written from the log")
        let read = Tile(level: level, index: path.index, bytes: fixture.bytes)
        #expect(read == written && read?.hashes.count == path.width)
        return ["sha256": Hash.sha256(fixture.bytes).hex]
    }

    func proofFile(_ fixture: Fixture) throws -> [String: String] {
        let chain = try FixtureDocument.chain(of: fixture.other("chain"))
        let file = try LogProofFile(fixture.bytes, chain: chain)
        #expect(try LogProofFile(file.bytes, chain: chain) == file, "\(fixture.path): round trip")
        return ["index": String(file.proof.index)]
    }
}

extension Fixture {
    /// The leaves of the log in the section case that the header `log` names.
    func logLeaves() throws -> [Hash] {
        try SectionReader.read(other("log").bytes).entries.map(\.entry.leaf)
    }
}

extension Section {
    /// The text that the owner signed; nil for the head of a closed epoch.
    var signedText: [UInt8]? {
        if case .checkpoint(let head) = self.head { head.note.text } else { nil }
    }
}
