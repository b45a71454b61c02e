import SangamLog
import Testing

/// The kinds of vectors, each with the code that it is run through.
enum FixtureDocument: String, CaseIterable {
    case entry, payload, key, vkey, note, checkpoint, statement, chain, commitment, section
    case evidence, node, roster, cosignature, tilepath, bundle, tile, consistency, inclusion
    case proofFile = "proof-file"

    /// Runs a case: what was read, under the names of the headers, or the refusal thrown.
    func run(_ fixture: Fixture) throws -> [String: String] {
        switch self {
        case .entry: return try entry(fixture)
        case .payload: throw FixtureRefusal(name: "run by SangamDirectory")
        case .key: return try key(fixture)
        case .vkey: return try vkey(fixture)
        case .note: return try note(fixture)
        case .checkpoint: return try checkpoint(fixture)
        case .statement: return try statement(fixture)
        case .chain: return try chain(fixture)
        case .commitment: return try commitment(fixture)
        case .section: return try section(fixture)
        case .evidence: return try evidence(fixture)
        case .node: return try node(fixture)
        case .roster: return try roster(fixture)
        case .cosignature: return try cosignature(fixture)
        case .tilepath: return try tilepath(fixture)
        case .bundle: return try bundle(fixture)
        case .tile: return try tile(fixture)
        case .consistency: return try consistency(fixture)
        case .inclusion: return try inclusion(fixture)
        case .proofFile: return try proofFile(fixture)
        }
    }

    private func entry(_ fixture: Fixture) throws -> [String: String] {
        let entry = try Entry(bytes: fixture.bytes)
        #expect(entry.bytes == fixture.bytes)
        switch entry.operation {
        case .put(let key, let time, let commitment):
            #expect(Entry.put(key, time: time, commitment: commitment) == entry)
            return ["result": "put"]
        case .remove(let key, let time):
            #expect(Entry.remove(key, time: time) == entry)
            return ["result": "remove"]
        case .unknown: return ["result": "unknown"]
        }
    }

    private func key(_ fixture: Fixture) throws -> [String: String] {
        guard Ed25519.isAcceptable(publicKey: fixture.bytes) else {
            throw FixtureRefusal(name: "publicKey")
        }
        return [:]
    }

    private func vkey(_ fixture: Fixture) throws -> [String: String] {
        let text = String(decoding: fixture.bytes, as: UTF8.self)
        guard let key = VerifierKey(text) else { throw FixtureRefusal(name: nil) }
        #expect(key.text == text)
        return ["keyName": key.name, "type": String(key.kind.rawValue)]
    }

    private func note(_ fixture: Fixture) throws -> [String: String] {
        let keys = try fixture.all("vkey").map { try #require(VerifierKey($0)) }
        let note = try SignedNote.parse(fixture.bytes)
        #expect(note.bytes == fixture.bytes, "\(fixture.path): written as it was read")
        return ["verified": String(try note.verified(by: keys).count)]
    }

    private func checkpoint(_ fixture: Fixture) throws -> [String: String] {
        let checkpoint = try Checkpoint(text: fixture.bytes)
        guard checkpoint.origin.line == (try fixture.require("origin")) else {
            throw FixtureRefusal(.checkpointOrigin)
        }
        #expect(checkpoint.text == fixture.bytes)
        return [
            "origin": checkpoint.origin.line, "size": String(checkpoint.size),
            "root": checkpoint.root.base64,
        ]
    }

    private func statement(_ fixture: Fixture) throws -> [String: String] {
        let before = try fixture["after"] == nil ? [] : [fixture.other("after").bytes]
        let chain = try IdentityChain.parse(notes: before + [fixture.bytes])
        return [
            "number": String(chain.newestNumber),
            "node": "\(chain.label)/\(chain.node)",
        ]
    }

    private func chain(_ fixture: Fixture) throws -> [String: String] {
        let chain = try FixtureDocument.chain(of: fixture)
        if fixture["held"] != nil {
            switch try FixtureDocument.chain(of: fixture.other("held")).compare(with: chain) {
            case .shorter: throw FixtureRefusal(.chainShorter)
            case .conflict: throw FixtureRefusal(.identityConflict)
            case .same, .longer: break
            }
        }
        #expect(chain.documentLines == fixture.bytes)
        return ["node": "\(chain.label)/\(chain.node)", "epoch": String(chain.newestNumber)]
    }

    /// A chain stands in documents only, so it is read inside the smallest of them.
    static func chain(of fixture: Fixture) throws -> IdentityChain {
        let start = ascii("sangam node v1\nsoftware x\nlimits 1 1\n")
        return try NodeDocument(start + fixture.bytes + ascii("end\n")).chain
    }

    private func commitment(_ fixture: Fixture) throws -> [String: String] {
        let nonce = try #require(Base64.decode(fixture.require("nonce")))
        let found = Commitment.to(payload: fixture.bytes, nonce: nonce)
        guard found == (try fixture.hash("commitment")) else {
            throw FixtureRefusal(name: "commitmentMismatch")
        }
        return [:]
    }

    private func section(_ fixture: Fixture) throws -> [String: String] {
        var held = try HeldNode(after: fixture)
        let origin = try #require(Origin(fixture.require("origin")))
        try held.receive(fixture.bytes, asked: origin)
        let log = try #require(held.logs[origin])
        let dropped = fixture.all("dropped").compactMap { Int($0) }
        #expect(dropped.allSatisfy { log.entries[$0].payload == nil }, "\(fixture.path): dropped")
        let pending = log.verified.map(\.size) ?? 0
        return [
            "origin": origin.line, "size": String(log.entries.count),
            "payloads": log.payloads.map { String($0) }.joined(separator: " "),
            "pending": pending > UInt64(log.entries.count) ? String(pending) : "",
        ]
    }

    private func consistency(_ fixture: Fixture) throws -> [String: String] {
        let (old, new) = (try fixture.number("old"), try fixture.number("new"))
        if fixture["log"] != nil {
            let source = SubtreeHashes.leaves(try fixture.logLeaves())
            #expect(try ConsistencyProof.make(from: old, to: new, from: source) == fixture.proof)
        }
        guard
            ConsistencyProof.verifies(
                oldSize: old, oldRoot: try fixture.hash("oldRoot"), newSize: new,
                newRoot: try fixture.hash("newRoot"), proof: fixture.proof)
        else { throw FixtureRefusal(.proofInvalid) }
        return [:]
    }

    private func inclusion(_ fixture: Fixture) throws -> [String: String] {
        let proof = InclusionProof(
            index: try fixture.number("index"), size: try fixture.number("size"),
            hashes: fixture.proof)
        guard proof.verifies(leaf: try fixture.hash("leaf"), root: try fixture.hash("root")) else {
            throw FixtureRefusal(.proofInvalid)
        }
        return [:]
    }
}
