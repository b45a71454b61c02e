/// What is wrong with a form, one line for each field.
struct FormFault: Sendable {
    /// The id of the field.
    let faultField: String
    let faultText: String
}

/// A field that travels with a form unseen.
struct HiddenField: Sendable {
    let hiddenName: String
    let hiddenValue: String
}

/// `/ask/<node id>/<kind>/<id>`
struct AskPage: Sendable {
    let frame: Frame
    let about: NamedLink
    /// Who will read it: `The message goes to the steward of SEM South Africa by mail.`
    let recipientText: String
    /// The form at the home network, where it is known and cannot be reached just now.
    let theirPage: PageLink?
    /// How long it is kept, and who gets it.
    let keptText: String
    let formPath: String
    let hiddenFields: [HiddenField]
    let faults: [FormFault]
    let hasFaults: Bool
    /// What was typed already.
    var askText = ""
    var askName = ""
    var askReply = ""
    /// Whether the fields are among the faults.
    var askTextIsWrong = false
    var askReplyIsWrong = false
}

/// `/correct/<node id>/<kind>/<id>`
struct CorrectPage: Sendable {
    /// Why somebody writes: wrong, closed, moved, double, harmful, this is mine, erase.
    struct Reason: Sendable {
        let reasonValue: String
        let reasonText: String
        let reasonIsChosen: Bool
    }

    /// A value as it stands, to be corrected.
    struct Field: Sendable {
        /// Letters, digits and `-`: for `id` and `name`.
        let fieldName: String
        let fieldLabel: String
        let fieldValue: String
        var fieldLang: String?
        var fieldIsLong = false
    }

    let frame: Frame
    let about: NamedLink
    let recipientText: String
    let theirPage: PageLink?
    let keptText: String
    let formPath: String
    let hiddenFields: [HiddenField]
    let faults: [FormFault]
    let hasFaults: Bool
    let reasons: [Reason]
    let fields: [Field]
    var correctNote = ""
    var correctReply = ""
}

/// After a form: what happens now.
struct SentPage: Sendable {
    let frame: Frame
    let sentTitle: String
    /// Who has it, how long it is kept, what to do if nobody answers.
    let sentLines: [String]
    let about: NamedLink
}
