import SangamLog
import Testing

/// Every reason that this room can give is given to some vector or test.
@Suite struct ReasonTests {
    /// Reasons given to another room's bytes: gzip is undone before a section comes here.
    private static let elsewhere: Set<Reason> = [.gzip]

    /// Reasons that the tests of this target provoke outside of the vectors, with the act.
    private static let acts: [(Reason, @Sendable () throws -> Void)] = [
        (.documentBytes, { _ = try Roster([UInt8](repeating: 0, count: 8_388_609)) }),
        (.sectionBytes, { _ = try SectionReader.read([UInt8](repeating: 0x78, count: 8_388_609)) }),
        (.notAccepted, { try receive(policy: .notAccepted) }),
        (.blocked, { try receive(policy: .blocked) }),
        (.paused, { try receive(policy: .paused) }),
        (.frozen, { try receive(isFrozen: true) }),
        (.noteSize, { try note([UInt8](repeating: 0x78, count: 65_537)) }),
        (
            .statementCount,
            { _ = try IdentityChain(Array(repeating: Owner().chain.statements[0], count: 65)) }
        ),
    ]

    private static func note(_ bytes: [UInt8]) throws { _ = try SignedNote.parse(bytes) }

    private static func receive(policy: Reason? = nil, isFrozen: Bool = false) throws {
        var replica = Replica.empty()
        replica.isFrozen = isFrozen
        let section = try SectionReader.read(WorkedExample.section)
        _ = try LogExtension.check(section, asked: nil, replica: replica, policy: { _ in policy })
    }

    @Test(arguments: acts.indices)
    func `an act outside of the vectors gives its reason`(index: Int) throws {
        let (reason, act) = ReasonTests.acts[index]
        var found: String?
        do { try act() } catch { found = FixtureRefusal(any: error)?.reason }
        #expect(found == reason.rawValue)
    }

    @Test func `every reason is covered; the missing ones are named`() throws {
        var covered = ReasonTests.elsewhere.union(ReasonTests.acts.map(\.0))
        for document in try Fixture.documents() {
            for fixture in try Fixture.all(of: document)
            where !FixtureTests.isRunElsewhere(fixture.path) {
                if let reason = fixture["reason"].flatMap({ Reason(rawValue: $0) }) {
                    covered.insert(reason)
                }
            }
        }
        let missing = Reason.allCases.filter { !covered.contains($0) }
        #expect(missing.isEmpty, "no vector or act for: \(missing.map(\.rawValue))")
    }

    @Test func `every reason of a vector is a reason, or one of a known few beside`() throws {
        // The directory's quarantine, and refusals that are a nil in the code.
        let beside: Set<String> = ["publicKey", "commitmentMismatch"]
        for document in try Fixture.documents()
        where document != "payload" && !FixtureTests.withoutReason.contains(document) {
            for fixture in try Fixture.all(of: document) {
                guard let reason = fixture["reason"] else { continue }
                #expect(Reason(rawValue: reason) != nil || beside.contains(reason), "\(reason)")
            }
        }
    }
}
