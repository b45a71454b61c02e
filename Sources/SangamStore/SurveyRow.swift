import SangamDirectory
import SangamLog

/// What a survey needs of one record, in as few bytes as it takes: a survey reads ten thousand.
///
/// Shape: `packed` is the key of the record (16 bytes), a byte of flags, then as the flags say
/// latitude and longitude (8 bytes each, as the bits of a double), the moment of the last
/// confirmation (8 bytes), each little-endian; the number of further keys (one byte) and these, by
/// which membership statements may name the record; then the values of facets: the kind (one
/// byte), the length of the key and of the text as written (one byte each; no text if it is the
/// same) and these.
struct SurveyRow: Sendable {
    static let isListed: UInt8 = 1
    static let hasPoint: UInt8 = 2
    static let hasConfirmed: UInt8 = 4
    static let repeats: UInt8 = 8
    static let keyBytes = 16
    /// The most numbers of a register by which a statement finds a record.
    static let numbersMost = 16

    let packed: [UInt8]
    /// The first moment at which the record no longer counts. Units: Unix seconds.
    let expires: Int64?
    let span: DatedSpan?
    /// The first moment at which a membership holds, if the statement says so.
    ///
    /// Units: Unix seconds.
    let begins: Int64?

    init(_ record: SangamDirectory.Record, id: RecordID, edges: [StoredEdge], entries: [FacetEntry])
    {
        span = DatedSpan(record)
        expires = Self.expires(record)
        begins = Membership(record)?.begins
        var bytes = StoredEdge.key(.record(id))
        bytes.reserveCapacity(160)
        let (point, confirmed) = (record.point, record.confirmedAt)
        bytes.append(
            (RecordKind.isListing(id.key.kind) ? Self.isListed : 0)
                | (point == nil ? 0 : Self.hasPoint) | (confirmed == nil ? 0 : Self.hasConfirmed)
                | (span?.repeats == true ? Self.repeats : 0))
        if let point {
            Self.append(point.latitude.bitPattern, to: &bytes)
            Self.append(point.longitude.bitPattern, to: &bytes)
        }
        if let confirmed { Self.append(UInt64(bitPattern: confirmed), to: &bytes) }
        let numbers = edges.filter { $0.relation == .identifier }.prefix(Self.numbersMost)
        bytes.append(UInt8(numbers.count))
        for number in numbers { bytes += number.target }
        for entry in entries {
            let isSame = entry.key.utf8.elementsEqual(entry.text.utf8)
            bytes.append(entry.kind.rawValue)
            bytes.append(UInt8(entry.key.utf8.count))
            bytes.append(isSame ? 0 : UInt8(entry.text.utf8.count))
            bytes += entry.key.utf8
            if !isSame { bytes += entry.text.utf8 }
        }
        packed = bytes
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }

    /// A membership ends with the date that it names too, which may be a year or a month.
    private static func expires(_ record: Record) -> Int64? {
        let expiry = record.isStanding ? nil : record.expiry
        guard let until = Membership(record)?.until, let end = endOfDate(until) else {
            return expiry
        }
        return min(expiry ?? end, end)
    }

    /// The first moment after a date, or after its year or month.
    static func endOfDate(_ text: String) -> Int64? {
        let days = [4: ["-12-31"], 7: ["-31", "-30", "-29", "-28"]][text.utf8.count] ?? [""]
        let last = days.lazy.compactMap { CivilTime.unixSeconds(text + $0) }.first
        return last.map { CivilTime.isPartialDate(text) ? $0 + CivilTime.daySeconds : $0 }
    }
}
