/// `/embed/list` and `/embed/card`
struct EmbedListPage: Sendable {
    /// `isEmbedded` is true.
    let frame: Frame
    let countText: String
    /// One for a card.
    let results: [ResultItem]
    let isEmpty: Bool
    /// The whole view, on our site.
    let wholePath: String
}

/// `/embed/map`
struct EmbedMapPage: Sendable {
    let frame: Frame
    let picture: MapPicture
    let mapText: String
    let wholePath: String
}
