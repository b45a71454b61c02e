import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// Checking a proof in the browser: the same verdict as the command's.
extension Pages {
    /// GET /verify, GET /verify?about=<record id>
    func verify(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request)
        let about = try request.query.single("about") ?? ""
        var verdict: VerifyPage.Verdict?
        if !about.isEmpty { verdict = try await verdictOnListing(about, context) }
        return verifyPage(context, pasted: about, verdict)
    }

    /// POST /verify: the text of a proof, or the address of a listing.
    func checkProof(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request)
        let body = try await request.wholeBody(maximumBytes: WebLimits.proofBytesMax)
        guard let query = QueryParameters(body) else { throw WebProblem.parameter("proof") }
        let pasted = query.values("proof").first ?? ""
        let verdict: VerifyPage.Verdict
        if pasted.utf8.starts(with: "c2sp.org/tlog-proof".utf8) {
            verdict = await verdictOnProof(Self.lines(pasted), context)
        } else {
            verdict = try await verdictOnListing(pasted, context)
        }
        return verifyPage(context, pasted: ShownText.clean(pasted, scalarsMax: 8_192), verdict)
    }

    /// Browsers send the lines of a form with carriage returns.
    private static func lines(_ text: String) -> [UInt8] {
        var bytes = text.utf8.filter { $0 != 0x0D }
        if bytes.last != 0x0A { bytes.append(0x0A) }
        return bytes
    }

    private func verifyPage(
        _ context: PageContext, pasted: String, _ verdict: VerifyPage.Verdict?
    ) -> Answer {
        var frame = context.frame(context.text("menuVerify"))
        frame.about = context.text("verifyLead")
        return page(
            VerifyPage(frame: frame, pasted: pasted, verdict: verdict), .verify, context)
    }

    /// A listing by its address or id: its proof is made from what is held here, and checked.
    private func verdictOnListing(
        _ text: String, _ context: PageContext
    ) async throws -> VerifyPage.Verdict {
        guard let id = RecordID(address: text) else { return bad("verdictNoProof", context) }
        let proof: [UInt8]
        do { proof = try await node.proof(of: id) } catch {
            return bad("verdictNotHere", context, detail: error.message)
        }
        return await verdictOnProof(proof, context)
    }

    private func verdictOnProof(
        _ bytes: [UInt8], _ context: PageContext
    ) async -> VerifyPage.Verdict {
        let found: ProofSummary
        do { found = try await node.verify(proof: bytes) } catch {
            return bad("verdictBad", context, detail: error.message)
        }
        let rows = [
            ("logName", found.origin.line), ("entry", String(found.index + 1)),
            ("size", String(found.size)),
        ].map { FieldRow(label: context.text($0.0), values: [FieldValue($0.1)]) }
        let place = context.text(
            "verdictPlace",
            [
                "number": context.catalogue.grouped(found.index + 1),
                "size": context.catalogue.grouped(found.size),
            ])
        let since = await since(found)
        return VerifyPage.Verdict(
            verdictIsGood: true,
            verdictTitle: context.text(since == .removed ? "problemGoneTitle" : "verdictGood"),
            verdictLines: since == .removed
                ? [context.text("problemGone"), place]
                : [
                    context.text(
                        "verdictSigned", ["network": context.networks.name(found.origin.node)]),
                    since == .revised ? context.text("verdictOlder") : nil, place,
                ].compactMap { $0 },
            verdictAbout: found.record.map { id in
                NamedLink(
                    namedText: ShownLine(id.description), namedPath: context.path(of: id))
            }, rows: rows, hasRows: true)
    }

    /// What has become of a record since the change that a proof is about.
    private enum Since { case nothing, revised, removed }

    /// As far as it is known here: the proof itself says only what was signed.
    private func since(_ found: ProofSummary) async -> Since {
        guard let id = found.record, let lookup = try? await node.reader.lookup(id) else {
            return .nothing
        }
        switch lookup {
        case .removed: return .removed
        case .found(let detail): return detail.index > found.index ? .revised : .nothing
        case .withoutPayload(_, _, let index): return index > found.index ? .revised : .nothing
        case .unknown: return .nothing
        }
    }

    private func bad(
        _ key: String, _ context: PageContext, detail: String? = nil
    ) -> VerifyPage.Verdict {
        VerifyPage.Verdict(
            verdictIsGood: false, verdictTitle: context.text("verdictBadTitle"),
            verdictLines: [context.text(key), detail.map { ShownText.line($0) }]
                .compactMap { $0 }, verdictAbout: nil, rows: [], hasRows: false)
    }
}
