/// What stands at the head of a feed or calendar: which view of the directory it is.
public struct ViewHead: Sendable, Equatable {
    /// The view's own name, for ever the same: its address will do.
    public var id: String
    /// What the reader sees.
    public var title: String
    /// The language of the title and of readers (BCP 47).
    public var language: String
    /// When the newest record of the view changed. Units: Unix seconds.
    public var updated: Int64
    /// The node's network.
    public var author: String
    /// Where this file is.
    public var selfLink: String?
    /// The page that shows the same.
    public var alternate: String?
    /// The next part (RFC 5005).
    public var next: String?
    /// On what terms, if that holds for all records.
    public var rights: String?

    /// The head of a view.
    public init(
        id: String, title: String, language: String, updated: Int64, author: String,
        selfLink: String? = nil, alternate: String? = nil, next: String? = nil,
        rights: String? = nil
    ) {
        self.id = id
        self.title = title
        self.language = language
        self.updated = updated
        self.author = author
        self.selfLink = selfLink
        self.alternate = alternate
        self.next = next
        self.rights = rights
    }
}
