import SangamLog

/// Counts for people outside: how many listings, members, women and workers there are, by kind,
/// goods, place, network, chapter and month.
///
/// A thing that several networks list counts once in every cell that it belongs to, so networks may
/// add up to more than the total, as may goods, of which one listing has several. Of people a whole
/// adds only those that its parts do not count.
///
/// Source: Protocol.md, The merged view.
public struct Figures: Sendable {
    /// By what the listings are counted.
    public enum Dimension: String, Hashable, Sendable, CaseIterable {
        case total, kind, goods, country, region, locality, network, chapter, month
    }

    /// What is counted.
    public enum Measure: String, Hashable, Sendable, CaseIterable {
        case listings, members, women, workers
    }

    /// One listing as it is counted.
    public struct Item: Sendable {
        let id: RecordID
        let cluster: RecordID?
        let parents: [RecordID]
        let isWhole: Bool
        let isListed: Bool
        /// The cells that it belongs to, with what was written, for showing.
        let cells: [(key: Key, written: String)]
        /// Members, women, workers; nil where the record does not say.
        let people: [Int?]

        /// - `cluster`: the same in every record of one thing.
        /// - `chapter`: what it is part of, if the page counts by chapter.
        /// - `parents`: what it is part of, in the order in which it says so.
        /// - `isWhole`: whether something may be part of it.
        /// - `month`: when it was listed. Units: Unix seconds.
        /// - `isListed`: false for the whole whose parts are counted: it adds people alone.
        public init(
            id: RecordID, record: Record, cluster: RecordID? = nil, chapter: RecordID? = nil,
            parents: [RecordID] = [], isWhole: Bool = false, month: Int64? = nil,
            isListed: Bool = true
        ) {
            self.id = id
            self.cluster = cluster
            self.parents = parents
            self.isWhole = isWhole
            self.isListed = isListed
            let organisation = Organisation(record)
            people = [organisation?.members, organisation?.women, organisation?.workers]
            cells = FigureCells.of(record, id: id, chapter: chapter, month: month)
        }
    }

    /// One cell's name: a dimension and a value in it.
    struct Key: Hashable, Sendable {
        let dimension: Dimension
        let value: String
        /// The value that it is part of: the country of a region.
        let group: String
    }

    struct Cell: Sendable {
        var written: String
        var numbers: [Int] = [0, 0, 0, 0]
    }

    /// The most cells of one dimension; what is beyond counts in `overflow` alone.
    public static let maximumCells = 50_000

    /// How many cells were left out because there are too many values. Zero in any real directory.
    public private(set) var overflow = 0
    private var cells: [Key: Cell] = [:]
    private var sizes: [Dimension: Int] = [:]
    /// What is counted only when all is known, by the thing it is.
    private var held: [RecordID: [Item]] = [:]
    /// People of parts that are counted already, by what they are part of.
    private var leaves: [RecordID: [Int]] = [:]

    /// Nothing counted yet.
    public init() {}

    /// Counts a listing. Of several parts, the wholes alone are held in memory.
    public mutating func add(_ item: Item) {
        guard item.cluster == nil, !item.isWhole, item.parents.count < 2 else {
            held[item.cluster ?? item.id, default: []].append(item)
            return
        }
        let people = item.people.map { max(0, $0 ?? 0) }
        if let parent = item.parents.first {
            leaves[parent] = leaves[parent].map { PeopleOfParts.sum($0, people) } ?? people
        }
        count(item.cells, isListed: item.isListed, people)
    }

    /// The table: `atLeast` is the smallest number that is told.
    public func table(atLeast: Int = 5) -> FigureTable {
        var whole = self
        let added = heldPeople().added()
        for (thing, items) in held.sorted(by: { $0.key < $1.key }) {
            var seen: Set<Key> = []
            var cells: [(key: Key, written: String)] = []
            for item in items.sorted(by: { $0.id < $1.id }) {
                for cell in item.cells where seen.insert(cell.key).inserted { cells.append(cell) }
            }
            whole.count(
                cells, isListed: items.contains(where: \.isListed), added[thing] ?? [0, 0, 0])
        }
        return FigureTable(whole.cells, atLeast: atLeast)
    }

    /// What things of several records, and wholes, say of people.
    private func heldPeople() -> PeopleOfParts {
        var things: [RecordID: RecordID] = [:]
        for (thing, items) in held { for item in items { things[item.id] = thing } }
        var people = PeopleOfParts()
        for (thing, items) in held {
            let sorted = items.sorted { $0.id < $1.id }
            // Of several figures for one thing the first that is told counts, never their sum.
            people.people[thing] = (0..<3).map { place in
                sorted.lazy.compactMap { $0.people[place] }.first
            }
            people.parents[thing] = sorted.flatMap(\.parents).map { things[$0] ?? $0 }
        }
        for (parent, sum) in leaves {
            let thing = things[parent] ?? parent
            people.leaves[thing] = people.leaves[thing].map { PeopleOfParts.sum($0, sum) } ?? sum
        }
        return people
    }

    private mutating func count(
        _ keys: [(key: Key, written: String)], isListed: Bool, _ people: [Int]
    ) {
        let numbers = [isListed ? 1 : 0] + people
        guard numbers.contains(where: { $0 > 0 }) else { return }
        for (key, written) in keys {
            if cells[key] == nil {
                guard sizes[key.dimension, default: 0] < Self.maximumCells else {
                    overflow += 1
                    continue
                }
                sizes[key.dimension, default: 0] += 1
                cells[key] = Cell(written: written)
            }
            guard var cell = cells[key] else { continue }
            // The same spelling whatever the order of counting.
            if written.utf8.lexicographicallyPrecedes(cell.written.utf8) { cell.written = written }
            for place in 0..<4 {
                cell.numbers[place] = TreeCounts.sum(cell.numbers[place], numbers[place])
            }
            cells[key] = cell
        }
    }
}

/// Finds the cells that a listing is counted in.
private enum FigureCells {
    private static let maximumGoods = 50

    static func of(_ record: Record, id: RecordID, chapter: RecordID?, month: Int64?)
        -> [(key: Figures.Key, written: String)]
    {
        var cells: [(key: Figures.Key, written: String)] = []
        func add(
            _ dimension: Figures.Dimension, _ value: String, group: String = "", _ text: String
        ) {
            cells.append((.init(dimension: dimension, value: value, group: group), text))
        }
        add(.total, "", "")
        add(.kind, record.kind, record.kind)
        add(.network, id.node.text, id.node.text)
        let country = fold(record.country)
        let region = fold(record.region)
        let locality = fold(record.locality)
        add(.country, country, record.country ?? "")
        add(.region, country + "|" + region, group: country, short(record.region))
        add(
            .locality, country + "|" + region + "|" + locality, group: country + "|" + region,
            short(record.locality))
        if let chapter { add(.chapter, chapter.description, chapter.description) }
        if let date = month.flatMap({ CivilTime.date(unixSeconds: $0) }) {
            let text = String(date.prefix(7))
            add(.month, text, text)
        }
        var seen: Set<String> = []
        for good in FacetEntry.goods(of: record).prefix(maximumGoods) {
            let value: String
            switch good {
            case .code(let code): value = code.description
            case .text(let text): value = "|" + fold(text)
            }
            if seen.insert(value).inserted { add(.goods, value, short(good.label)) }
        }
        return cells
    }

    private static func fold(_ text: String?) -> String {
        text.map { SearchText.fold(ShortText.cut($0, scalars: 100)) } ?? ""
    }

    private static func short(_ text: String?) -> String { ShortText.cut(text ?? "", scalars: 100) }
}
