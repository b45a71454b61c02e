/// One thing that several networks list: each field with its value, who says so, and when.
struct MergedCard: Sendable {
    struct Field: Sendable {
        let mergedLabel: String
        /// Whether the networks say different things.
        let mergedIsDifferent: Bool
        let mergedValues: [Value]
    }

    struct Value: Sendable {
        let mergedText: ShownLine
        let mergedSource: String
        /// The listing of that network.
        let mergedSourcePath: String
        let mergedWhen: ShownMoment
    }

    /// `This is listed by 2 networks.`
    let mergedIntro: String
    /// `1 difference: phone`; nil where they agree.
    var mergedDifferences: String?
    /// Why they are taken for one: `same registration number`.
    let mergedReasons: [String]
    let hasMergedReasons: Bool
    let mergedFields: [Field]
}
