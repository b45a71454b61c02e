import Foundation
import SangamLog
import SangamStore

/// What became of one section of a file.
public struct BundleResult: Sendable, Hashable {
    /// The log; nil if the fault stands before the head.
    public var origin: Origin?
    public var from: UInt64?
    public var to: UInt64?
    /// `ok`, or why nothing of the section was taken: a reason of Protocol.md.
    public var result: String
    /// Entries that were new here.
    public var new: Int
    /// For a log that is not accepted here: what would accept it.
    public var hint: String?

    /// Whether the bytes prove nothing, rather than being out of place here.
    public var isInvalid: Bool
}

/// One file of sections being taken in, fed with its bytes as they come.
public actor BundleRun {
    private let node: Node
    private let now: Int64
    private var reader = BundleReader()
    private let inflater = Inflater(maximumBytes: 1 << 40)
    /// What is told of one file; one of more faults than this is no bundle.
    private static let resultsMost = 10_000
    private var results: [BundleResult] = []
    private var isBroken = false

    init(node: Node, now: Int64) {
        self.node = node
        self.now = now
    }

    /// Takes some more bytes of the file, gzipped or not.
    public func feed(_ bytes: [UInt8]) async throws(NodeError) {
        for piece in Inflater.pieces(bytes) where !isBroken {
            // A section that came out whole is taken, whatever is wrong with the rest.
            let (decoded, error) = inflater.decode(piece)
            try await take(decoded)
            if error != nil { noteBrokenGzip() }
        }
    }

    /// The end of the file. Returns: one result for each section, in the file's order.
    public func finish() async throws(NodeError) -> [BundleResult] {
        if !isBroken {
            var rest: [UInt8] = []
            do throws(GzipError) {
                rest = try inflater.finish()
            } catch {
                noteBrokenGzip()
            }
            try await take(rest)
        }
        for item in reader.finish() where !isBroken { try await take(item) }
        return results
    }

    private func noteBrokenGzip() {
        guard !isBroken else { return }
        isBroken = true
        results.append(
            BundleResult(
                result: Reason.gzip.rawValue, new: 0, isInvalid: true))
    }

    private func take(_ bytes: [UInt8]) async throws(NodeError) {
        for item in reader.take(bytes) where !isBroken { try await take(item) }
    }

    private func take(_ item: BundleReader.Item) async throws(NodeError) {
        guard results.count < Self.resultsMost else {
            isBroken = true
            results.append(BundleResult(result: "tooManySections", new: 0, isInvalid: true))
            return
        }
        switch item {
        case .fault(let fault):
            results.append(
                BundleResult(
                    origin: fault.origin, from: fault.from, to: fault.to,
                    result: fault.problem.reason.rawValue, new: 0, isInvalid: true))
        case .section(let section):
            let received = try await node.receive(
                section, asked: nil, via: nil, isCounted: false, now: now)
            results.append(Self.result(of: received, section))
        }
    }

    private static func result(of received: Received, _ section: Section) -> BundleResult {
        var result = BundleResult(
            origin: section.origin, from: section.from, to: section.to, result: "ok", new: 0,
            isInvalid: false)
        switch received {
        case .extended(let done):
            result.new = done.appended
        case .refused(let refusal):
            let reason = refusal.reason
            result.result = reason.rawValue
            switch refusal {
            case .invalid, .fork, .identityConflict: result.isInvalid = true
            case .policy(.notAccepted):
                result.hint = "sangam peers add --node \(section.origin.node)"
            default: break
            }
        }
        return result
    }
}

extension Node {
    /// Begins to take in a file of sections: the same checks as for what a peer sends.
    public func beginBundle(now: Int64) async throws(NodeError) -> BundleRun {
        do {
            try await refreshAcceptance(now: now)
        } catch { throw NodeError.wrapping(error) }
        return BundleRun(node: self, now: now)
    }

    /// Entries in one section of a file: what is lost at most when a file is cut.
    public static let bundleSectionEntries = 1_024

    /// One section of a log for a file, and where the next one begins: nil at the end.
    ///
    /// Throws: `unknown-log` if the log is not held here at a complete head.
    public func bundleSection(
        log logID: String, from: UInt64, entriesMax: Int = Node.bundleSectionEntries
    ) async throws(NodeError) -> (bytes: [UInt8], next: UInt64?) {
        switch try await range(
            log: logID, from: from, filter: PayloadFilter(), entriesMax: entriesMax)
        {
        case .section(let bytes):
            let section: Section
            do {
                section = try SectionReader.read(bytes)
            } catch {
                throw NodeError(code: "corrupt", message: "\(error)", category: .verification)
            }
            return (bytes, section.to < section.head.size ? section.to : nil)
        case .ahead(let size):
            throw NodeError(
                code: "from", message: "the log has only \(size) entries", category: .usage)
        case .notFound:
            throw NodeError(
                code: "unknown-log", message: "this log is not held here, or not complete yet",
                hint: "sangam status lists the logs that are", category: .usage)
        }
    }
}
