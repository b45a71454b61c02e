import SangamDirectory
import SangamLog
import Testing

/// A union of chapters: who is part of what, and the figures of each.
private struct Land {
    var members: [TreeMember] = []
    var agreed: Set<PartOfLink> = []

    mutating func add(
        _ id: RecordID, _ name: String, in parents: [RecordID], _ more: String = "",
        cluster: RecordID? = nil
    ) throws {
        let above = parents.map { "\"\($0)\"" }.joined(separator: ",")
        let record = try Graph.organisation(
            name, "\"partOf\":[\(above)]" + (more.isEmpty ? "" : ",\(more)"))
        members.append(TreeMember(id: id, record: record, name: name, cluster: cluster))
    }

    func tree(from root: RecordID) throws -> PartOfTree {
        let start = try #require(members.first { $0.id == root })
        return PartOfTree.grow(
            from: start,
            children: { parents in
                members.filter { !Set($0.parents).isDisjoint(with: parents) }
            },
            agreed: { links in agreed.intersection(links) })
    }
}

@Suite struct PartOfTreeTests {
    @Test func `41 chapters in 12 towns in 4 provinces add up, and each counts once`() throws {
        var land = Land()
        let union = try Graph.id(0)
        try land.add(union, "Union", in: [])
        var chapters = 0
        for province in 0..<4 {
            let provinceID = try Graph.id(100 + province)
            try land.add(provinceID, "Province \(province)", in: [union])
            for town in 0..<3 {
                let townID = try Graph.id(200 + province * 3 + town)
                try land.add(townID, "Town \(province) \(town)", in: [provinceID, union])
                for _ in 0..<4 where chapters < 41 {
                    try land.add(
                        try Graph.id(1_000 + chapters), "Ward \(chapters)",
                        // Some name all that they are part of, some only the town.
                        in: chapters % 2 == 0 ? [townID, provinceID, union] : [townID],
                        #""size":{"members":\#(20 + chapters),"women":11,"workers":2}"#)
                    chapters += 1
                }
            }
        }
        let tree = try land.tree(from: union)
        #expect(tree.rows.count == 1 + 4 + 12 + 41)
        #expect(tree.total.organisations == 58)
        #expect(tree.total.members == 41 * 20 + 820)
        #expect(tree.total.women == 451)
        #expect(tree.total.workers == 82)
        #expect(tree.rows.map(\.depth).max() == 3)
        #expect(tree.rows.first?.children == 4)
        #expect(tree.below.count == 58)
        #expect(tree.circles.isEmpty && !tree.isCut)
        let province = try #require(tree.rows.first { $0.member.name == "Province 3" })
        // The last province has 5 chapters: 36 to 40.
        #expect(province.total.members == 5 * 20 + 36 + 37 + 38 + 39 + 40)
        let names = tree.rows.filter { $0.depth == 3 }.map(\.member.name)
        #expect(names.prefix(4) == ["Ward 0", "Ward 1", "Ward 2", "Ward 3"])
        #expect(names.suffix(2) == ["Ward 39", "Ward 40"])
        let town = try land.tree(from: try Graph.id(210))
        #expect(town.total.organisations == 2)
    }

    @Test func `circles are refused and told`() throws {
        let (a, b, c) = (try Graph.id(1), try Graph.id(2), try Graph.id(3))
        var land = Land()
        try land.add(a, "A", in: [c, a])
        try land.add(b, "B", in: [a])
        try land.add(c, "C", in: [b])
        let tree = try land.tree(from: a)
        #expect(tree.rows.map(\.member.name) == ["A", "B", "C"])
        #expect(
            Set(tree.circles) == [PartOfLink(parent: c, child: a), PartOfLink(parent: a, child: a)])
        // Two that name each other, both under the root.
        var pair = Land()
        try pair.add(a, "A", in: [])
        try pair.add(b, "B", in: [c, a])
        try pair.add(c, "C", in: [b, a])
        let other = try pair.tree(from: a)
        #expect(other.rows.count == 3)
        #expect(other.circles.count == 1)
        #expect(other.total.organisations == 3)
    }

    @Test func `eight levels are shown, and that there are more is told`() throws {
        var land = Land()
        for level in 0..<12 {
            try land.add(
                try Graph.id(level), "L\(level)", in: level == 0 ? [] : [try Graph.id(level - 1)])
        }
        let tree = try land.tree(from: try Graph.id(0))
        #expect(tree.rows.map(\.depth) == Array(0...8))
        #expect(tree.isCut)
    }

    @Test func `C8 another network's record counts only if the parent's network agrees`() throws {
        let union = try Graph.id(1, of: 1)
        let (stranger, member, named) = (
            try Graph.id(2, of: 2), try Graph.id(3, of: 2), try Graph.id(4, of: 2)
        )
        var land = Land()
        try land.add(
            union, "Union", in: [], #""related":[{"rel":"has-part","record":"\#(named)"}]"#)
        for (id, name) in [(stranger, "Stranger"), (member, "Member"), (named, "Named")] {
            try land.add(id, name, in: [union], #""size":{"members":10}"#)
        }
        try land.add(try Graph.id(5, of: 2), "Below the stranger", in: [stranger])
        land.agreed = [PartOfLink(parent: union, child: member)]
        let tree = try land.tree(from: union)
        #expect(tree.rows.map(\.member.name) == ["Union", "Member", "Named"])
        #expect(tree.rows.first?.claims.map(\.name) == ["Stranger"])
        #expect(tree.rows.first?.claimCount == 1)
        #expect(tree.total.members == 20)
        #expect(!tree.below.contains(stranger))
    }

    @Test func `a whole that says its own number is not added to its parts`() throws {
        var land = Land()
        let union = try Graph.id(0)
        try land.add(union, "Union", in: [], #""size":{"members":2000}"#)
        try land.add(try Graph.id(1), "One", in: [union], #""size":{"members":40}"#)
        try land.add(try Graph.id(2), "Two", in: [union], #""size":{"members":50}"#)
        #expect(try land.tree(from: union).total.members == 2_000)
    }

    @Test func `one thing that two networks list counts once`() throws {
        var land = Land()
        let union = try Graph.id(0)
        let (one, other) = (try Graph.id(1), try Graph.id(2))
        try land.add(union, "Union", in: [])
        try land.add(one, "One", in: [union], #""size":{"members":40}"#, cluster: one)
        try land.add(other, "One again", in: [union], #""size":{"members":40}"#, cluster: one)
        let tree = try land.tree(from: union)
        #expect(tree.total.members == 40)
        #expect(tree.total.organisations == 2)
        #expect(tree.rows.count == 3)
    }

    @Test func `P5 a hostile tangle ends, counts everybody once and does not overflow`() throws {
        var land = Land()
        let root = try Graph.id(0)
        let ids = try (0..<150).map { try Graph.id($0) }
        try land.add(root, "Root", in: Array(ids.suffix(30)))
        for place in 1..<150 {
            let parents = (1...30).map { ids[(place * 7 + $0 * 13) % 150] } + [root]
            try land.add(
                ids[place], "N\(place)", in: parents,
                #""size":{"members":9000000000000000000}"#)
        }
        let tree = try land.tree(from: root)
        #expect(tree.below.count == 150)
        #expect(tree.total.organisations == 150)
        #expect(tree.total.members == Int.max)
        #expect(tree.rows.allSatisfy { $0.depth <= PartOfTree.maximumDepth })
        #expect(Set(tree.rows.map(\.member.id)).count == tree.rows.count)
    }
}
