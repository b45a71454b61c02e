/// Looks at lines that a quote mark seems to have swallowed.
enum CSVLines {
    /// Whether most of the lines, each by itself, are rows of `columns` cells or more, as ragged
    /// tables have them.
    static func lookLikeRows(_ bytes: ArraySlice<UInt8>, delimiter: UInt8, columns: Int) -> Bool {
        guard columns > 1 else { return false }
        var total = 0
        var fitting = 0
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            total += 1
            if let cells = count(line, delimiter: delimiter), cells >= columns { fitting += 1 }
        }
        return total > 0 && fitting * 2 >= total
    }

    /// The cells of one line; quote marks mean nothing.
    static func cells(_ line: ArraySlice<UInt8>, delimiter: UInt8) -> [ArraySlice<UInt8>] {
        line.split(separator: delimiter, omittingEmptySubsequences: false)
    }

    /// How many cells a line has; nil if its quotes are not paired.
    private static func count(_ line: ArraySlice<UInt8>, delimiter: UInt8) -> Int? {
        var cells = 1
        var isQuoted = false
        for byte in line {
            if byte == 0x22 {
                isQuoted.toggle()
            } else if byte == delimiter, !isQuoted {
                cells += 1
            }
        }
        return isQuoted ? nil : cells
    }
}
