/// `/map`
struct MapPage: Sendable {
    let frame: Frame
    let view: SearchView
    let picture: MapPicture
    /// The clusters of the drawing as links, so that the map is not the only way: `Durban`, with
    /// its number as note.
    let clusters: [NamedLink]
    /// `5 more have no place on the map`
    var withoutPlace: PageLink?
}
