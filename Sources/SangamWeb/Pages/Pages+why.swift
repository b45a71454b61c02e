import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// Why a listing that somebody knows of is not here.
extension Pages {
    /// The reasons, as sentences, the strongest first.
    func whyNotHere(
        _ id: RecordID, _ lookup: ListingLookup, _ context: PageContext
    ) async throws -> [String] {
        var facts = WhyNotHere.Facts()
        switch lookup {
        case .found(let detail):
            facts.isHeld = true
            facts.isExpired = detail.record.expires(at: context.now)
            if case .live = detail.state {} else { facts.isQuarantined = true }
        case .removed: facts.isRemoved = true
        case .withoutPayload:
            facts.isHeld = true
            facts.hasContent = false
        case .unknown: break
        }
        return reasons(facts, try await node.standing(of: id.node, now: context.now), context)
    }

    /// Why a network is not shown, as sentences; nil if nothing is known of it.
    func whyNotHere(_ network: NodeID, _ context: PageContext) async throws -> [String]? {
        guard let standing = try await node.standing(of: network, now: context.now) else {
            return nil
        }
        return reasons(WhyNotHere.Facts(), standing, context)
    }

    private func reasons(
        _ facts: WhyNotHere.Facts, _ standing: (state: String, isAccepted: Bool)?,
        _ context: PageContext
    ) -> [String] {
        var facts = facts
        if let standing {
            facts.isBlocked = standing.state == "blocked"
            facts.isPaused = standing.state == "paused"
            facts.isBehind = ["behind", "stale", "unreachable"].contains(standing.state)
            facts.isFiltered = !standing.isAccepted || standing.state == "over-quota"
        }
        return WhyNotHere.reasons(facts).map {
            context.text(Catalogue.key("why", code: $0.rawValue))
        }
    }

    /// The page of something about a listing that cannot be shown.
    func notHere(_ request: WebRequest) async throws -> Answer {
        guard let id = request.target.record(1) else { throw WebProblem.notFound }
        let lookup = try await node.reader.lookup(id)
        if case .removed = lookup { throw WebProblem.gone }
        return try await notHere(id, lookup, try await context(request))
    }

    /// The page of a network that is not shown.
    func notHere(_ network: NodeID, _ context: PageContext) async throws -> Answer {
        guard let why = try await whyNotHere(network, context) else { throw WebProblem.notFound }
        return notHere(context.text("problemNotFoundTitle"), why, context)
    }

    /// The page of a listing that cannot be shown.
    func notHere(
        _ id: RecordID, _ lookup: ListingLookup, _ context: PageContext
    ) async throws -> Answer {
        let why = try await whyNotHere(id, lookup, context)
        var title = "problemNotFoundTitle"
        if case .withoutPayload = lookup { title = "withoutTextTitle" }
        return notHere(context.text(title), why, context)
    }

    private func notHere(_ title: String, _ why: [String], _ context: PageContext) -> Answer {
        message(
            title, why.joined(separator: " "), context, status: .notFound,
            links: [
                PageLink(
                    linkText: context.text("allNetworks"), linkPath: context.path("/networks"))
            ])
    }

    /// Of a search for the address of a listing: the listing, or why it is not here.
    func searchedAddress(
        _ words: String, _ context: PageContext
    ) async throws -> (link: NamedLink?, why: [String])? {
        guard let id = RecordID(address: words) else { return nil }
        let lookup = try await node.reader.lookup(id)
        var link: NamedLink?
        if case .found(let detail) = lookup, detail.state == .live {
            link = NamedLink(
                namedText: context.name(of: detail.record, id.key), namedPath: context.path(of: id))
        }
        return (link, try await whyNotHere(id, lookup, context))
    }
}

extension RecordID {
    /// The record that an address of a listing's page names, or its id alone.
    init?(address text: String) {
        guard text.utf8.count <= 1_024,
            let word = text.utf8.split(whereSeparator: { $0 <= 0x20 }).first
        else { return nil }
        let path = word.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let parts = path.split(separator: UInt8(ascii: "/")).suffix(3)
        guard parts.count == 3 else { return nil }
        self.init(parts.map { String(Substring($0)) }.joined(separator: "/"))
    }
}
