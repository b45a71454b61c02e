/// Lets each thing through once, at the first of its rows; a row that is a thing alone always.
struct OncePerThing {
    /// Of what several networks list, the row that stands for all: see `SameTable.things`.
    private let things: [Int64: Int64]
    private var seen: Set<Int64> = []

    init(_ things: [Int64: Int64]) { self.things = things }

    mutating func isFirst(_ row: Int64) -> Bool {
        things[row].map { seen.insert($0).inserted } ?? true
    }
}
