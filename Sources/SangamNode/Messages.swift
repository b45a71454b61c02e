import Foundation
import Logging
import SangamDirectory
import SangamLog
import SangamStore

extension Node {
    /// Whether messages can be mailed at all.
    var isMailSetUp: Bool { configuration.mailSMTP != nil && configuration.mailFrom != nil }

    // MARK: - For the operator

    /// The messages that are kept, oldest first.
    public func messages() async throws(NodeError) -> [Message] {
        do { return try await reader.messages().compactMap { Message($0) } } catch {
            throw NodeError(error)
        }
    }

    /// One message. Throws: `unknown`.
    public func message(_ id: Int64) async throws(NodeError) -> Message {
        let row: MessageRow?
        do { row = try await reader.message(id) } catch { throw NodeError(error) }
        guard let message = row.flatMap({ Message($0) }) else { throw Self.unknownMessage(id) }
        return message
    }

    /// Destroys a message that has done its duty. Throws: `unknown`.
    public func finishMessage(_ id: Int64) async throws(NodeError) {
        let isRemoved: Bool
        do { isRemoved = try await store.removeMessage(id) } catch { throw noting(error) }
        guard isRemoved else { throw Self.unknownMessage(id) }
    }

    public func messageCounts() async throws(NodeError) -> MessageCounts {
        do {
            let counts = try await reader.messageCounts()
            return MessageCounts(
                waiting: counts["waiting"] ?? 0, mailed: counts["mailed"] ?? 0,
                print: counts["print"] ?? 0)
        } catch { throw NodeError(error) }
    }

    private static func unknownMessage(_ id: Int64) -> NodeError {
        NodeError(
            code: "unknown", message: "there is no message \(id)",
            hint: "messages are kept for 30 days; see sangam messages list")
    }

    /// What `doctor` says of messages.
    func messageFindings() async throws(NodeError) -> [Finding] {
        var findings: [Finding] = []
        if configuration.mailSMTP != nil, configuration.mailFrom == nil {
            findings.append(
                Finding(
                    .warn, "mail.smtp is set and mail.from is not: nothing is mailed",
                    fix: "set mail.from to the address that mail is to come from"))
        }
        let counts = try await messageCounts()
        if counts.print > 0 {
            let what = counts.print == 1 ? "1 enquiry waits" : "\(counts.print) enquiries wait"
            findings.append(
                Finding(
                    .warn, "\(what) to be printed",
                    fix: "see sangam messages list; each is destroyed after 30 days"))
        }
        if counts.waiting > 0, let failure = mailFailure {
            findings.append(
                Finding(
                    .warn, "\(counts.waiting) messages wait to be mailed: \(failure)",
                    fix: "correct mail.smtp; they are tried again by themselves"))
        }
        return findings
    }

    // MARK: - For SyncLoop

    /// How long to wait after the first, second, … failure; then the message is to be printed.
    ///
    /// Units: seconds.
    static let mailBackOff: [Int64] = [60, 300, 900, 3_600, 14_400, 43_200]

    /// Destroys what is 30 days old and mails what is due. Awaited by SyncLoop, one at a time.
    public func tendMessages(now: Int64) async throws(NodeError) {
        do {
            let old = try await store.removeMessages(receivedBefore: now - Enquiry.keepSeconds)
            if old > 0 { log.info("messages were destroyed", metadata: ["count": "\(old)"]) }
            for row in try await reader.messagesDue(now: now, limit: 10) {
                guard !Task.isCancelled else { return }
                guard let message = Message(row) else {
                    _ = try await store.removeMessage(row.id)
                    continue
                }
                try await mail(message, now: now)
            }
        } catch { throw noting(error) }
    }

