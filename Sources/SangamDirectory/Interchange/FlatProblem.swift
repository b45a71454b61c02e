/// Why the cells of a row are no record.
public enum FlatProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The column `more` does not hold what was exported.
    case more(RecordProblem)
    /// The column `more` holds JSON, but no object.
    case moreIsNoObject

    public var description: String {
        let advice = "copy the cell from the file as it was exported, or empty it"
        return switch self {
        case .more(let problem): "the column \"more\" is no JSON (\(problem)): \(advice)"
        case .moreIsNoObject: "the column \"more\" holds no JSON object: \(advice)"
        }
    }
}
