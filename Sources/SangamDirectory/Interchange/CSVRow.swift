/// One row of a table, before anybody asked what its cells mean.
struct CSVRow: Sendable, Equatable {
    /// The line on which it begins, counted from 1.
    var line: Int
    var cells: [String]
    /// Why the row cannot be read.
    var problem: String?
    var notices: [String] = []

    var isBlank: Bool { problem == nil && cells.allSatisfy { $0.isEmpty } }
}
