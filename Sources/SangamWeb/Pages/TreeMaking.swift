import SangamDirectory
import SangamLog
import SangamStore

/// Fills the page of a tree: what is part of a record, with counts rolled up.
struct TreeMaking {
    let context: PageContext
    let tree: PartOfTree
    let root: RecordSummary
    let lineage: [RecordSummary]

    /// What the records of the tree are called.
    private let names: [RecordID: String]

    init(context: PageContext, tree: PartOfTree, root: RecordSummary, lineage: [RecordSummary]) {
        self.context = context
        self.tree = tree
        self.root = root
        self.lineage = lineage
        names = Dictionary(tree.rows.map { ($0.member.id, $0.member.name) }) { first, _ in first }
    }

    private var catalogue: Catalogue { context.catalogue }

    func page() -> TreePage {
        let heading = context.name(of: root.record, root.id.key)
        let branches = branches()
        let crumbs = lineage.reversed().map { summary in
            NamedLink(
                namedText: context.name(of: summary.record, summary.id.key),
                namedPath: context.path("/tree/\(summary.id)"))
        }
        var notices: [ListingPage.Notice] = []
        if tree.isCut || tree.rows.contains(where: \.isCut) {
            notices.append(notice("treeCut"))
        }
        if !tree.circles.isEmpty { notices.append(circle()) }
        if tree.rows.contains(where: { $0.claimCount > 0 }) {
            notices.append(notice("treeClaimsHint", isWarning: false))
        }
        let total = count(tree.total)
        return TreePage(
            frame: context.frame(context.text("treeTitle", ["name": heading.text])),
            heading: heading, headingPath: context.path(of: root.id), crumbs: crumbs,
            hasCrumbs: !crumbs.isEmpty, totalText: total.isEmpty ? catalogue.listings(0) : total,
            rows: rows(),
            belowPath: belowPath(root.id), branches: branches, isEmpty: branches.isEmpty,
            notices: notices,
            exports: [
                ExportLink(
                    exportText: context.text("exportCSV"),
                    exportPath: below(root.id).file(".csv")),
                ExportLink(
                    exportText: context.text("figuresOfThis"),
                    exportPath: ViewAddress(
                        context.path("/figures"), items: [("below", root.id.description)]
                    ).text),
            ])
    }

    /// Who says to be part of whom and of itself by that.
    private func circle() -> ListingPage.Notice {
        var seen: Set<RecordID> = []
        let members = tree.circles.flatMap { [$0.parent, $0.child] }
            .filter { seen.insert($0).inserted }
        let names = members.prefix(WebLimits.relatedMax).compactMap { self.names[$0] }
        return ListingPage.Notice(
            noticeText: context.text("treeCircle", ["names": catalogue.list(names)]),
            noticeIsWarning: true)
    }

    private func notice(_ key: String, isWarning: Bool = true) -> ListingPage.Notice {
        ListingPage.Notice(noticeText: context.text(key), noticeIsWarning: isWarning)
    }

    private func below(_ id: RecordID) -> ViewAddress {
        ViewAddress(context.path("/search"), items: [("below", id.description)])
    }

    private func belowPath(_ id: RecordID) -> String { below(id).text }

    /// `12 listings · 340 members`: what the filter *below here* finds, so not the record itself.
    private func count(_ counts: TreeCounts) -> String {
        var parts: [String] = []
        if counts.listings > 1 { parts.append(catalogue.listings(counts.listings - 1)) }
        if counts.members > 0 { parts.append(catalogue.text("sizeMembers", count: counts.members)) }
        return parts.joined(separator: " · ")
    }

    /// The figures of everything below the root, which is not a part of itself. Of people they are
    /// those of the whole, because a union may count them where its chapters do not.
    private var below: TreeCounts {
        var counts = tree.total
        counts.organisations -= tree.rows.first?.own.organisations ?? 0
        return counts
    }

    /// How many there are on each level (4 provinces, 12 towns, 41 chapters), then the sums.
    private func rows() -> [FieldRow] {
        let below = below
        var levels: [Int: Int] = [:]
        for row in tree.rows.dropFirst() { levels[row.depth, default: 0] += 1 }
        let parts = levels.sorted { $0.key < $1.key }.map { level, count in
            (context.text("treeLevel", ["number": catalogue.grouped(level)]), count)
        }
        let sums = [
            ("figureOrganisations", below.organisations), ("figureMembers", below.members),
            ("figureWomen", below.women), ("figureWorkers", below.workers),
        ].filter { $0.1 > 0 }.map { (context.text($0.0), $0.1) }
        return (parts + sums).map { label, number in
            FieldRow(label: label, values: [FieldValue(catalogue.grouped(number))])
        }
    }

    /// The rows of the tree stand one after another, each before what is below it.
    private func branches() -> [TreeBranch] {
        var place = 1
        return parts(&place, depth: 1) + claims(of: tree.rows.first)
    }

    private func parts(_ place: inout Int, depth: Int) -> [TreeBranch] {
        var branches: [TreeBranch] = []
        while place < tree.rows.count, tree.rows[place].depth >= depth {
            let row = tree.rows[place]
            place += 1
            let inner = parts(&place, depth: row.depth + 1) + claims(of: row)
            var branch = branch(row.member, row.total, inner, isOpen: depth == 1)
            branch.branchAlso = alsoUnder(row)
            branches.append(branch)
        }
        return branches
    }

    /// What else it is part of: it is counted once.
    private func alsoUnder(_ row: PartOfTree.Row) -> String? {
        let names = row.alsoUnder.prefix(WebLimits.relatedMax).compactMap { self.names[$0] }
        guard !names.isEmpty else { return nil }
        return context.text("treeAlsoUnder", ["name": catalogue.list(names)])
    }

    private func claims(of row: PartOfTree.Row?) -> [TreeBranch] {
        (row?.claims ?? []).map { member in
            var branch = branch(member, member.counts, [], isOpen: false)
            branch.branchIsClaim = true
            return branch
        }
    }

    private func branch(
        _ member: TreeMember, _ counts: TreeCounts, _ parts: [TreeBranch], isOpen: Bool
    ) -> TreeBranch {
        TreeBranch(
            branchName: ShownLine(member.name), branchPath: context.path(of: member.id),
            branchCount: count(counts), branchBelowPath: belowPath(member.id),
            branchIsOpen: isOpen && parts.count <= 12, branchHasParts: !parts.isEmpty,
            branchParts: parts)
    }
}
