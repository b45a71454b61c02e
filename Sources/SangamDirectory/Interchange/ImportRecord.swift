/// One record that a row of a foreign file becomes.
public struct ImportRecord: Sendable, Equatable {
    /// Empty for the row's own record; `product:<folded name>` for an offer made of a product.
    public var subkey: String
    /// The payload. Of `source` it holds at most `url`: whoever imports adds system and id.
    public var json: JSONObject
    /// Members to be filled with the reference of the row's own record, such as `provider`.
    public var refersToOwn: [String]

    /// A record of a row.
    public init(subkey: String = "", json: JSONObject, refersToOwn: [String] = []) {
        self.subkey = subkey
        self.json = json
        self.refersToOwn = refersToOwn
    }
}
