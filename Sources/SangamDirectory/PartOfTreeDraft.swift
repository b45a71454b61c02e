import SangamLog

/// A tree while it grows: what was reached, and who says what about whom.
struct PartOfTreeDraft {
    /// The records whose parts are asked for next.
    private(set) var level: [RecordID]

    private let root: RecordID
    private var members: [RecordID: TreeMember] = [:]
    /// The reached records in the order in which they were reached.
    private var order: [RecordID]
    private var depths: [RecordID: Int]
    /// Of each record the parents that count, in the order in which it names them.
    private var parents: [RecordID: [RecordID]] = [:]
    private var claims: [RecordID: [RecordID: TreeMember]] = [:]
    private var circles: Set<PartOfLink> = []
    private var isCut = false

    init(root: TreeMember) {
        self.root = root.id
        level = [root.id]
        order = [root.id]
        depths = [root.id: 0]
        members[root.id] = root
    }

    /// The links from `found` to the level that was asked for.
    mutating func links(of found: [TreeMember]) -> [PartOfLink] {
        let asked = Set(level)
        var links: Set<PartOfLink> = []
        for member in found.prefix(PartOfTree.maximumRecords * 2) {
            for parent in member.parents where asked.contains(parent) {
                let link = PartOfLink(parent: parent, child: member.id)
                if member.id == root || parent == member.id {
                    circles.insert(link)
                } else {
                    links.insert(link)
                    if members[member.id] == nil { members[member.id] = member }
                }
            }
        }
        return links.sorted()
    }

    /// Whether only the log of the parent's network can say that a link counts.
    func mustAsk(_ link: PartOfLink) -> Bool {
        link.crosses && members[link.parent]?.named.contains(link.child) != true
    }

    mutating func take(_ links: [PartOfLink], agreed: Set<PartOfLink>) {
        var next: [RecordID] = []
        let depth = (level.first.flatMap { depths[$0] } ?? 0) + 1
        for link in links {
            if mustAsk(link), !agreed.contains(link) {
                claims[link.parent, default: [:]][link.child] = members[link.child]
                continue
            }
            if depths[link.child] == nil {
                guard order.count < PartOfTree.maximumRecords else {
                    isCut = true
                    continue
                }
                depths[link.child] = depth
                order.append(link.child)
                next.append(link.child)
            }
            parents[link.child, default: []].append(link.parent)
        }
        level = next
    }

    /// Records below the deepest level: not looked at, but told.
    mutating func noteDeeper(_ found: [TreeMember]) {
        if found.contains(where: { depths[$0.id] == nil }) { isCut = true }
        _ = links(of: found.filter { depths[$0.id] != nil })
    }

    mutating func finish() -> PartOfTree {
        let above = places()
        var children: [RecordID: [TreeMember]] = [:]
        for id in order.dropFirst() {
            guard let parent = above[id], let member = members[id] else { continue }
            children[parent, default: []].append(member)
        }
        for id in children.keys { children[id]?.sort(by: TreeMember.isBefore) }
        let walk = walk(children)
        let rows = rows(walk, above, children)
        return PartOfTree(
            rows: rows, below: Set(walk.map(\.id)), circles: circles.sorted(),
            isCut: isCut || rows.contains { $0.isCut })
    }

    // MARK: - One place each

    /// The parent under which each record stands.
    ///
    /// At first everybody stands where the search found them, which has no circles and is at most
    /// 8 deep. Then each moves under the deepest of its parents, unless that is below itself.
    private mutating func places() -> [RecordID: RecordID] {
        var above: [RecordID: RecordID] = [:]
        for id in order.dropFirst() {
            above[id] = parents[id]?.min { (depths[$0] ?? 0) < (depths[$1] ?? 0) }
        }
        for id in order.dropFirst() {
            guard let candidates = parents[id], candidates.count > 1,
                let written = members[id]?.parents
            else { continue }
            let ranked = written.enumerated()
                .filter { candidates.contains($0.element) }
                .sorted {
                    let (one, other) = (depths[$0.element] ?? 0, depths[$1.element] ?? 0)
                    return one == other ? $0.offset < $1.offset : one > other
                }
            for candidate in ranked.map(\.element) {
                switch Self.steps(from: candidate, above, notThrough: id) {
                case .circle: circles.insert(PartOfLink(parent: candidate, child: id))
                case .tooFar: continue
                case .fits:
                    above[id] = candidate
                }
                if above[id] == candidate { break }
            }
        }
        return above
    }

    private enum Walk { case fits, circle, tooFar }

    /// Goes up from a record: to the root, through `id`, or too far to fit on the page.
    private static func steps(
        from start: RecordID, _ above: [RecordID: RecordID], notThrough id: RecordID
    ) -> Walk {
        var place = start
        for step in 0..<64 {
            if place == id { return .circle }
            guard let next = above[place] else {
                return step < PartOfTree.maximumDepth ? .fits : .tooFar
            }
            place = next
        }
        return .tooFar
    }

    // MARK: - Rows

    /// Everybody in the order of the page, without recursion: a hostile tree may be deep.
    private func walk(_ children: [RecordID: [TreeMember]]) -> [(id: RecordID, depth: Int)] {
        var walk: [(id: RecordID, depth: Int)] = []
        var open: [(id: RecordID, depth: Int)] = [(root, 0)]
        while let next = open.popLast() {
            walk.append(next)
            for child in (children[next.id] ?? []).reversed() {
                open.append((child.id, next.depth + 1))
            }
        }
        return walk
    }

    private func rows(
        _ walk: [(id: RecordID, depth: Int)], _ above: [RecordID: RecordID],
        _ children: [RecordID: [TreeMember]]
    ) -> [PartOfTree.Row] {
        var own: [RecordID: TreeCounts] = [:]
        var counted: Set<RecordID> = []
        for (id, _) in walk {
            guard let member = members[id] else { continue }
            let isFirst = counted.insert(member.cluster ?? id).inserted
            own[id] = isFirst ? member.counts : TreeCounts()
        }
        var below: [RecordID: TreeCounts] = [:]
        var total: [RecordID: TreeCounts] = [:]
        for (id, _) in walk.reversed() {
            let whole = TreeCounts.whole(
                own: own[id] ?? TreeCounts(), below: below[id] ?? TreeCounts())
            total[id] = whole
            if let parent = above[id] { below[parent, default: TreeCounts()] += whole }
        }
        return walk.compactMap { id, depth in
            guard depth <= PartOfTree.maximumDepth, let member = members[id] else { return nil }
            let parts = children[id]?.count ?? 0
            let others = Set(parents[id] ?? []).subtracting([above[id]].compactMap { $0 })
            return PartOfTree.Row(
                member: member, depth: depth, own: own[id] ?? TreeCounts(),
                total: total[id] ?? TreeCounts(), children: parts,
                isCut: depth == PartOfTree.maximumDepth && parts > 0,
                alsoUnder:
                    others
                    .filter { !circles.contains(PartOfLink(parent: $0, child: id)) }.sorted(),
                claims: Array(
                    (claims[id] ?? [:]).values.sorted(by: TreeMember.isBefore)
                        .prefix(PartOfTree.maximumClaims)),
                claimCount: claims[id]?.count ?? 0)
        }
    }
}
