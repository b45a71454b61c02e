/// Who says so: which network signed a listing, how it came here, how fresh it is.
struct Provenance: Sendable {
    /// A network that stands behind it.
    struct Voucher: Sendable {
        /// `Vouched by SEM South Africa since 12 March 2026`
        let voucherText: String
        let voucherPath: String?
        /// What its vouching means, in its own words.
        var voucherMeaning: ShownLine?
    }

    /// One network on the way from the origin to here.
    struct Step: Sendable {
        let stepName: String
        var stepPath: String?
        /// `wrote it`, `passed it on`, `you read it here`
        let stepNote: String
    }

    let vouchers: [Voucher]
    let hasVouchers: Bool
    let sentences: [String]
    let warnings: [String]
    let steps: [Step]
    let hasSteps: Bool
    let written: ShownMoment
    let received: ShownMoment
    var heard: ShownMoment?
    var confirmed: ShownMoment?
    let logName: String
    let index: String
    let size: String
    let payloadPath: String
    let apiPath: String
    let checkpointPath: String
    /// The page that checks this very listing.
    let checkPath: String
}
