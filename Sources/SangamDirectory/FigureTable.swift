/// Figures as they are shown: no number of 1 to 4 is told, nor one from which it could be worked
/// out by taking the others from their total.
///
/// What we decided: each number is judged by itself, and 0 is told. Where the cells of a dimension
/// add up to a number that is told (kinds, countries, the regions of a country, the towns of a
/// region) and only one of them is hidden, the next smallest is hidden too, as `–`. Everything
/// counted here stands openly in the listings, so this is a courtesy to small groups, not a proof
/// against somebody who counts the listings one by one.
public struct FigureTable: Sendable {
    /// One number as it may be told.
    public enum Number: Hashable, Sendable, CustomStringConvertible {
        /// The number.
        case exact(Int)
        /// Above zero and below the given number.
        case below(Int)
        /// Not told, because it would give away a smaller one.
        case hidden

        public var description: String {
            switch self {
            case .exact(let number): String(number)
            case .below(let limit): "<\(limit)"
            case .hidden: "–"
            }
        }

        var isTold: Bool { if case .exact = self { true } else { false } }
    }

    /// One cell.
    public struct Row: Hashable, Sendable {
        /// By what it is counted.
        public let dimension: Figures.Dimension
        /// The value as it is compared: a kind, a node id, `scheme:code`, a folded place.
        public let value: String
        /// The value that it is part of: the folded country of a region; else empty.
        public let group: String
        /// The value as somebody wrote it; empty where nobody said.
        public let written: String
        /// Listings, members, women, workers.
        public let numbers: [Number]

        /// One of the numbers.
        public subscript(measure: Figures.Measure) -> Number {
            let place = Figures.Measure.allCases.firstIndex(of: measure) ?? 0
            return numbers[place]
        }
    }

    /// The rows: by dimension; in it the most listings first, months by time.
    public let rows: [Row]

    /// The rows of one dimension.
    public func rows(by dimension: Figures.Dimension) -> [Row] {
        rows.filter { $0.dimension == dimension }
    }

    /// The same as cells for CSV, with a header. `label` gives the words for a row.
    public func csv(label: (Row) -> String) -> [[String]] {
        [["by", "value", "label"] + Figures.Measure.allCases.map(\.rawValue)]
            + rows.map { row in
                [row.dimension.rawValue, row.value, label(row)] + row.numbers.map(\.description)
            }
    }

    init(_ cells: [Figures.Key: Figures.Cell], atLeast: Int) {
        let keys = Self.sorted(cells)
        var numbers: [Figures.Key: [Number]] = [:]
        for (key, cell) in cells {
            numbers[key] = cell.numbers.map { number in
                (1..<max(1, atLeast)).contains(number) ? .below(atLeast) : .exact(number)
            }
        }
        // From the top down, because what is hidden above must stay hidden below.
        for dimension in [Figures.Dimension.kind, .country, .region, .locality, .month] {
            let groups = Dictionary(
                grouping: keys.filter { $0.dimension == dimension }, by: \.group)
            for (group, members) in groups.sorted(by: { $0.key < $1.key }) {
                let whole = Self.whole(of: dimension, group)
                for place in 0..<4 {
                    Self.hide(
                        members, place, whole: whole.flatMap { numbers[$0] }?[place],
                        cells, &numbers)
                }
            }
        }
        rows = keys.map { key in
            Row(
                dimension: key.dimension, value: key.value, group: key.group,
                written: cells[key]?.written ?? "", numbers: numbers[key] ?? [])
        }
    }

    /// The cell that the cells of a group add up to.
    private static func whole(of dimension: Figures.Dimension, _ group: String) -> Figures.Key? {
        switch dimension {
        case .region: Figures.Key(dimension: .country, value: group, group: "")
        case .locality:
            Figures.Key(
                dimension: .region, value: group,
                group: String(decoding: Array(group.utf8.prefix { $0 != 0x7C }), as: UTF8.self))
        default: Figures.Key(dimension: .total, value: "", group: "")
        }
    }

    /// Hides the smallest number that is told, if one hidden number, or the hidden whole, could be
    /// worked out from the rest.
    private static func hide(
        _ members: [Figures.Key], _ place: Int, whole: Number?,
        _ cells: [Figures.Key: Figures.Cell], _ numbers: inout [Figures.Key: [Number]]
    ) {
        let hidden = members.count { numbers[$0]?[place].isTold == false }
        let needed = whole?.isTold == false ? 1 : 2
        guard hidden < needed, hidden > 0 || needed == 1 else { return }
        let told = members.filter {
            numbers[$0]?[place].isTold == true && (cells[$0]?.numbers[place] ?? 0) > 0
        }
        let smallest = told.min {
            let (one, other) = (cells[$0]?.numbers[place] ?? 0, cells[$1]?.numbers[place] ?? 0)
            return one == other
                ? $0.value.utf8.lexicographicallyPrecedes($1.value.utf8) : one < other
        }
        guard let smallest else { return }
        numbers[smallest]?[place] = .hidden
    }

    private static func sorted(_ cells: [Figures.Key: Figures.Cell]) -> [Figures.Key] {
        let order = Dictionary(
            uniqueKeysWithValues: Figures.Dimension.allCases.enumerated().map { ($1, $0) })
        return cells.keys.sorted { one, other in
            if one.dimension != other.dimension {
                return (order[one.dimension] ?? 0) < (order[other.dimension] ?? 0)
            }
            let (left, right) = (cells[one]?.numbers[0] ?? 0, cells[other]?.numbers[0] ?? 0)
            if one.dimension != .month, left != right { return left > right }
            return one.value.utf8.lexicographicallyPrecedes(other.value.utf8)
        }
    }
}
