import SangamDirectory
import SangamLog
import SangamStore

/// Who says so: which network signed a listing, who vouches for it, how it came, how fresh it is.
struct ProvenanceMaking {
    let facts: ListingFacts
    let context: PageContext

    private var catalogue: Catalogue { context.catalogue }

    func provenance() -> Provenance {
        let detail = facts.detail
        let node = detail.id.node
        let network = context.networks.name(node)
        let row = context.networks.rows.first { $0.node == node }
        let isOwn = row?.isOwn ?? false
        // A push names no sender: what came by one from a neighbour came from itself, as far as
        // anybody can tell.
        let isDirect =
            detail.via == node || (detail.via == nil && (row?.log.distance ?? .max) <= 1)
        let vouchers = vouchers(node)
        let steps = steps(node, via: isOwn || isDirect ? nil : detail.via, isOwn: isOwn)
        let log = detail.origin.logID
        var provenance = Provenance(
            vouchers: vouchers, hasVouchers: !vouchers.isEmpty,
            sentences: [
                catalogue.signed(by: network, isOwn: isOwn),
                catalogue.place(index: detail.index, size: detail.size),
                catalogue.carried(
                    isOwn: isOwn, network: network,
                    via: detail.via.map(context.networks.name), isDirect: isDirect),
            ],
            warnings: warnings(isOwn: isOwn), steps: steps, hasSteps: steps.count > 1,
            written: context.moment(Int64(clamping: detail.time)),
            received: context.moment(detail.received), logName: detail.origin.line,
            // Counted as the sentence above counts: the first change is number 1.
            index: String(detail.index + 1), size: String(detail.size),
            payloadPath: "/sangam/v1/log/\(log)/payload/\(detail.index)",
            apiPath: "/api/v1/listings/\(detail.id)", checkpointPath: "/log/\(log)/checkpoint",
            checkPath: ViewAddress(
                context.path("/verify"), items: [("about", detail.id.description)]
            ).text)
        provenance.heard = isOwn ? nil : detail.refreshed.map { context.moment($0) }
        if detail.state == .live, let confirmed = detail.record.confirmedAt {
            provenance.confirmed = confirmedMoment(confirmed)
        }
        return provenance
    }

    private func confirmedMoment(_ seconds: Int64) -> ShownMoment {
        let moment = context.moment(seconds)
        guard let by = facts.detail.record.confirmedBy else { return moment }
        return ShownMoment(
            momentText: context.text(
                "confirmedBy",
                ["time": moment.momentText, "person": ShownText.line(by, scalarsMax: 80)]),
            momentExact: moment.momentExact, momentISO: moment.momentISO)
    }

    /// Networks that vouch for the one that listed it.
    private func vouchers(_ node: NodeID) -> [Provenance.Voucher] {
        facts.vouches.filter { !$0.hasEnded && $0.author != node }
            .prefix(WebLimits.relatedMax).map { statement in
                let name = context.networks.name(statement.author)
                let about = context.networks.name(node)
                let since = Vouch(statement.source.record)?.since.flatMap(catalogue.written)
                let row = context.networks.rows.first { $0.node == statement.author }
                return Provenance.Voucher(
                    voucherText: since.map {
                        context.text(
                            "vouchedSince", ["network": name, "about": about, "date": $0])
                    } ?? context.text("vouchedBy", ["network": name, "about": about]),
                    voucherPath: context.path(of: statement.author),
                    voucherMeaning: row?.record.flatMap { record in
                        NetworkProfile(record).flatMap {
                            context.best($0.vouching, of: record, scalarsMax: 280)
                        }
                    })
            }
    }

    /// From the network that wrote it to the one that shows it.
    private func steps(_ node: NodeID, via: NodeID?, isOwn: Bool) -> [Provenance.Step] {
        func step(_ node: NodeID, _ key: String) -> Provenance.Step {
            Provenance.Step(
                stepName: context.networks.name(node), stepPath: context.path(of: node),
                stepNote: context.text(key))
        }
        var steps = [step(node, "stepWrote")]
        if let via, via != node { steps.append(step(via, "stepPassed")) }
        if !isOwn, let own = context.networks.own { steps.append(step(own.node, "stepHere")) }
        return steps
    }

    private func warnings(isOwn: Bool) -> [String] {
        var warnings: [String] = []
        if facts.detail.isFrozen { warnings.append(context.text("frozenWarning")) }
        guard !isOwn else { return warnings }
        guard let heard = facts.detail.refreshed else {
            return warnings + [context.text("neverHeard")]
        }
        let (seconds, overflow) = context.now.subtractingReportingOverflow(heard)
        if !overflow, seconds > Int64(Limits.staleSeconds) {
            warnings.append(catalogue.text("staleWarning", count: seconds / 86_400))
        }
        return warnings
    }
}
