import Dispatch
import Glibc

/// Listens for signals as long as it lives.
final class Signals {
    private let sources: [any DispatchSourceSignal]

    /// `handler` hears each signal's number, on a queue of its own.
    init(_ numbers: [Int32], _ handler: @escaping @Sendable (Int32) -> Void) {
        let queue = DispatchQueue(label: "sangam.signals")
        sources = numbers.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { handler(number) }
            source.resume()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
    }

    /// For a command: ^C ends it at once. What the node acknowledged is safe, because it must be
    /// safe from a kill as well.
    static func endingAtInterrupt(_ output: Output) -> Signals {
        Signals([SIGINT]) { _ in
            output.endProgress()
            _exit(output.failure(.interrupted).rawValue)
        }
    }
}