    private func mail(_ message: Message, now: Int64) async throws {
        guard let server = configuration.mailSMTP,
            let from = configuration.mailFrom.flatMap({ MailAddress($0) }),
            let to = try await addressee(of: message)
        else { return try await note(message, .print, attempts: message.attempts, due: now) }
        let outcome: MailTransfer.Outcome
        do {
            let bytes = try await letter(message, from: from, to: to, now: now).bytes
            outcome = await MailTransfer(
                server: server, credentials: try MailCredentials.read(configuration, folder),
                from: from, to: to, bytes: bytes
            ).run()
        } catch let error as NodeError where error.code == "mail-password" || !error.isFatal {
            outcome = .failed(error.message)
        }
        switch outcome {
        case .sent:
            mailFailure = nil
            try await note(message, .mailed, attempts: message.attempts, due: now)
        case .refused(let code):
            log.warning("a message was refused by the mail server", metadata: ["code": "\(code)"])
            try await note(message, .print, attempts: message.attempts + 1, due: now)
        case .failed(let reason):
            // Stopped half-way by us: that is no failure of the server.
            if Task.isCancelled { return }
            mailFailure = reason
            let attempts = message.attempts + 1
            guard attempts <= Self.mailBackOff.count else {
                return try await note(message, .print, attempts: attempts, due: now)
            }
            try await note(
                message, .waiting, attempts: attempts, due: now + Self.mailBackOff[attempts - 1])
        }
    }

    private func note(
        _ message: Message, _ state: Message.State, attempts: Int, due: Int64
    ) async throws {
        try await store.updateMessage(
            message.id, state: state.rawValue, attempts: attempts, due: due)
    }

    private func letter(
        _ message: Message, from: MailAddress, to: MailAddress, now: Int64
    ) async throws -> MailMessage {
        let profile = try await reader.profile(of: nodeID)
        let names = profile?.names ?? []
        let name = names.first { $0.language == profile?.lang } ?? names.first
        return MailMessage(
            from: from, fromName: name?.text ?? "", to: to,
            replyTo: MailAddress(message.reply), subject: message.words.subject,
            text: message.letter, language: message.words.language, date: now,
            id: Hexadecimal.encode(randomBytes(16)))
    }

    // MARK: - To whom

    /// Whom a person gives a question to that was not mailed, with every way to reach them; nil for
    /// a report, which is to whoever reads it, and for a listing that is not here any more.
    public func bearer(of message: Message) async throws(NodeError) -> MessageBearer? {
        guard message.kind != .correct else { return nil }
        do {
            guard let summary = try await reader.summaries([message.record]).first?.summary,
                let route = try await reader.contactRoutes(of: [summary])[summary.id]
            else { return nil }
            var whom = route.whom?.record
            if whom == nil { whom = try await reader.profile(of: message.record.node) }
            let name = whom?.names.first { $0.language == whom?.lang } ?? whom?.names.first
            let pages = route.path.links.map { MessageBearer.Way(key: $0.rel, value: $0.target) }
            return MessageBearer(
                name: name?.text ?? "", record: route.whom?.id,
                ways: route.path.contact.map { MessageBearer.Way(key: $0.key, value: $0.value) }
                    + pages)
        } catch { throw NodeError(error) }
    }

    /// A question goes to the listing, or to who takes enquiries for it; a report, and what is to
    /// be forwarded, to those who keep this directory.
    func addressee(of message: Message) async throws -> MailAddress? {
        if message.kind == .ask, let address = try await mailAddress(of: message.record) {
            return address
        }
        return (configuration.mailTo ?? configuration.mailFrom).flatMap { MailAddress($0) }
    }

    /// The consented address of a record of ours, or of whom it names, found upwards.
    ///
    /// Order: whom it names in `contactVia`, its own contact, who provides or organises it, what it
    /// is part of. At most 32 records are looked at, each once.
    func mailAddress(of id: RecordID) async throws -> MailAddress? {
        var seen: Set<RecordID> = []
        return try await mailAddress(of: id, &seen)
    }

    private func mailAddress(
        of id: RecordID, _ seen: inout Set<RecordID>
    ) async throws -> MailAddress? {
        // Our own log alone: what another network wrote must not lead our visitors' mail.
        guard seen.count < 32, id.node == nodeID, seen.insert(id).inserted,
            let record = try await shownRecord(id)
        else { return nil }
        if let via = record.contactVia.flatMap({ RecordID.resolve($0, home: id.node) }),
            let address = try await mailAddress(of: via, &seen)
        {
            return address
        }
        for item in record.contact where item.key.utf8.elementsEqual("email".utf8) {
            if let address = MailAddress(item.value) { return address }
        }
        let others =
            [
                record.provider, record.json["organiser"]?.string,
                record.json["operator"]?.string, record.json["of"]?.string,
            ].compactMap(\.self) + record.partOf
        for text in others.prefix(16) {
            guard let other = RecordID.resolve(text, home: id.node) else { continue }
            if let address = try await mailAddress(of: other, &seen) { return address }
        }
        return nil
    }
}
