import SangamLog
import Testing

/// A receiver of the tests: what a store does around `LogExtension`, in memory.
struct HeldNode {
    /// One log as it is held.
    struct Log {
        /// Entries with the payloads that are held.
        var entries: [SectionEntry] = []
        var verified: SignedCheckpoint?
        var pending: SignedCheckpoint?
        var isFrozen = false

        var leaves: [Hash] { entries.map(\.entry.leaf) }

        /// The indexes of the payloads held.
        var payloads: [Int] { entries.indices.filter { entries[$0].payload != nil } }

        /// Drops every payload that is not of the current revision of a live record.
        mutating func dropPayloads(epoch: Int) {
            var fold = StateFold()
            for (index, item) in entries.enumerated() {
                fold.apply(item.entry, epoch: epoch, index: UInt64(index))
            }
            var current: Set<UInt64> = []
            for case .live(let revision) in fold.records.values { current.insert(revision.index) }
            for index in entries.indices where !current.contains(UInt64(index)) {
                entries[index] = SectionEntry(entry: entries[index].entry, payload: nil)
            }
        }
    }

    var chain: IdentityChain?
    var logs: [Origin: Log] = [:]

    init() {}

    /// Applies the cases that a fixture names as held, each with those that it names itself.
    init(after fixture: Fixture) throws {
        for path in fixture.all("held") {
            let earlier = try Fixture.load(path)
            let before = try HeldNode(after: earlier)
            if chain == nil { self = before }
            try receive(earlier.bytes, asked: nil)
        }
    }

    func replica(_ origin: Origin) -> Replica {
        let log = logs[origin] ?? Log()
        return Replica(
            chain: chain, tree: tree(log.leaves), verified: log.verified, pending: log.pending,
            isFrozen: log.isFrozen, hashes: .leaves(log.leaves),
            entry: { log.entries[Int($0)].entry.bytes })
    }

    /// Reads, checks and applies one section.
    @discardableResult
    mutating func receive(_ bytes: [UInt8], asked: Origin?) throws -> VerifiedExtension {
        let section = try SectionReader.read(bytes)
        var held = self
        if chain?.compare(with: section.chain) != .shorter { held.cut(by: section.chain) }
        let verified = try LogExtension.check(
            section, asked: asked, replica: held.replica(section.origin))
        held.apply(verified)
        self = held
        return verified
    }

    /// What a longer chain does to closed epochs: entries beyond the cut are void, and a log that
    /// has another root there begins again.
    private mutating func cut(by chain: IdentityChain) {
        for (origin, log) in logs where origin.node == chain.node {
            guard let closed = chain.closedHead(epoch: origin.epoch) else { continue }
            var entries = Array(log.entries.prefix(Int(closed.size)))
            if entries.count == Int(closed.size), root(entries.map(\.entry.leaf)) != closed.root {
                entries = []
            }
            logs[origin] = Log(entries: entries)
        }
    }

    private mutating func apply(_ verified: VerifiedExtension) {
        var log = logs[verified.origin] ?? Log()
        for (offset, item) in verified.repeated.enumerated() where item.payload != nil {
            log.entries[Int(verified.repeatedFrom) + offset] = item
        }
        log.entries += verified.entries
        log.dropPayloads(epoch: verified.origin.epoch)
        if case .checkpoint(let head) = verified.head, head.size >= log.verified?.size ?? 0 {
            log.verified = head
        }
        logs[verified.origin] = log
        chain = verified.chain
    }
}
