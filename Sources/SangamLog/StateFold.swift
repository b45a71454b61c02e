/// Where a record stands after the entries so far.
public enum RecordState: Hashable, Sendable {
    /// Its current revision is this `put`, whether or not the payload is here.
    case live(Revision)
    /// Removed for good by the entry at this place.
    case removed(epoch: Int, index: UInt64)

    /// The place of a `put` and what it says.
    public struct Revision: Hashable, Sendable {
        public let epoch: Int
        public let index: UInt64
        /// Advisory. Units: Unix seconds.
        public let time: UInt64
        public let commitment: Hash

        public init(epoch: Int, index: UInt64, time: UInt64, commitment: Hash) {
            self.epoch = epoch
            self.index = index
            self.time = time
            self.commitment = commitment
        }
    }
}

/// What one entry did to the state.
public enum EntryOutcome: Hashable, Sendable {
    /// A record appeared.
    case stored
    /// A newer revision took the place of the one given.
    case superseded(RecordState.Revision)
    /// A live record was removed; the revision given was its last.
    case removed(RecordState.Revision)
    /// An id that was never put was removed: it can never be used.
    case burned
    /// The record was removed before: counted and ignored.
    case ignored
    /// An operation of a later version: counted and ignored.
    case unknown
}

/// The state of the world according to one node: a fold over its entries, epoch by epoch.
///
/// State depends on entries alone, so that all replicas agree.
/// Source: Protocol.md, "State".
public struct StateFold: Hashable, Sendable {
    public private(set) var records: [RecordKey: RecordState] = [:]
    /// Units: entries.
    public private(set) var ignoredCount = 0
    /// Units: entries.
    public private(set) var unknownCount = 0

    public init() {}

    /// Applies the next entry. Entries come in the order of epochs and indexes.
    @discardableResult
    public mutating func apply(_ entry: Entry, epoch: Int, index: UInt64) -> EntryOutcome {
        let key: RecordKey
        switch entry.operation {
        case .put(let put, _, _): key = put
        case .remove(let removed, _): key = removed
        case .unknown:
            unknownCount += 1
            return .unknown
        }
        let (state, outcome) = StateFold.step(
            records[key], operation: entry.operation, epoch: epoch, index: index)
        records[key] = state
        if outcome == .ignored { ignoredCount += 1 }
        return outcome
    }

    /// The one rule of the fold: the state of one record before and after an entry that names it.
    public static func step(
        _ state: RecordState?, operation: Entry.Operation, epoch: Int, index: UInt64
    ) -> (RecordState?, EntryOutcome) {
        if case .removed = state { return (state, operation == .unknown ? .unknown : .ignored) }
        switch operation {
        case .unknown:
            return (state, .unknown)
        case .put(_, let time, let commitment):
            let revision = RecordState.Revision(
                epoch: epoch, index: index, time: time, commitment: commitment)
            if case .live(let old) = state { return (.live(revision), .superseded(old)) }
            return (.live(revision), .stored)
        case .remove:
            let removed = RecordState.removed(epoch: epoch, index: index)
            if case .live(let old) = state { return (removed, .removed(old)) }
            return (removed, .burned)
        }
    }
}
