import Foundation
import SangamLog
import SangamStore

/// Why an exchange with a peer ended. Indirect, so that it is thrown in one register: see
/// `StoreError`.
indirect enum PeerFailure: Error, Sendable {
    /// No answer, or not a whole one.
    case unreachable(TransportError)
    /// An answer that the protocol does not allow, or a refusal that tells nothing else.
    case status(Int, String)
    /// 429 or 503 with a time. Units: seconds.
    case later(Int)
    /// Bytes that do not read: which rule, on which line.
    case document(DocumentProblem)
    /// More decoded bytes than allowed, or damaged gzip.
    case encoding(GzipError)

    /// For people.
    var text: String {
        switch self {
        case .unreachable(let error): error.message
        case .status(let status, let body): "answered \(status) \(body)"
        case .later(let seconds): "asked us to wait \(seconds) seconds"
        case .document(let problem): "sent bytes that break a rule: \(problem)"
        case .encoding(let error): "sent a body that cannot be decoded: \(error)"
        }
    }

    /// Whether the peer sent something wrong, rather than nothing.
    var isInvalid: Bool {
        switch self {
        case .document, .encoding: true
        case .unreachable(let error): error.code == .tooLarge
        case .status, .later: false
        }
    }
}

/// The resources of one peer as functions: one request each, bounded in time and bytes.
struct PeerClient: Sendable {
    let url: String
    let isPrivate: Bool
    let transport: PeerTransport
    /// Whether the peer is files on a web space: see `StaticPull`.
    var isStatic = false

    /// nil for a peer without a URL.
    init?(peer: PeersFile.Peer, transport: PeerTransport) {
        guard let url = peer.url else { return nil }
        self.init(url: url, isPrivate: peer.isPrivate, transport: transport)
    }

    init(url: String, isPrivate: Bool, transport: PeerTransport) {
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.isPrivate = isPrivate
        self.transport = transport
    }

    /// What a range request gave.
    enum RangeResult: Sendable {
        case section(Section)
        /// 409: the peer holds less than we do.
        case ahead(size: UInt64)
        case notFound
    }

    /// What a push gave.
    enum PushResult: Sendable {
        case accepted(size: UInt64)
        /// 409: the peer's size of this log.
        case size(UInt64)
        /// 409: the number of the peer's newest statement, which we do not know.
        case number(Int)
        /// 403 or 422 and its words.
        case refused(String)
    }

    func nodeDocument() async throws(PeerFailure) -> NodeDocument {
        let bytes = try await get("/.well-known/sangam", deadlineSeconds: 30)
        do { return try NodeDocument(bytes) } catch { throw .document(error) }
    }

    /// - Parameter wait: for how long the peer may hold the request. Units: seconds.
    func roster(after cursor: String?, wait: Int) async throws(PeerFailure) -> Roster {
        var target = "/sangam/v1/roster"
        if let cursor {
            target += "?after=" + PeerClient.escaped(cursor)
            if wait > 0 { target += "&wait=\(wait)" }
        }
        let bytes = try await get(target, deadlineSeconds: wait + 60)
        do { return try Roster(bytes) } catch { throw .document(error) }
    }

    /// The roster of a static peer; nil if it is the one that has `tag`.
    func staticRoster(
        unless tag: String?
    ) async throws(PeerFailure) -> (roster: Roster, tag: String?)? {
        let response = try await send(
            .get, "/sangam/v1/roster",
            headers: tag.map { [(name: "If-None-Match", value: $0)] } ?? [],
            deadlineSeconds: 60, maximumBytes: Limits.documentBytesMax)
        if response.status == 304 { return nil }
        guard response.status == 200 else { throw try await failure(response) }
        let bytes = try await whole(response, maximumBytes: Limits.documentBytesMax)
        do {
            // A tag that cannot be sent back as it is, is none: it would spoil every later request.
            let tag = response.headers["etag"].flatMap { tag in
                tag.utf8.count <= 256 && tag.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? tag : nil
            }
            return (try Roster(bytes), tag)
        } catch { throw .document(error) }
    }

