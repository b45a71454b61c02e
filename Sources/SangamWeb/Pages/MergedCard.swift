/// One thing that several networks list: each field with its value, who says so, and when.
struct MergedCard: Sendable {
    struct Field: Sendable {
        let mergedLabel: String
        /// Whether the networks say different things.
        let mergedIsDifferent: Bool
        let mergedValues: [Value]
    }

    /// One value, or items of a list that the same networks name.
    struct Value: Sendable {
        let mergedTexts: [FieldValue]
        /// What stands between the texts.
        let mergedBetween: String
        let mergedSources: [Source]
    }

    /// A network that says so.
    struct Source: Sendable {
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
