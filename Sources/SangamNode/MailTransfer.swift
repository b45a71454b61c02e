import CCurl
import Foundation
import SangamLog
import Synchronization

/// Hands one mail to a server by libcurl's SMTP, on a thread of its own.
///
/// What it never does: send anything unencrypted to another computer, trust a certificate that
/// cannot be checked, follow the environment to a proxy, speak anything but smtp and smtps.
struct MailTransfer: Sendable {
    /// How it ended.
    enum Outcome: Sendable, Equatable {
        case sent
        /// The server will not take this mail, with its reply code.
        case refused(Int)
        /// It may go better later. In words of ours: a server's own could quote the mail.
        case failed(String)
    }

    /// Units: seconds. A mail has a few kilobytes.
    static let deadlineSeconds = 60

    let server: MailServer
    let credentials: MailCredentials?
    let from: MailAddress
    let to: MailAddress
    let bytes: [UInt8]

    /// Returns when the server has taken the mail, or has not; at once when the task is cancelled.
    func run() async -> Outcome {
        let abort = Abort()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let thread = Thread { continuation.resume(returning: perform(abort)) }
                thread.name = "sangam-mail"
                thread.start()
            }
        } onCancel: {
            abort.isAsked.store(true, ordering: .relaxed)
        }
    }

    private final class Abort: Sendable {
        let isAsked = Atomic(false)
    }

    /// What libcurl's callbacks need; the transfer outlives them.
    private final class Upload {
        var rest: ArraySlice<UInt8>
        let abort: Abort

        init(_ bytes: [UInt8], _ abort: Abort) {
            rest = bytes[...]
            self.abort = abort
        }

        static func at(_ context: UnsafeMutableRawPointer?) -> Upload? {
            context.map { Unmanaged<Upload>.fromOpaque($0).takeUnretainedValue() }
        }

        func give(_ buffer: UnsafeMutablePointer<CChar>?, room: Int) -> Int {
            guard let buffer else { return 0 }
            let piece = rest.prefix(room)
            UnsafeMutableRawBufferPointer(start: buffer, count: room).copyBytes(from: piece)
            rest = rest.dropFirst(piece.count)
            return piece.count
        }
    }

    private func perform(_ abort: Abort) -> Outcome {
        guard CurlLoop.isReady, let easy = curl_easy_init() else {
            return .failed("libcurl cannot be started")
        }
        defer { curl_easy_cleanup(easy) }
        guard let recipients = curl_slist_append(nil, to.text) else {
            return .failed("libcurl has no memory")
        }
        defer { curl_slist_free_all(recipients) }
        let upload = Upload(bytes, abort)
        let context = Unmanaged.passUnretained(upload).toOpaque()
        return withExtendedLifetime(upload) {
            guard setUp(easy), setCallbacks(easy, context),
                cc_set_recipients(easy, recipients) == CURLE_OK
            else { return .failed("libcurl refused an option") }
            let result = curl_easy_perform(easy)
            return Self.meaning(of: result, easy)
        }
    }

    private func setUp(_ easy: UnsafeMutableRawPointer) -> Bool {
        // Nothing of what is said to this computer itself leaves it: a relay there need not
        // encrypt, and if it does, its certificate may be one that it made for itself.
        let encryption = server.isLoopback ? CURLUSESSL_TRY : CURLUSESSL_ALL
        let isChecked = server.isLoopback ? 0 : 1
        var results = [
            // The path is how we greet: with the name of our mail, not of this computer.
            cc_set_string(easy, CURLOPT_URL, "\(server.url)/\(from.host)"),
            cc_set_string(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            cc_set_string(easy, CURLOPT_PROXY, ""),
            cc_set_long(easy, CURLOPT_USE_SSL, Int(encryption.rawValue)),
            cc_set_long(easy, CURLOPT_SSL_VERIFYPEER, isChecked),
            cc_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2 * isChecked),
            cc_set_long(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2),
            cc_set_long(easy, CURLOPT_NOSIGNAL, 1),
            cc_set_long(easy, CURLOPT_QUICK_EXIT, 1),
            cc_set_long(easy, CURLOPT_CONNECTTIMEOUT, Limits.connectSecondsMax),
            cc_set_long(easy, CURLOPT_TIMEOUT, Self.deadlineSeconds),
            cc_set_string(easy, CURLOPT_MAIL_FROM, from.text),
            cc_set_long(easy, CURLOPT_UPLOAD, 1),
        ]
        if let credentials {
            results.append(cc_set_long(easy, CURLOPT_SASL_IR, 1))
            results.append(cc_set_string(easy, CURLOPT_USERNAME, credentials.user))
            results.append(cc_set_string(easy, CURLOPT_PASSWORD, credentials.password))
        }
        return results.allSatisfy { $0 == CURLE_OK }
    }

    private func setCallbacks(
        _ easy: UnsafeMutableRawPointer, _ context: UnsafeMutableRawPointer
    ) -> Bool {
        [
            cc_set_pointer(easy, CURLOPT_READDATA, context),
            cc_set_pointer(easy, CURLOPT_XFERINFODATA, context),
            cc_set_long(easy, CURLOPT_NOPROGRESS, 0),
            cc_set_upload_callback(easy) { buffer, size, count, context in
                Upload.at(context)?.give(buffer, room: size * count) ?? 0
            },
            cc_set_progress_callback(easy) { context, _, _, _, _ in
                Upload.at(context)?.abort.isAsked.load(ordering: .relaxed) == false ? 0 : 1
            },
            // What a server says is not kept.
            cc_set_body_callback(easy) { _, size, count, _ in size * count },
        ].allSatisfy { $0 == CURLE_OK }
    }

    private static func meaning(
        of result: CURLcode, _ easy: UnsafeMutableRawPointer
    ) -> Outcome {
        if result == CURLE_OK { return .sent }
        var code = 0
        cc_info_long(easy, CURLINFO_RESPONSE_CODE, &code)
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST: return .failed("the mail server's name has no address")
        case CURLE_COULDNT_CONNECT: return .failed("no connection to the mail server")
        case CURLE_OPERATION_TIMEDOUT: return .failed("the mail server did not answer in time")
        case CURLE_ABORTED_BY_CALLBACK: return .failed("the node is stopping")
        case CURLE_LOGIN_DENIED: return .failed("the mail server refused our name or password")
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CIPHER:
            return .failed("no trusted encrypted connection to the mail server")
        default:
            if (500...599).contains(code) { return .refused(code) }
            return .failed(
                code > 0 ? "the mail server answered \(code)" : "the connection broke off")
        }
    }
}