    /// The note of a log's head; nil if the peer does not hold the log.
    func checkpoint(
        logID: String, deadlineSeconds: Int
    ) async throws -> SignedNote? {
        do {
            let bytes = try await get(
                "/log/\(logID)/checkpoint", deadlineSeconds: deadlineSeconds,
                maximumBytes: Limits.noteBytesMax)
            return try SignedNote.parse(bytes)
        } catch let failure as PeerFailure {
            if case .status(404, _) = failure { return nil }
            throw failure
        }
    }

    func range(
        logID: String, from: UInt64, filter: String = ""
    ) async throws(PeerFailure) -> RangeResult {
        try await section("/sangam/v1/log/\(logID)/range?from=\(from)\(filter)")
    }

    /// A section file of a static peer.
    func sectionFile(logID: String, from: UInt64) async throws(PeerFailure) -> RangeResult {
        try await section("/sangam/v1/log/\(logID)/section/\(from)")
    }

    private func section(_ target: String) async throws(PeerFailure) -> RangeResult {
        let response = try await send(
            .get, target, deadlineSeconds: Limits.transferSecondsMax,
            maximumBytes: Limits.sectionBytesMax)
        switch response.status {
        case 200:
            return .section(try await readSection(response))
        case 404:
            return .notFound
        case 409:
            let words = try await words(response)
            guard words.count == 2, words[0] == "size",
                let size = Decimal.parse(Array(words[1].utf8))
            else { throw .status(409, words.joined(separator: " ")) }
            return .ahead(size: size)
        default:
            throw try await failure(response)
        }
    }

    /// One `p` line; nil if the peer does not hold the payload.
    func payload(logID: String, index: UInt64) async throws(PeerFailure) -> SectionEntry? {
        do {
            let bytes = try await get(
                "/sangam/v1/log/\(logID)/payload/\(index)", deadlineSeconds: 60,
                maximumBytes: Limits.payloadBytesMax + 1_024)
            let line = bytes.dropLast()
            guard bytes.last == 0x0A, line.starts(with: "p ".utf8), !line.contains(0x0A) else {
                throw PeerFailure.document(DocumentProblem(line: 1, reason: .payloadLine))
            }
            return try SectionEntry(payloadLine: line.dropFirst(2))
        } catch let failure as PeerFailure {
            if case .status(let status, _) = failure, status == 404 || status == 410 { return nil }
            throw failure
        } catch let reason as Reason {
            throw .document(DocumentProblem(line: 1, reason: reason))
        } catch {
            throw .status(0, "\(error)")
        }
    }

    /// A tile of the C2SP view.
    func tile(logID: String, path: TilePath) async throws(PeerFailure) -> [UInt8] {
        try await get(
            "/log/\(logID)/\(path.text)", deadlineSeconds: 60,
            maximumBytes: path.width * Hash.byteCount)
    }

    func push(_ section: [UInt8]) async throws(PeerFailure) -> PushResult {
        let response = try await send(
            .post, "/sangam/v1/section", body: Gzip.compress(section),
            deadlineSeconds: Limits.transferSecondsMax, maximumBytes: 4_096)
        let words = try await words(response)
        let value = words.count == 2 ? Decimal.parse(Array(words[1].utf8)) : nil
        switch (response.status, words.first, value) {
        case (200, "size", let size?): return .accepted(size: size)
        case (409, "size", let size?): return .size(size)
        case (409, "number", let number?) where number < Limits.statementsMax:
            return .number(Int(number))
        case (403, _, _), (422, _, _), (413, _, _):
            return .refused(words.joined(separator: " "))
        case (429, _, _), (503, _, _):
            throw .later(PeerClient.retryAfter(response))
        default:
            throw .status(response.status, words.joined(separator: " "))
        }
    }

    // MARK: - Requests

