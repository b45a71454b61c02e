import Testing

/// Walks every vector and checks outcome, named reason, line and what was read.
@Suite struct FixtureTests {
    /// Cases that this room cannot run, and where they are run: payloads are the directory's, and
    /// gzip is undone before a section comes here.
    static func isRunElsewhere(_ path: String) -> Bool {
        path.hasPrefix("payload/") || path.hasPrefix("section/gzip")
    }

    /// Documents for which the code says only yes or no.
    static let withoutReason: Set<String> = ["vkey", "tilepath"]

    /// Headers that give context to a case; every other one is a value that must be read.
    static let context: [String: Set<String>] = [
        "note": ["vkey"], "statement": ["after"], "chain": ["held"],
        "commitment": ["nonce", "commitment"], "section": ["held", "quarantined", "dropped"],
        "cosignature": ["vkey", "checkpoint"], "proof-file": ["chain"],
        "tile": ["log", "path"], "consistency": ["old", "new", "oldRoot", "newRoot", "log"],
        "inclusion": ["index", "size", "leaf", "root"],
    ]

    @Test func `every folder of vectors is known and none is empty`() throws {
        let documents = try Fixture.documents()
        #expect(Set(documents) == Set(FixtureDocument.allCases.map(\.rawValue)))
        for document in documents {
            #expect(try !Fixture.all(of: document).isEmpty, "\(document) holds no vector")
        }
    }

    @Test func `there are at least 500 vectors to run, and few that other rooms run`() throws {
        let paths = try Fixture.documents().flatMap { try Fixture.all(of: $0) }.map(\.path)
        let elsewhere = paths.filter(FixtureTests.isRunElsewhere)
        #expect(paths.count - elsewhere.count >= 500)
        #expect(elsewhere.filter { $0.hasPrefix("section/") }.count <= 10)
    }

    @Test(arguments: try Fixture.documents())
    func `a vector is accepted or refused for the reason it names`(document: String) throws {
        for fixture in try Fixture.all(of: document)
        where !FixtureTests.isRunElsewhere(fixture.path) {
            try check(fixture)
        }
    }

    private func check(_ fixture: Fixture) throws {
        #expect(fixture.path == "\(try fixture.require("document"))/\(try fixture.require("name"))")
        let kind = try #require(
            FixtureDocument(rawValue: fixture.require("document")),
            "\(fixture.path): unknown document")
        let outcome = try fixture.require("outcome")
        let read: [String: String]
        do {
            read = try kind.run(fixture)
        } catch {
            let refusal = try #require(FixtureRefusal(any: error), "\(fixture.path): \(error)")
            checkRefusal(refusal, of: fixture, outcome: outcome)
            return
        }
        #expect(outcome == "accepted", "\(fixture.path) was accepted")
        for (key, value) in fixture.headers
        where !Fixture.frame.contains(key)
            && !(FixtureTests.context[kind.rawValue] ?? []).contains(key)
        {
            #expect(read[key] == value, "\(fixture.path): \(key)")
        }
    }

    private func checkRefusal(_ refusal: FixtureRefusal, of fixture: Fixture, outcome: String) {
        let name = refusal.reason ?? "nil"
        #expect(outcome == "refused", "\(fixture.path) was refused: \(name)")
        if let document = fixture["document"], FixtureTests.withoutReason.contains(document) {
            #expect(fixture["reason"] != nil && refusal.reason == nil, "\(fixture.path)")
            return
        }
        #expect(refusal.reason == fixture["reason"], "\(fixture.path)")
        if let line = fixture["line"], let found = refusal.line {
            #expect(String(found) == line, "\(fixture.path): line of \(name)")
        }
    }
}
