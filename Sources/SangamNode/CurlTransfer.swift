import CCurl
import Glibc

/// One transfer on libcurl's thread: its handle, its counters, and what its callbacks decide.
final class CurlTransfer {
    let easy: UnsafeMutableRawPointer
    let ticket: CurlTicket
    private let bounds: CurlTransport.Bounds
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?

    private var status = 0
    private var headers: [String: String] = [:]
    private var headerBytes = 0
    private var bodyBytes = 0
    private var isAnswered = false
    private var hasSocket = false
    private var forbidden: AddressRules.Kind?
    /// Why one of our callbacks stopped the transfer.
    private var refusal: TransportError?

    init(
        ticket: CurlTicket, bounds: CurlTransport.Bounds, userAgent: String
    ) throws(TransportError) {
        guard let easy = curl_easy_init() else {
            throw TransportError(.failed, "libcurl has no memory for a request")
        }
        self.easy = easy
        self.ticket = ticket
        self.bounds = bounds
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try setWhatNeverChanges(userAgent: userAgent)
        try setRequest(ticket.request)
        try setCallbacks()
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    // MARK: Options

    private func set(_ results: CURLcode...) throws(TransportError) {
        guard results.allSatisfy({ $0 == CURLE_OK }) else {
            throw TransportError(.failed, "libcurl refused an option")
        }
    }

    private func setWhatNeverChanges(userAgent: String) throws(TransportError) {
        try set(
            cc_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https"),
            cc_set_long(easy, CURLOPT_FOLLOWLOCATION, 0),
            cc_set_string(easy, CURLOPT_PROXY, ""),
            cc_set_long(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1),
            cc_set_long(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2),
            cc_set_long(easy, CURLOPT_PATH_AS_IS, 1),
            cc_set_long(easy, CURLOPT_NOSIGNAL, 1),
            // Without it, giving up on a name that does not resolve would hold up all transfers
            // until the resolver's thread is done.
            cc_set_long(easy, CURLOPT_QUICK_EXIT, 1),
            cc_set_string(easy, CURLOPT_USERAGENT, userAgent),
            cc_set_long(easy, CURLOPT_CONNECTTIMEOUT, bounds.connectSeconds),
            cc_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, bounds.slowBytesPerSecond),
            cc_set_long(easy, CURLOPT_LOW_SPEED_TIME, bounds.slowSeconds),
            cc_set_long(easy, CURLOPT_BUFFERSIZE, 65_536))
    }

