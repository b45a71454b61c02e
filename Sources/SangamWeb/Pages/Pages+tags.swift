import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// Answers that a browser may keep and ask again for: 304 until something has changed.
extension Pages {
    /// A page that is the same for whoever asks in the same way, until the directory changes.
    /// What holds somebody's input, and what is wrong, is not kept.
    ///
    /// It is made once for all who ask for it, unless counts in it lag. What a page says of times
    /// past may be `WebLimits.pageAgeSeconds` old.
    func kept(_ handler: @escaping RouteTable.Handler) -> RouteTable.Handler {
        { request in
            let now = clock()
            let age = String(now / WebLimits.pageAgeSeconds)
            let stamp = try await node.reader.stamp(now: now)
            let tag = Self.tag([stamp, age, startMark] + Self.asked(request))
            if let same = notModified(request, tag) { return same }
            // A page tells of times past, so those of another age go with those of another state.
            let state = "\(stamp) \(age)"
            let encodings = request.headers[values: .acceptEncoding]
            let key = AcceptEncoding.namesGzip(encodings) ? tag + " gzip" : tag
            if let page = keptPages.page(key, stamp: state) { return page }
            let lag = LagNote()
            let made = try await LagNote.$current.withValue(lag) {
                try await KeptNetworks.$state.withValue(state) { try await handler(request) }
            }
            // What is written while it is read has a tag of its own, and is never held whole.
            guard made.stream == nil, made.status == .ok else { return made }
            var answer = Self.tagged(made, tag)
            answer.headers[.vary] = Self.pageVary
            guard !lag.isSet else { return answer }
            answer.compress(for: encodings)
            keptPages.keep(answer, key, stamp: state)
            return answer
        }
    }

    /// A page that also says what no log tells, such as which networks can be reached: it is made
    /// each time, and sent only if it is another one.
    func compared(_ handler: @escaping RouteTable.Handler) -> RouteTable.Handler {
        { request in
            let answer = try await handler(request)
            let tag = "W/\"\(Hash.sha256(answer.body).hex.prefix(24))\""
            guard answer.status == .ok, answer.stream == nil else { return answer }
            return notModified(request, tag) ?? Self.tagged(answer, tag)
        }
    }

    /// An answer with a tag of what it is made of and of the state of the directory; 304 if the
    /// asker has it already.
    func tagged(
        _ request: WebRequest, _ parts: [String], now: Int64, vary: String? = nil,
        _ make: () async throws -> Answer
    ) async throws -> Answer {
        let stamp = try await node.reader.stamp(now: now)
        let day = String(now / CivilTime.daySeconds)
        let tag = Self.tag([stamp, day, startMark] + parts)
        if let same = notModified(request, tag, vary: vary) { return same }
        var answer = try await make()
        answer.headers[.vary] = vary
        return Self.tagged(answer, tag)
    }

    /// Everything of a request that a page may depend on.
    private static func asked(_ request: WebRequest) -> [String] {
        let headers: [HTTPField.Name] = [.acceptLanguage, saveData]
        return [request.languageTag ?? "", request.target.text, request.host ?? ""]
            + headers.map { request.headers[values: $0].joined(separator: ",") }
    }

    /// Weak, because the same page also goes compressed.
    private static func tag(_ parts: [String]) -> String {
        let text = parts.joined(separator: "\n")
        return "W/\"\(Hash.sha256(Array(text.utf8)).hex.prefix(24))\""
    }

    private static func tagged(_ answer: Answer, _ tag: String) -> Answer {
        guard answer.status == .ok else { return answer }
        var answer = answer
        answer.headers[.eTag] = tag
        answer.headers[.cacheControl] = Answer.Cache.check.rawValue
        return answer
    }

    /// Headers of a request on which pages depend.
    static let pageVary = "Accept-Language, Save-Data"

    /// 304 if the asker has it already.
    ///
    /// - Parameter vary: what the whole answer depends on besides its compression.
    private func notModified(
        _ request: WebRequest, _ tag: String, vary: String? = pageVary
    ) -> Answer? {
        guard request.method == .get || request.method == .head else { return nil }
        let fields = request.headers[values: .ifNoneMatch].joined(separator: ",")
        let known = fields.utf8.split { $0 == UInt8(ascii: ",") || $0 == 0x20 }
        let opaque = tag.utf8.drop { $0 != UInt8(ascii: "\"") }
        guard
            known.contains(where: { one in
                one.elementsEqual("*".utf8)
                    || one.drop { $0 != UInt8(ascii: "\"") }.elementsEqual(opaque)
            })
        else { return nil }
        var answer = Answer(.notModified, type: "text/plain; charset=utf-8", [], cache: .check)
        answer.headers[.contentType] = nil
        answer.headers[.eTag] = tag
        answer.headers[.vary] = [vary, "Accept-Encoding"].compactMap { $0 }.joined(separator: ", ")
        return answer
    }
}
