import Dispatch
import SangamDirectory
import SangamLog
import Synchronization

/// The payloads of a section, prepared on all processors a little ahead of the one writer that
/// takes them, so that neither waits long for the other and few of them are held at a time.
///
/// It can begin before the section is checked, while the one before it is still written: what is
/// prepared is taken only for the very entries that were checked.
public final class PayloadPreparation: Sendable {
    private struct State {
        var prepared: [Int: [PreparedPayload?]] = [:]
        /// The part that the writer is in.
        var current: (part: Int, rows: [PreparedPayload?]) = (-1, [])
        var isClaimed = false
    }

    /// Units: entries.
    private static let partSize = 128
    /// So many parts are prepared ahead. Units: parts.
    private static let partsAhead = 20

    private let items: [SectionEntry]
    private let home: NodeID
    private let groups: [DispatchGroup]
    private let state = Mutex(State())

    /// Begins to prepare what a section brings.
    public convenience init(_ section: Section) {
        self.init(section.entries, home: section.origin.node)
    }

    /// - Parameter home: whose entries these are.
    init(_ items: [SectionEntry], home: NodeID) {
        self.items = items
        self.home = home
        let parts = (items.count + Self.partSize - 1) / Self.partSize
        groups = (0..<parts).map { _ in DispatchGroup() }
        if parts <= 1 {
            // Few are done sooner than another thread is woken.
            let rows = items.map { prepare($0) }
            state.withLock { $0.prepared[0] = rows }
        } else {
            for part in 0..<min(parts, Self.partsAhead) { begin(part) }
        }
    }

    /// Takes it for these entries, if it is of them: true once, because each is taken once.
    func claim(for items: [SectionEntry], home: NodeID) -> Bool {
        guard self.home == home, self.items == items else { return false }
        return state.withLock { state in
            defer { state.isClaimed = true }
            return !state.isClaimed
        }
    }

    /// The payload of an entry by its place in the section; nil if it has none. Each is asked for
    /// once, in rising order.
    func take(_ offset: Int) -> PreparedPayload? {
        let (part, place) = offset.quotientAndRemainder(dividingBy: Self.partSize)
        return rows(of: part)[place]
    }

    private func rows(of part: Int) -> [PreparedPayload?] {
        let current = state.withLock { $0.current }
        if current.part == part { return current.rows }
        precondition(part == current.part + 1, "payloads are taken in the order of their entries")
        groups[part].wait()
        if part + Self.partsAhead < groups.count { begin(part + Self.partsAhead) }
        return state.withLock { state in
            let rows = state.prepared.removeValue(forKey: part) ?? []
            state.current = (part, rows)
            return rows
        }
    }

    private func begin(_ part: Int) {
        let group = groups[part]
        group.enter()
        DispatchQueue.global().async { [self] in
            let end = min((part + 1) * Self.partSize, items.count)
            let rows = items[(part * Self.partSize)..<end].map { prepare($0) }
            state.withLock { $0.prepared[part] = rows }
            group.leave()
        }
    }

    private func prepare(_ item: SectionEntry) -> PreparedPayload? {
        guard let payload = item.payload, case .put(let key, _, _) = item.entry.operation else {
            return nil
        }
        return PreparedPayload(payload, id: RecordID(node: home, key: key))
    }
}
