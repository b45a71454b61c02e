/// What every page has around its content.
struct Frame: Sendable {
    static let program = "Sangam"

    /// One language of the interface.
    struct Tongue: Sendable {
        /// Its name in its own script.
        let tongueName: String
        let tongueTag: String
        /// This page in that language.
        let tonguePath: String
        let tongueIsCurrent: Bool
    }

    /// This page in another language, for search engines.
    struct Alternate: Sendable {
        /// A language tag, or `x-default`.
        let alternateTag: String
        /// Absolute.
        let alternateURL: String
    }

    /// A feed of this page.
    struct Feed: Sendable {
        let feedTitle: String
        /// A media type: `application/atom+xml`.
        let feedType: String
        let feedPath: String
    }

    /// The title of the window, whole.
    let title: String
    /// Who runs this directory.
    let site: String
    /// That it is they who run it.
    let runBy: String
    /// The plain texts of the chosen catalogue, by key.
    let words: [String: String]
    /// The language of the page, as a BCP 47 tag.
    let tag: String
    /// `ltr` or `rtl`.
    let direction: String
    /// What stands before every path of ours: nothing, or `/ar`.
    let root: String
    /// `/`, or `/ar`.
    let homePath: String
    /// The language of the page in its own script.
    let tongueNow: String
    let tongues: [Tongue]
    /// Absolute; that of the home network for a listing that is not ours.
    var canonical: String?
    var alternates: [Alternate] = []
    var feeds: [Feed] = []
    /// Whether nobody has checked this translation: the foot says so.
    var isUnchecked = false
    /// One sentence for search engines and previews.
    var about: String?
    var linkedData: LinkedData?
    /// Stands inside another site's page: without head and foot, links open outside.
    var isEmbedded = false
    /// Whether pictures are left out.
    var isTextOnly = false
    /// This page with pictures, or without, whichever it is not now; nil where there are none.
    var textSwitchPath: String?
    /// Whether the small search box stands at the top; not where the page has its own.
    var hasSearchBox = true
    /// Whether search engines are to leave the page out: searches, forms, copies.
    var isUnlisted = false
}
