import SangamLog
import Testing

/// The laws of the state: it depends on the entries alone.
@Suite struct StateFoldTests {
    private let key: RecordKey

    init() throws { key = try TestLog.key(1) }

    private func put(_ number: Int, time: UInt64 = 5) -> Entry {
        .put(key, time: time, commitment: Hash.leaf(ascii("revision \(number)")))
    }

    private func revision(_ index: UInt64, _ number: Int, epoch: Int = 0) -> RecordState.Revision {
        RecordState.Revision(
            epoch: epoch, index: index, time: 5,
            commitment: Hash.leaf(ascii("revision \(number)")))
    }

    @Test func `the current revision is the last put, whatever its time says (B5)`() {
        var fold = StateFold()
        #expect(fold.apply(put(1), epoch: 0, index: 0) == .stored)
        #expect(fold.records[key] == .live(revision(0, 1)))
        #expect(fold.apply(put(2), epoch: 0, index: 1) == .superseded(revision(0, 1)))
        #expect(fold.apply(put(3, time: 0), epoch: 0, index: 2) == .superseded(revision(1, 2)))
        guard case .live(let last) = fold.records[key] else {
            Issue.record("the record is not live")
            return
        }
        #expect(last.index == 2 && last.time == 0)
    }

    @Test func `remove is final, in a later epoch too (P6)`() {
        var fold = StateFold()
        fold.apply(put(1), epoch: 0, index: 0)
        #expect(fold.apply(.remove(key, time: 9), epoch: 0, index: 1) == .removed(revision(0, 1)))
        let removed = RecordState.removed(epoch: 0, index: 1)
        #expect(fold.records[key] == removed)
        #expect(fold.apply(put(2), epoch: 0, index: 2) == .ignored)
        #expect(fold.apply(put(3), epoch: 1, index: 0) == .ignored)
        #expect(fold.apply(.remove(key, time: 9), epoch: 1, index: 1) == .ignored)
        #expect(fold.records[key] == removed && fold.ignoredCount == 3)
    }

    @Test func `removing an unknown id burns it (P6)`() throws {
        var fold = StateFold()
        #expect(fold.apply(.remove(key, time: 9), epoch: 0, index: 0) == .burned)
        #expect(fold.apply(put(1), epoch: 0, index: 1) == .ignored)
        #expect(fold.records[key] == .removed(epoch: 0, index: 0))
        // Another kind with the same id is another record.
        let other = try #require(RecordKey(kind: "event", id: key.id))
        let entry = Entry.put(other, time: 1, commitment: .emptyRoot)
        #expect(fold.apply(entry, epoch: 0, index: 2) == .stored)
    }

    @Test func `unknown operations are counted and change nothing (C22)`() throws {
        var fold = StateFold()
        fold.apply(put(1), epoch: 0, index: 0)
        let before = fold.records
        for text in ["advise x", "put", "put x/y 1", "remove \(key) 01", " ", "remove \(key) 5 x"] {
            let entry = try Entry(bytes: ascii(text))
            #expect(fold.apply(entry, epoch: 0, index: 1) == .unknown, "\(text)")
        }
        #expect(fold.records == before && fold.unknownCount == 6 && fold.ignoredCount == 0)
        let removed = RecordState.removed(epoch: 0, index: 1)
        let (state, outcome) = StateFold.step(removed, operation: .unknown, epoch: 1, index: 0)
        #expect(state == removed && outcome == .unknown)
    }

    @Test func `one rule for one record is the fold of all`() throws {
        var generator = SeededGenerator(seed: propertySeed)
        let log = try TestLog.mixed(300, using: &generator)
        var fold = StateFold()
        var apart: [RecordKey: RecordState] = [:]
        for (index, item) in log.enumerated() {
            let outcome = fold.apply(item.entry, epoch: 0, index: UInt64(index))
            let key: RecordKey
            switch item.entry.operation {
            case .put(let put, _, _): key = put
            case .remove(let removed, _): key = removed
            case .unknown:
                #expect(outcome == .unknown)
                continue
            }
            let (state, alone) = StateFold.step(
                apart[key], operation: item.entry.operation, epoch: 0, index: UInt64(index))
            apart[key] = state
            #expect(alone == outcome, "seed \(propertySeed), entry \(index)")
        }
        #expect(fold.records == apart)
        #expect(fold.ignoredCount > 0 && fold.unknownCount > 0)
    }

    @Test func `the order inside a log is all that counts, not that of other records`() throws {
        var generator = SeededGenerator(seed: propertySeed)
        let log = try TestLog.mixed(60, using: &generator)
        var whole = StateFold()
        for (index, item) in log.enumerated() {
            whole.apply(item.entry, epoch: 0, index: UInt64(index))
        }
        // Each record folded from its own entries alone, at their places, is the same.
        for (key, state) in whole.records {
            var alone = StateFold()
            for (index, item) in log.enumerated() where item.entry.names(key) {
                alone.apply(item.entry, epoch: 0, index: UInt64(index))
            }
            #expect(alone.records == [key: state], "seed \(propertySeed), \(key)")
        }
    }
}

extension Entry {
    fileprivate func names(_ key: RecordKey) -> Bool {
        switch operation {
        case .put(let put, _, _): put == key
        case .remove(let removed, _): removed == key
        case .unknown: false
        }
    }
}
