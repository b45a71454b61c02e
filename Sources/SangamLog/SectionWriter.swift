/// Writes one section that stays within the receiver's limits.
///
/// Shape: entries first (as many as fit), then `finish` puts chain, head, range and proof before
/// them. Source: Protocol.md, "Sections".
public struct SectionWriter: Sendable {
    private let chain: IdentityChain
    private let head: SectionHead
    private let from: UInt64
    private let entriesMax: Int
    private let bytesMax: Int
    private var body: [UInt8] = []
    private var count: UInt64 = 0

    /// Begins a section at `from`; the limits are the smaller of ours and the receiver's.
    public init(
        chain: IdentityChain, head: SectionHead, from: UInt64,
        entriesMax: Int = Limits.sectionEntriesMax, bytesMax: Int = Limits.sectionBytesMax
    ) {
        self.chain = chain
        self.head = head
        self.from = from
        self.entriesMax = min(max(entriesMax, 1), Limits.sectionEntriesMax)
        let frame = SectionWriter.frame(chain: chain, head: head).count
        // The range line, 63 proof lines of 51 bytes and `end` come on top of the frame.
        let room = min(bytesMax, Limits.sectionBytesMax) - frame - Limits.proofHashesMax * 51 - 64
        self.bytesMax = max(room, 1)
    }

    /// One more than the index of the last entry written.
    public var to: UInt64 { from + count }

    /// Adds the next entry; false if it does not fit any more. The first always fits.
    public mutating func append(_ entry: SectionEntry) -> Bool {
        let line = entry.line
        let fits = count < UInt64(entriesMax) && body.count + line.count <= bytesMax
        guard fits || count == 0 else { return false }
        body += line
        count += 1
        return true
    }

    /// The whole section. Needs the consistency proof from `to` to the head's size.
    public func finish(proof: [Hash]) -> [UInt8] {
        var out = SectionWriter.frame(chain: chain, head: head)
        out += Array("range \(from) \(to)\n".utf8)
        for hash in proof { out += Array("proof \(hash.base64)\n".utf8) }
        out += body
        out += Array("end\n".utf8)
        return out
    }

    private static func frame(chain: IdentityChain, head: SectionHead) -> [UInt8] {
        var out = Array("sangam section v1\n".utf8)
        out += chain.documentLines
        switch head {
        case .checkpoint(let signed):
            out += Array("checkpoint\n".utf8)
            out += signed.note.bytes
        case .closed(let epoch, _, _):
            out += Array("closed \(epoch)\n".utf8)
        }
        return out
    }
}

extension IdentityChain {
    /// `identity` and the note, once for each statement: how a chain stands in every document.
    public var documentLines: [UInt8] {
        statements.flatMap { Array("identity\n".utf8) + $0.note.bytes }
    }
}
