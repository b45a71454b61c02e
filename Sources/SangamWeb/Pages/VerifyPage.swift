/// `/verify`
struct VerifyPage: Sendable {
    struct Verdict: Sendable {
        let verdictIsGood: Bool
        let verdictTitle: String
        /// What was checked, each a sentence; on failure the first that is wrong, and whom to tell.
        let verdictLines: [String]
        /// The listing that it is about.
        var verdictAbout: NamedLink?
        /// Log, number, root and the like, for those who want to compare.
        let rows: [FieldRow]
        let hasRows: Bool
    }

    let frame: Frame
    /// What the reader pasted.
    let pasted: String
    var verdict: Verdict?
}
