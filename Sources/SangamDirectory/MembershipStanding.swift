import SangamLog

/// How a record stands to a network: confirmed by it, no longer confirmed, or only said.
///
/// Source: Protocol.md, Statements, membership.
public struct MembershipStanding: Hashable, Sendable {
    /// How far a membership is more than a word.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// The network says so in its own log, and the time that it named has not run out.
        case confirmed
        /// The network has confirmed it from a day that is still to come.
        case upcoming
        /// The network said so, until a day that is over.
        case lapsed
        /// Only the record itself says so.
        case claimed
    }

    /// How far it is more than a word.
    public let state: State
    /// The network that confirms it; of a claim the one that it refers to, if it does.
    public let network: NodeID?
    /// What the record calls the network, if it claims the membership.
    public let name: String?
    /// In what role, for instance `enterprise`.
    public let role: String?
    /// A date, or its year or month only, as written.
    public let since: String?
    /// A date, or its year or month only, as written.
    public let until: String?
    /// When the network last looked, as written.
    public let checked: String?
    /// Whether the network named a number and not this record: it confirms whoever bears the
    /// number, and this record only says that it does.
    public let isByIdentifier: Bool
    /// The network's statement; nil for a claim.
    public let statement: RecordID?

    /// A membership statement and where it stands.
    public struct Statement: Sendable {
        /// The statement's own name: its node is the network that makes it.
        public let id: RecordID
        /// Its place in the network's log; the highest is the newest.
        public let index: Int64
        /// What it says.
        public let membership: Membership

        /// A statement at its place.
        public init(id: RecordID, index: Int64, membership: Membership) {
            self.id = id
            self.index = index
            self.membership = membership
        }
    }

    /// The most networks that one record is told to belong to.
    public static let maximum = 100

    /// The standings of a record: confirmed ones first, then upcoming, lapsed and claimed ones.
    ///
    /// Of each network its newest statement about the record counts, whichever way it names it.
    /// Statements about others are left out, so the caller may pass more than needed.
    /// - `names`: what a network is called, so that a claim by name is told with its confirmation.
    public static func of(
        _ record: Record, id: RecordID, statements: [Statement], at now: Int64,
        names: (NodeID) -> [String]
    ) -> [MembershipStanding] {
        let organisation = Organisation(record)
        let numbers = Set((organisation?.identifiers ?? []).compactMap { IdentifierKey($0) })
        var newest: [NodeID: Statement] = [:]
        for statement in statements {
            guard isAbout(statement, id, numbers) else { continue }
            let network = statement.id.node
            if let held = newest[network],
                (held.index, held.id) >= (statement.index, statement.id)
            {
                continue
            }
            newest[network] = statement
        }
        var claims = (organisation?.memberOf ?? []).prefix(maximum).map { Claim($0, home: id.node) }
        var standings: [MembershipStanding] = []
        for (network, statement) in newest.sorted(by: { $0.key < $1.key }).prefix(maximum) {
            let known = Set(names(network).map { SearchText.fold($0) }.filter { !$0.isEmpty })
            let isThis = { (claim: Claim) in
                claim.node.map { $0 == network } ?? known.contains(claim.folded)
            }
            let claim = claims.first(where: isThis)
            claims.removeAll(where: isThis)
            standings.append(told(statement, name: claim?.said.name, at: now))
        }
        standings += claims.map(\.standing)
        let order = State.allCases
        return standings.enumerated().sorted { one, other in
            let left = order.firstIndex(of: one.element.state) ?? 0
            let right = order.firstIndex(of: other.element.state) ?? 0
            return left == right ? one.offset < other.offset : left < right
        }.map(\.element)
    }

    // MARK: - One statement, one claim

    private static func isAbout(
        _ statement: Statement, _ id: RecordID, _ numbers: Set<IdentifierKey>
    ) -> Bool {
        if let member = statement.membership.member(home: statement.id.node) {
            return member == id
        }
        guard let key = statement.membership.identifierKey else { return false }
        return numbers.contains(key)
    }

    private static func told(
        _ statement: Statement, name: String?, at now: Int64
    ) -> MembershipStanding {
        let said = statement.membership
        let state: State
        if let until = said.until, let end = CivilPeriod(until)?.end, now >= end {
            state = .lapsed
        } else if let since = said.since, let start = CivilPeriod(since)?.start, now < start {
            state = .upcoming
        } else {
            state = .confirmed
        }
        return MembershipStanding(
            state: state, network: statement.id.node, name: name, role: said.role,
            since: said.since, until: said.until, checked: said.checked,
            isByIdentifier: said.member(home: statement.id.node) == nil,
            statement: statement.id)
    }

    /// What a record says of itself, with the network that it means, as far as it can be told.
    private struct Claim {
        let said: Organisation.ClaimedMembership
        /// The network that it refers to.
        let node: NodeID?
        /// The name, folded once.
        let folded: String

        init(_ said: Organisation.ClaimedMembership, home: NodeID) {
            self.said = said
            node =
                said.record.flatMap { RecordID.resolve($0, home: home) }?.node
                ?? said.name.flatMap { RecordID($0) }?.node
            folded = said.name.map { SearchText.fold(ShortText.cut($0, scalars: 200)) } ?? ""
        }

        var standing: MembershipStanding {
            MembershipStanding(
                state: .claimed, network: node, name: said.name, role: said.role, since: nil,
                until: nil, checked: nil, isByIdentifier: false, statement: nil)
        }
    }
}

extension [MembershipStanding] {
    /// The network that the record is at home with: the first that confirms the record itself.
    public var home: NodeID? {
        let confirmed = filter { $0.state == .confirmed }
        return (confirmed.first { !$0.isByIdentifier } ?? confirmed.first)?.network
    }
}
