/// A payload with the nonce that its commitment needs.
public struct SealedPayload: Hashable, Sendable {
    /// 16 bytes.
    public let nonce: [UInt8]
    /// The payload's bytes exactly as they came; nothing is re-serialised.
    public let bytes: [UInt8]

    public init(nonce: [UInt8], bytes: [UInt8]) {
        self.nonce = nonce
        self.bytes = bytes
    }

    /// What the entry of this payload commits to.
    public var commitment: Hash { Commitment.to(payload: bytes, nonce: nonce) }
}

/// One entry of a section, with its payload if the sender gave it.
public struct SectionEntry: Hashable, Sendable {
    public let entry: Entry
    /// nil in the `e` form, and for a payload over the limit, which is hashed and dropped.
    public let payload: SealedPayload?

    public init(entry: Entry, payload: SealedPayload?) {
        self.entry = entry
        self.payload = payload
    }

    /// Reads a `p` line after its `p `: `<kind>/<id> <time> <base64 nonce> <payload>`.
    ///
    /// Throws: `payloadLine` if it has another shape.
    public init(payloadLine line: ArraySlice<UInt8>) throws(Reason) {
        let words = line.split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count == 4, let key = RecordKey(bytes: words[0]),
            let time = Decimal.parseTime(words[1]), words[2].count == 24,
            let nonce = Base64.decode(words[2]), nonce.count == Commitment.nonceBytes
        else { throw .payloadLine }
        let commitment = Commitment.to(payload: words[3], nonce: nonce)
        entry = Entry.put(key, time: time, commitment: commitment)
        let fits = words[3].count <= Limits.payloadBytesMax
        payload = fits ? SealedPayload(nonce: nonce, bytes: Array(words[3])) : nil
    }

    /// The line with its LF, in the `p` form if there is a payload.
    public var line: [UInt8] {
        guard let payload, case .put(let key, let time, _) = entry.operation else {
            return Array("e ".utf8) + entry.bytes + [0x0A]
        }
        let start = "p \(key) \(time) \(Base64.encode(payload.nonce)) "
        return Array(start.utf8) + payload.bytes + [0x0A]
    }
}

/// A line of a log that is not an entry: of another length, or with other bytes.
public struct EntryFault: Hashable, Sendable {
    /// Its index in the log.
    public let index: UInt64
    /// The line of the section and the rule that is broken.
    public let problem: DocumentProblem
}

/// The head that a section proves its entries against.
public enum SectionHead: Hashable, Sendable {
    /// The newest complete head of the current epoch, signed by its owner.
    case checkpoint(SignedCheckpoint)
    /// The head at which a closed epoch ends, as the next statement says.
    case closed(epoch: Int, size: UInt64, root: Hash)

    /// Units: entries.
    public var size: UInt64 {
        switch self {
        case .checkpoint(let head): head.size
        case .closed(_, let size, _): size
        }
    }

    public var root: Hash {
        switch self {
        case .checkpoint(let head): head.root
        case .closed(_, _, let root): root
        }
    }

    /// The number of the epoch whose log this is a head of.
    public var epoch: Int {
        switch self {
        case .checkpoint(let head): head.checkpoint.origin.epoch
        case .closed(let epoch, _, _): epoch
        }
    }
}

/// A range of entries of one log with what it needs to be checked: the unit of replication.
///
/// Read, but not yet checked against what a receiver holds: see `LogExtension`.
/// Source: Protocol.md, "Sections".
public struct Section: Hashable, Sendable {
    public let chain: IdentityChain
    public let head: SectionHead
    /// The first entry's index. Units: entries.
    public let from: UInt64
    /// One more than the last entry's index.
    public let to: UInt64
    /// The consistency proof from `to` to the head.
    public let proof: [Hash]
    /// to − from entries.
    public let entries: [SectionEntry]
    /// The number of the line `end`, for error messages.
    public let endLine: Int
    /// The first entry that no log may hold, if there is one: a log that commits to it stops there.
    public let fault: EntryFault?

    /// The log.
    public var origin: Origin { chain.origin(epoch: head.epoch) }
}
