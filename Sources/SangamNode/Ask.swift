import SangamDirectory
import SangamLog
import SangamStore

extension Node {
    /// Takes what a visitor wrote, if it may be taken: a question to a listing, a report, a
    /// proposal.
    ///
    /// Nothing of it is logged, sent to a peer, or put into a log; it is destroyed after 30 days.
    public func take(_ enquiry: Enquiry, now: Int64) async throws(NodeError) -> EnquiryOutcome {
        var kind = Message.Kind(rawValue: enquiry.kind.rawValue) ?? .ask
        switch try await askPlace(enquiry.record, enquiry.kind, now: now) {
        case .here: break
        case .byUs: kind = .forward
        case .elsewhere(let url): return .elsewhere(url: url)
        case .gone: return .gone
        case .unknown: return .unknown
        }
        // A program is told what a person would be told.
        guard enquiry.honeypot.isEmpty else { return .taken(isMailed: isMailSetUp) }
        let record = try await shownRecord(enquiry.record)
        let (message, problems) = Self.message(
            enquiry, kind: kind, of: record, state: isMailSetUp ? .waiting : .print, now: now)
        guard problems.isEmpty else { return .problems(problems) }
        let wait = enquiryLimiter.count(
            caller: enquiry.caller, record: "\(enquiry.record)", now: now,
            newSalt: { randomBytes(16) })
        if let wait { return .tooMany(retryAfter: wait) }
        let counts = try await messageCounts()
        guard counts.waiting + counts.mailed + counts.print < Enquiry.keptMax else {
            return .tooMany(retryAfter: 86_400)
        }
        do {
            _ = try await store.addMessage(message.row)
        } catch { throw noting(error) }
        return .taken(isMailed: message.state == .waiting)
    }

    /// Where the form for a record is: here, with its own network, or with us because that network
    /// cannot be reached.
    public func askPlace(
        _ id: RecordID, _ kind: Enquiry.Kind, now: Int64
    ) async throws(NodeError) -> AskPlace {
        let lookup: ListingLookup
        do { lookup = try await reader.lookup(id) } catch { throw NodeError(error) }
        switch lookup {
        case .unknown: return .unknown
        case .removed: return .gone
        case .found, .withoutPayload: break
        }
        guard RecordKind.isListing(id.key.kind) || id.key.kind == "network" else {
            return .unknown
        }
        guard id.node != nodeID else { return .here }
        let page = try await homePage(of: id.node).map {
            "\($0)/\(kind.rawValue)/\(id)"
        }
        guard let page, try await isReachable(id.node, now: now) else { return .byUs(url: page) }
        return .elsewhere(url: page)
    }

    /// Where a network's own pages are, without a slash at the end: what its profile says, else the
    /// address at which we exchange with it, unless that is for us alone.
    private func homePage(of node: NodeID) async throws(NodeError) -> String? {
        let profile: Record?
        do { profile = try await reader.profile(of: node) } catch { throw NodeError(error) }
        let told = profile?.url.flatMap { $0.isWeb ? $0.url : nil }
        let peer = peersFile.peers.first { $0.node == node.text && !$0.isPrivate }
        guard let url = told ?? peer?.url, !url.utf8.contains(where: { $0 == 0x3F || $0 == 0x23 })
        else { return nil }
        return url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    private func isReachable(_ node: NodeID, now: Int64) async throws(NodeError) -> Bool {
        let state = try await standing(of: node, now: now)?.state
        return !["unreachable", "stale"].contains(state)
    }

    func shownRecord(_ id: RecordID) async throws(NodeError) -> Record? {
        do {
            guard case .found(let detail) = try await reader.lookup(id),
                case .live = detail.state
            else { return nil }
            return detail.record
        } catch { throw NodeError(error) }
    }

    // MARK: - The form's rules

    /// The message that a form makes, and what keeps it from being taken.
    static func message(
        _ enquiry: Enquiry, kind: Message.Kind, of record: Record?, state: Message.State,
        now: Int64
    ) -> (Message, [EnquiryProblem]) {
        var problems: [EnquiryProblem] = []
        func check(_ field: String, _ text: String, max: Int) {
            guard text.unicodeScalars.count > max else { return }
            problems.append(EnquiryProblem(field: field, reason: .tooLong, max: max))
        }
        // Line ends as they are counted: a browser sends two characters for one.
        let text = trimmed(MailMessage.plainText(enquiry.text))
        let name = trimmed(MailMessage.singleLine(enquiry.name, max: Enquiry.lineMax + 1))
        let reply = trimmed(MailMessage.singleLine(enquiry.reply, max: Enquiry.lineMax + 1))
        check("name", name, max: Enquiry.lineMax)
        check("reply", reply, max: Enquiry.lineMax)
        check("text", text, max: Enquiry.textMax)
        let changes = Self.changes(enquiry, record, &problems)
        if enquiry.kind == .ask, reply.isEmpty {
            problems.append(EnquiryProblem(field: "reply", reason: .missing, max: nil))
        }
        if text.isEmpty, changes.isEmpty {
            problems.append(EnquiryProblem(field: "text", reason: .missing, max: nil))
        }
        let message = Message(
            kind: kind, record: enquiry.record, received: now, state: state, due: now,
            name: name, reply: reply, text: text, changes: changes, words: enquiry.words)
        return (message, problems)
    }

    /// What a form proposes to change; a question proposes nothing.
    private static func changes(
        _ enquiry: Enquiry, _ record: Record?, _ problems: inout [EnquiryProblem]
    ) -> [Message.Change] {
        guard enquiry.kind == .correct, let record else { return [] }
        let fields = CorrectableFields.of(record)
        var changes: [Message.Change] = []
        for (path, value) in enquiry.proposed.prefix(100) {
            guard let field = fields.first(where: { $0.path.utf8.elementsEqual(path.utf8) }) else {
                let shown = MailMessage.singleLine(path, max: 64)
                problems.append(EnquiryProblem(field: shown, reason: .unknownField, max: nil))
                continue
            }
            let new = trimmed(MailMessage.plainText(value))
            guard !new.utf8.elementsEqual(trimmed(MailMessage.plainText(field.value)).utf8),
                !changes.contains(where: { $0.field == field.path })
            else { continue }
            if new.unicodeScalars.count > field.max {
                problems.append(
                    EnquiryProblem(field: field.path, reason: .tooLong, max: field.max))
            }
            changes.append(Message.Change(field: field.path, from: field.value, to: new))
        }
        return changes
    }

    private static func trimmed(_ text: String) -> String {
        var scalars = Substring(text).unicodeScalars
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars.drop { $0.properties.isWhitespace })
    }
}
