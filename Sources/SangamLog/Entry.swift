/// One line of a log: *put this record*, *remove this record*, or what a later version says.
///
/// Shape: 1 to 512 bytes, all 0x20–0x7E. `put <kind>/<id> <time> <commitment>`,
/// `remove <kind>/<id> <time>`; anything else is an unknown operation: kept, relayed, counted.
/// Units: time in Unix seconds, advisory. Source: Protocol.md, "Entries".
public struct Entry: Hashable, Sendable {
    /// What an entry says.
    public enum Operation: Hashable, Sendable {
        case put(RecordKey, time: UInt64, commitment: Hash)
        case remove(RecordKey, time: UInt64)
        case unknown
    }

    /// The entry as it stands in the log, without LF.
    public let bytes: [UInt8]
    public let operation: Operation

    /// Reads an entry. Throws: the first rule that the bytes break.
    public init(bytes: [UInt8]) throws(Reason) {
        let fits = bytes.count >= Limits.entryBytesMin && bytes.count <= Limits.entryBytesMax
        guard fits else { throw .entryLength }  // check: entry-length
        let isPrintable = bytes.allSatisfy { $0 >= 0x20 && $0 <= 0x7E }
        guard isPrintable else { throw .entryByte }  // check: entry-byte
        self.bytes = bytes
        operation = Entry.operation(of: bytes)
    }

    /// The entry that makes `commitment` the current revision of a record.
    public static func put(_ key: RecordKey, time: UInt64, commitment: Hash) -> Entry {
        Entry(operation: .put(key, time: time, commitment: commitment))
    }

    /// The entry that removes a record for good.
    public static func remove(_ key: RecordKey, time: UInt64) -> Entry {
        Entry(operation: .remove(key, time: time))
    }

    /// A line that is not an entry, to be hashed and nothing else: see `EntryFault`.
    init(unreadable bytes: [UInt8]) {
        self.bytes = bytes
        operation = .unknown
    }

    /// RFC 6962 leaf hash.
    public var leaf: Hash { Hash.leaf(bytes) }

    private init(operation: Operation) {
        switch operation {
        case .put(let key, let time, let commitment):
            bytes = Array("put \(key) \(time) \(commitment.base64)".utf8)
        case .remove(let key, let time):
            bytes = Array("remove \(key) \(time)".utf8)
        case .unknown:
            preconditionFailure("the two makers above name their operation")
        }
        self.operation = operation
    }

    private static func operation(of bytes: [UInt8]) -> Operation {
        let words = bytes.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count >= 3, let key = RecordKey(bytes: words[1]),
            let time = Decimal.parseTime(words[2])
        else { return .unknown }
        if words.count == 4, words[0].elementsEqual("put".utf8),
            let commitment = Hash(base64: words[3])
        {
            return .put(key, time: time, commitment: commitment)
        }
        if words.count == 3, words[0].elementsEqual("remove".utf8) {
            return .remove(key, time: time)
        }
        return .unknown
    }
}