    private func setRequest(_ request: PeerRequest) throws(TransportError) {
        try set(
            cc_set_string(easy, CURLOPT_URL, request.url),
            cc_set_long(easy, CURLOPT_TIMEOUT, request.deadlineSeconds))
        if let path = request.unixSocket {
            try set(cc_set_string(easy, CURLOPT_UNIX_SOCKET_PATH, path))
        }
        // An empty `Expect:` sends none: a server that does not answer 100-continue would cost
        // every larger push a second.
        try addHeader("Expect:")
        for (name, value) in request.headers {
            // libcurl's spelling of a header with an empty value ends with a semicolon.
            try addHeader(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        if request.method == .post {
            if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                try addHeader("Content-Type: application/octet-stream")
            }
            try set(
                cc_set_long(easy, CURLOPT_POST, 1),
                cc_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)))
            let copied = request.body.withUnsafeBytes { body in
                // The bytes are copied. An empty body still needs an address, else libcurl
                // would ask a callback for it.
                withUnsafeBytes(of: 0) { empty in
                    let address = body.baseAddress ?? empty.baseAddress
                    return cc_set_pointer(
                        easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: address))
                }
            }
            try set(copied)
        }
        try set(cc_set_headers(easy, headerList))
    }

    private func addHeader(_ line: String) throws(TransportError) {
        guard let list = curl_slist_append(headerList, line) else {
            throw TransportError(.failed, "libcurl has no memory for a header")
        }
        headerList = list
    }

    private func setCallbacks() throws(TransportError) {
        // Unretained: the loop holds the transfer until its handle is out of libcurl.
        let context = Unmanaged.passUnretained(self).toOpaque()
        try set(
            cc_set_pointer(easy, CURLOPT_PRIVATE, context),
            cc_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText),
            cc_set_pointer(easy, CURLOPT_HEADERDATA, context),
            cc_set_pointer(easy, CURLOPT_WRITEDATA, context),
            cc_set_pointer(easy, CURLOPT_OPENSOCKETDATA, context),
            cc_set_pointer(easy, CURLOPT_PREREQDATA, context),
            cc_set_header_callback(easy) { bytes, size, count, context in
                CurlTransfer.at(context)?.takeHeader(bytes, count: size * count) ?? 0
            },
            cc_set_body_callback(easy) { bytes, size, count, context in
                CurlTransfer.at(context)?.takeBody(bytes, count: size * count) ?? 0
            },
            cc_set_socket_callback(easy) { context, _, address in
                CurlTransfer.at(context)?.openSocket(address) ?? -1
            },
            cc_set_request_callback(easy) { context, remote, _, _, _ in
                guard let transfer = CurlTransfer.at(context) else { return 1 }
                return transfer.mayUseConnection(to: remote) ? 0 : 1
            })
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: Addresses

    private func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let address else { return -1 }
        if address.pointee.family == AF_UNIX {
            guard ticket.request.unixSocket != nil else { return -1 }
        } else {
            var bytes = [UInt8](repeating: 0, count: 16)
            let count = Int(cc_address_bytes(address, &bytes))
            guard allows(Array(bytes.prefix(count))) else { return -1 }
        }
        hasSocket = true
        return socket(
            address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
            address.pointee.protocol)
    }

    /// Asked just before the request is sent, over a new connection or a reused one.
    private func mayUseConnection(to remote: UnsafeMutablePointer<CChar>?) -> Bool {
        if ticket.request.unixSocket != nil { return true }
        guard let remote else { return false }
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, remote, &bytes) == 1 { return allows(Array(bytes.prefix(4))) }
        return allows(inet_pton(AF_INET6, remote, &bytes) == 1 ? bytes : [])
    }

    private func allows(_ bytes: [UInt8]) -> Bool {
        switch AddressRules.verdict(bytes, allowPrivate: ticket.request.allowPrivate) {
        case .allowed: return true
        case .privateOnly(let kind), .refused(let kind):
            forbidden = kind
            return false
        }
    }

    // MARK: What arrives

    private func takeHeader(_ bytes: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
        guard let bytes, !isAnswered else { return count }
        headerBytes += count
        guard headerBytes <= bounds.headerBytes else {
            return refuse(.tooLarge, "the headers have more than \(bounds.headerBytes) bytes")
        }
        let line = UnsafeRawBufferPointer(start: bytes, count: count)
        let text = line.filter { $0 != 0x0D && $0 != 0x0A }
        if text.isEmpty {
            if status >= 200 { answer() }
            headers = [:]
        } else if text.starts(with: Array("HTTP/".utf8)) {
            var code = 0
            cc_info_long(easy, CURLINFO_RESPONSE_CODE, &code)
            (status, headers) = (code, [:])
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
            let name = String(decoding: text[..<colon], as: UTF8.self).lowercased()
            let value = String(decoding: Self.trimmed(text[(colon + 1)...]), as: UTF8.self)
            headers[name] = headers[name].map { "\($0), \(value)" } ?? value
        }
        return count
    }

    private func answer() {
        isAnswered = true
        ticket.answer(
            .success(
                PeerResponse(status: status, headers: headers, body: ticket.pipe.stream())))
    }

    private func takeBody(_ bytes: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
        guard let bytes, count > 0 else { return count }
        guard count <= ticket.request.maximumBytes - bodyBytes else {
            return refuse(
                .tooLarge, "the answer has more than \(ticket.request.maximumBytes) bytes")
        }
        let chunk = Array(UnsafeRawBufferPointer(start: bytes, count: count))
        guard ticket.pipe.offer(chunk) else { return cc_pause_body() }
        bodyBytes += count
        return count
    }

    private func refuse(_ code: TransportError.Code, _ message: String) -> Int {
        refusal = TransportError(code, message)
        return 0
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let tail = bytes.drop(while: isBlank)
        let kept = tail.lastIndex { !isBlank($0) }.map { tail[...$0] }
        return kept ?? []
    }

    // MARK: The end

    func finish(_ result: CURLcode) {
        if result == CURLE_OK, isAnswered { return ticket.pipe.end(nil) }
        end(refusal ?? meaning(of: result))
    }

    /// To whoever waits: for the headers, or for more of the body.
    func end(_ error: TransportError) {
        ticket.pipe.end(error)
        ticket.answer(.failure(error))
    }

    private func meaning(of result: CURLcode) -> TransportError {
        switch result {
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT:
            return TransportError(.invalidURL, "the address is not one of a peer\(details)")
        case CURLE_COULDNT_RESOLVE_HOST:
            return TransportError(.unresolvable, "the name has no address\(details)")
        case CURLE_COULDNT_CONNECT, CURLE_ABORTED_BY_CALLBACK:
            if let forbidden, !hasSocket || result == CURLE_ABORTED_BY_CALLBACK {
                return TransportError(
                    .forbiddenAddress,
                    "the name leads to an address that is not allowed: \(forbidden.rawValue)")
            }
            return TransportError(.unreachable, "no connection\(details)")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_ENGINE_INITFAILED:
            return TransportError(.tls, "no trusted connection\(details)")
        case CURLE_OPERATION_TIMEDOUT: return timedOut()
        case CURLE_OK: return TransportError(.failed, "the answer has no status")
        default: return TransportError(.failed, "the connection broke off\(details)")
        }
    }

    private func timedOut() -> TransportError {
        let deadline = ticket.request.deadlineSeconds
        if microseconds(CURLINFO_TOTAL_TIME_T) >= curl_off_t(deadline) * 1_000_000 - 20_000 {
            return TransportError(.timedOut, "no whole answer within \(deadline) s")
        }
        if microseconds(CURLINFO_PRETRANSFER_TIME_T) == 0 {
            return TransportError(.timedOut, "no connection within \(bounds.connectSeconds) s")
        }
        return TransportError(
            .tooSlow,
            "fewer than \(bounds.slowBytesPerSecond) bytes a second came"
                + " for \(bounds.slowSeconds) s")
    }

    private func microseconds(_ info: CURLINFO) -> curl_off_t {
        var value: curl_off_t = 0
        cc_info_time(easy, info, &value)
        return value
    }

    /// libcurl's own words. They may quote the peer: printable ASCII only.
    private var details: String {
        let said = (0..<Int(CURL_ERROR_SIZE)).lazy.map { UInt8(bitPattern: self.errorText[$0]) }
            .prefix { $0 != 0 }
        let plain = said.filter { $0 >= 0x20 && $0 < 0x7F }
        return plain.isEmpty ? "" : ": \(String(decoding: Array(plain), as: UTF8.self))"
    }
}
