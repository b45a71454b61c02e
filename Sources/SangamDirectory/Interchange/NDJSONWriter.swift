/// Writes records as NDJSON: each line is the payload itself, and in one more member, `sangam`,
/// where it is from.
///
/// Shape: `{…payload…,"sangam":{"record":…,"network":…,"network_name":…[,"link":…][,
/// "last_confirmed":…][,"credit_to":…][,"credit_licence":…]}}` and LF. Whoever does not know the
/// member reads the line as a payload.
public struct NDJSONWriter: ExportWriter {
    private let privacy: ExportPrivacy
    private let hasCredits: Bool

    /// A file of payloads, one on a line; with `credits` each says whom to name and on what terms.
    public init(privacy: ExportPrivacy, credits: Bool = false) {
        self.privacy = privacy
        hasCredits = credits
    }

    public mutating func begin() -> [UInt8] { [] }

    public mutating func resume(hasRows: Bool) {}

    public mutating func row(_ record: ExportedRecord) -> [UInt8] {
        guard let record = privacy.reduced(record) else { return [] }
        return RecordCoding.encode(.object(NDJSONLine.object(record, credits: hasCredits))) + [0x0A]
    }

    public mutating func end() -> [UInt8] { [] }
}
