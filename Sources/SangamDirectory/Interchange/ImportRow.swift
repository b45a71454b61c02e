/// One row of a foreign file, made into payloads or refused.
public struct ImportRow: Sendable, Equatable {
    /// The line on which the row begins, counted from 1; in a file of JSON objects inside a list
    /// or an object (GeoJSON, OpenFairDB) the number of the object.
    public var line: Int
    /// The source's own key of the row; nil if it has none: then `derivedKey` is set.
    public var key: String?
    /// The record that an export of ours says the row is.
    public var record: RecordID?
    /// Whether the row is a payload already, which is published as it stands.
    public var isPayload = false
    /// Name, postcode and website, folded, with `|` between them.
    public var derivedKey: String?
    /// First the row's own record, then those made of its products; empty if it is rejected.
    public var records: [ImportRecord]
    /// Whether it is rejected because its people did not agree to be listed.
    public var isDeclined = false
    /// Why the row is rejected; nil if it is taken.
    public var problem: String?
    /// What was changed or left out though the row is taken.
    public var notices: [String]
    /// The cells as they came (CSV), or one text (JSON): for the file of rejects.
    public var original: [String]

    /// A row that is taken.
    public init(
        line: Int, key: String?, derivedKey: String? = nil, records: [ImportRecord],
        notices: [String] = [], original: [String] = []
    ) {
        self.line = line
        self.key = key
        self.derivedKey = derivedKey
        self.records = records
        self.problem = nil
        self.notices = notices
        self.original = original
    }

    /// A row that is refused.
    public init(line: Int, problem: String, original: [String]) {
        self.line = line
        self.key = nil
        self.derivedKey = nil
        self.records = []
        self.problem = problem
        self.notices = []
        self.original = original
    }
}