    private func send(
        _ method: PeerRequest.Method, _ target: String, body: [UInt8] = [],
        headers extra: [(name: String, value: String)] = [],
        deadlineSeconds: Int, maximumBytes: Int
    ) async throws(PeerFailure) -> PeerResponse {
        var headers = [(name: "Accept-Encoding", value: "gzip")] + extra
        if method == .post {
            headers.append((name: "Content-Type", value: "text/plain; charset=utf-8"))
            headers.append((name: "Content-Encoding", value: "gzip"))
        }
        let request = PeerRequest(
            method: method, url: url + target, headers: headers, body: body,
            deadlineSeconds: deadlineSeconds, maximumBytes: maximumBytes,
            allowPrivate: isPrivate)
        do { return try await transport.send(request) } catch { throw .unreachable(error) }
    }

    private func get(
        _ target: String, deadlineSeconds: Int, maximumBytes: Int = Limits.documentBytesMax
    ) async throws(PeerFailure) -> [UInt8] {
        let response = try await send(
            .get, target, deadlineSeconds: deadlineSeconds, maximumBytes: maximumBytes)
        guard response.status == 200 else { throw try await failure(response) }
        return try await whole(response, maximumBytes: maximumBytes)
    }

    private func whole(
        _ response: PeerResponse, maximumBytes: Int
    ) async throws(PeerFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        try await decode(response, maximumBytes: maximumBytes) { part throws(PeerFailure) in
            bytes += part
        }
        return bytes
    }

    /// Reads a section while its bytes arrive, so that a fault ends the transfer early.
    private func readSection(_ response: PeerResponse) async throws(PeerFailure) -> Section {
        var reader = SectionReader()
        try await decode(response, maximumBytes: Limits.sectionBytesMax) {
            part throws(PeerFailure) in
            do throws(DocumentProblem) {
                try reader.feed(part)
            } catch { throw .document(error) }
        }
        do { return try reader.finish() } catch { throw .document(error) }
    }

    /// Undoes one layer of gzip as the bytes arrive; letting go of the stream ends the transfer.
    private func decode(
        _ response: PeerResponse, maximumBytes: Int,
        _ take: (inout [UInt8]) throws(PeerFailure) -> Void
    ) async throws(PeerFailure) {
        let inflater = Inflater(maximumBytes: maximumBytes)
        do {
            for try await chunk in response.body {
                var part = try inflater.feed(chunk)
                try take(&part)
            }
            var rest = try inflater.finish()
            if !rest.isEmpty { try take(&rest) }
        } catch let error as PeerFailure {
            throw error
        } catch let error as GzipError {
            throw .encoding(error)
        } catch let error as TransportError {
            throw .unreachable(error)
        } catch {
            throw .unreachable(TransportError(.failed, "\(error)"))
        }
        if Task.isCancelled {
            throw .unreachable(TransportError(.cancelled, "the request was cancelled"))
        }
    }

    private func failure(_ response: PeerResponse) async throws(PeerFailure) -> PeerFailure {
        if response.status == 429 || response.status == 503 {
            return .later(PeerClient.retryAfter(response))
        }
        return .status(response.status, try await words(response).joined(separator: " "))
    }

    /// The words of a short answer, made harmless: they come from a stranger.
    private func words(_ response: PeerResponse) async throws(PeerFailure) -> [String] {
        var bytes: [UInt8] = []
        try await decode(response, maximumBytes: 4_096) { part throws(PeerFailure) in
            bytes += part
        }
        return bytes.prefix(200).split { $0 == 0x20 || $0 == 0x0A }
            .map { String(decoding: $0.filter { $0 > 0x20 && $0 < 0x7F }, as: UTF8.self) }
    }

    private static func retryAfter(_ response: PeerResponse) -> Int {
        let value = response.headers["retry-after"].flatMap { Decimal.parse(Array($0.utf8)) }
        return Int(min(value ?? 30, UInt64(Limits.backOffSecondsMax)))
    }

    private static func escaped(_ cursor: String) -> String {
        cursor.utf8.map { byte in
            let isPlain =
                (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A)
                || (byte >= 0x61 && byte <= 0x7A) || byte == 0x2D || byte == 0x2E
                || byte == 0x5F || byte == 0x7E || byte == 0x3A
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + Hexadecimal.encode([byte]).uppercased()
        }.joined()
    }
}
