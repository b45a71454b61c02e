/// One listing as a card in a list.
struct ResultItem: Sendable {
    let itemPath: String
    let itemName: ShownLine
    /// `Organisation`, `Offer`, `Want`, `Market` …
    let itemKind: String
    /// Colours the kind differently, so that offers and wants are told apart at a glance.
    var itemIsWant = false
    var itemSummary: ShownLine?
    /// Goods, price, terms, or the next date, in one line.
    var itemExtra: ShownLine?
    /// Whose offer it is, or who organises it.
    var itemMaker: NamedLink?
    /// Why it stands here: `The same goods · In season`.
    var itemNote: String?
    var itemPlace: ShownLine?
    /// `12 km away`
    var itemDistance: String?
    let itemNetwork: String
    let itemNetworkPath: String
    /// In how many networks the same thing is: `in 2 networks`.
    var itemAlso: String?
    /// `confirmed by workers.coop`: a federation's own statement.
    var itemConfirmed: String?
    /// `says it is a member of SEM`: its own word only.
    var itemClaim: String?
    /// How fresh it is.
    let itemWhen: ShownMoment
    /// Old enough to doubt: the moment is shown in the warning colour.
    var itemIsOld = false
    var itemThumb: Thumb?
}

/// A small picture of a card. Leave it out with Save-Data and in text mode.
struct Thumb: Sendable {
    let thumbPath: String
    let thumbAlt: ShownLine
}
