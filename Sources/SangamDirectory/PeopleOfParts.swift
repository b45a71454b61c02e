import SangamLog

/// How many people wholes and parts add to a sum in which nobody counts twice.
///
/// A union that says "2,000 members" means its chapters' members too: it adds only those that its
/// parts do not count, here 2,000 less the sum of its chapters, or none if that is more. So the sum
/// of all is the larger of both at each whole, as in `PartOfTree`.
struct PeopleOfParts {
    /// What each thing says: members, women, workers; nil where it does not say.
    var people: [RecordID: [Int?]] = [:]
    /// What each is part of, in the order in which it says so.
    var parents: [RecordID: [RecordID]] = [:]
    /// People of parts that are not in `people`, added up by what they are part of.
    var leaves: [RecordID: [Int]] = [:]

    /// What each thing of `people` adds.
    func added() -> [RecordID: [Int]] {
        let places = places()
        var below = leaves
        var added: [RecordID: [Int]] = [:]
        for place in places.reversed() {
            let own = (people[place.id] ?? []).map { max(0, $0 ?? 0) }
            let parts = below[place.id] ?? own.map { _ in 0 }
            added[place.id] = zip(own, parts).map { max(0, $0 - $1) }
            if let above = place.above {
                let whole = zip(own, parts).map { max($0, $1) }
                below[above] = below[above].map { Self.sum($0, whole) } ?? whole
            }
        }
        return added
    }

    static func sum(_ left: [Int], _ right: [Int]) -> [Int] {
        zip(left, right).map { TreeCounts.sum($0, $1) }
    }

    private struct Place {
        let id: RecordID
        let above: RecordID?
        let depth: Int
    }

    /// One place for each thing, wholes before their parts: under the deepest of its parents, else
    /// the first written. A link that closes a circle is left out. Without recursion, because a
    /// hostile chain may be deep.
    private func places() -> [Place] {
        var placed: [RecordID: Place] = [:]
        var isOpen: Set<RecordID> = []
        for start in people.keys.sorted() {
            var stack = [start]
            while let id = stack.last {
                guard placed[id] == nil else {
                    stack.removeLast()
                    continue
                }
                isOpen.insert(id)
                let above = (parents[id] ?? []).filter { people[$0] != nil && $0 != id }
                if let next = above.first(where: { placed[$0] == nil && !isOpen.contains($0) }) {
                    stack.append(next)
                    continue
                }
                var deepest: Place?
                for case let place? in above.map({ placed[$0] })
                where place.depth > deepest?.depth ?? -1 {
                    deepest = place
                }
                placed[id] = Place(
                    id: id, above: deepest?.id, depth: deepest.map { $0.depth + 1 } ?? 0)
                isOpen.remove(id)
                stack.removeLast()
            }
        }
        return placed.values.sorted {
            $0.depth == $1.depth ? $0.id < $1.id : $0.depth < $1.depth
        }
    }
}
