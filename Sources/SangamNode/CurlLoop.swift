import CCurl
import Glibc

/// What runs on libcurl's thread: takes orders, lets libcurl work, sleeps until something happens.
/// Nothing here is touched by another thread.
final class CurlLoop {
    static let stopped = TransportError(.cancelled, "the transport was stopped")

    /// libcurl wants this once in a process, before any other call.
    static let isReady = cc_global_begin() == CURLE_OK

    private let mailbox: CurlMailbox
    private let bounds: CurlTransport.Bounds
    private let userAgent: String
    private var transfers: [UInt64: CurlTransfer] = [:]

    init(mailbox: CurlMailbox, bounds: CurlTransport.Bounds, userAgent: String) {
        self.mailbox = mailbox
        self.bounds = bounds
        self.userAgent = userAgent
    }

    func run() {
        Self.blockBrokenPipes()
        guard Self.isReady, let multi = curl_multi_init() else {
            return refuseAll(TransportError(.failed, "libcurl cannot be started"))
        }
        cc_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, bounds.connectionsPerHost)
        cc_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 64)
        mailbox.open(multi)
        var failure = Self.stopped
        while obey(mailbox.take(), multi) {
            var running: Int32 = 0
            let performed = curl_multi_perform(multi, &running)
            finish(multi)
            let slept = curl_multi_poll(multi, nil, 0, 1000, nil)
            guard performed == CURLM_OK, slept == CURLM_OK else {
                failure = TransportError(.failed, "libcurl stopped working")
                break
            }
        }
        refuseAll(failure)
        for transfer in transfers.values {
            curl_multi_remove_handle(multi, transfer.easy)
            transfer.end(failure)
        }
        transfers = [:]
        curl_multi_cleanup(multi)
    }

    /// False when the loop is to end.
    private func obey(_ orders: [CurlMailbox.Order], _ multi: UnsafeMutableRawPointer) -> Bool {
        for (index, order) in orders.enumerated() {
            switch order {
            case .start(let ticket): start(ticket, multi)
            case .resume(let id):
                if let transfer = transfers[id] { curl_easy_pause(transfer.easy, CURLPAUSE_CONT) }
            case .cancel(let id):
                guard let transfer = transfers.removeValue(forKey: id) else { continue }
                curl_multi_remove_handle(multi, transfer.easy)
                transfer.end(TransportError(.cancelled, "the request was cancelled"))
            case .stop:
                refuse(orders[(index + 1)...], Self.stopped)
                return false
            }
        }
        return true
    }

    private func start(_ ticket: CurlTicket, _ multi: UnsafeMutableRawPointer) {
        guard !ticket.isCancelled else {
            return ticket.answer(
                .failure(TransportError(.cancelled, "the request was cancelled")))
        }
        guard transfers.count < bounds.transfers else {
            return ticket.answer(
                .failure(
                    TransportError(.failed, "\(bounds.transfers) requests are under way already")))
        }
        do throws(TransportError) {
            let transfer = try CurlTransfer(ticket: ticket, bounds: bounds, userAgent: userAgent)
            guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
                throw TransportError(.failed, "libcurl refused the request")
            }
            transfers[ticket.id] = transfer
        } catch {
            ticket.answer(.failure(error))
        }
    }

    private func finish(_ multi: UnsafeMutableRawPointer) {
        var result = CURLE_OK
        while let easy = cc_multi_finished(multi, &result) {
            var context: UnsafeMutableRawPointer?
            cc_info_context(easy, &context)
            guard let context else { continue }
            let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
            transfers[transfer.ticket.id] = nil
            curl_multi_remove_handle(multi, easy)
            transfer.finish(result)
        }
    }

    private func refuseAll(_ error: TransportError) {
        refuse(mailbox.close()[...], error)
    }

    private func refuse(_ orders: ArraySlice<CurlMailbox.Order>, _ error: TransportError) {
        for case .start(let ticket) in orders { ticket.answer(.failure(error)) }
    }

    /// A peer that closes while OpenSSL writes would end the process by SIGPIPE; blocked on this
    /// thread, the write fails instead.
    private static func blockBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
