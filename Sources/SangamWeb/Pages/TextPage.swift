/// `/help`, `/privacy`, `/accessibility`: our texts, and who to talk to here.
struct TextPage: Sendable {
    let frame: Frame
    /// Ways to reach the people who run this directory, from their own profile.
    let operatorLinks: [FieldValue]
    let hasOperatorLinks: Bool
    /// The words of the script that makes a picture small, as JSON; on the help page.
    var pictureWords: String?
}

/// A page that says one thing: something is not here, or went wrong.
struct MessagePage: Sendable {
    let frame: Frame
    let messageTitle: String
    let messageText: String
    /// What one can do next; never empty.
    let messageLinks: [PageLink]
}
