/// Finds what somebody probably meant: the known name with the fewest edits to the given one.
public enum NearestName {
    /// The nearest of `known`, or nil if none is near enough to be worth suggesting.
    public static func of(_ name: String, in known: [String], caseSensitive: Bool = false)
        -> String?
    {
        let given = Array((caseSensitive ? name : name.lowercased()).utf8.prefix(64))
        var best: (name: String, distance: Int)?
        for candidate in known {
            let distance = edits(given, Array(candidate.utf8))
            if distance < (best?.distance ?? Int.max) { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(2, best.name.utf8.count / 2) else { return nil }
        return best.name
    }

    /// `; did you mean "x"?`, or nothing.
    public static func suggestion(for name: String, in known: [String]) -> String {
        of(name, in: known).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// The Levenshtein distance of two short texts; exchanged neighbours count as two.
    static func edits<Unit: Equatable>(_ left: [Unit], _ right: [Unit]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let exchanged = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(exchanged, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
