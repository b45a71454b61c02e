/// Reads a file of sections, one after another and of any logs: what travels on a stick.
///
/// A damaged or cut section does not spoil the others: reading goes on at the next line that a
/// section begins with. Memory is bounded by one section.
/// Source: Protocol.md, "Bundles".
public struct BundleReader: Sendable {
    /// What stands next in the file.
    public enum Item: Sendable {
        case section(Section)
        case fault(Fault)
    }

    /// A part of the file that is not a section.
    public struct Fault: Hashable, Sendable {
        /// Of the section, as far as it could be read before the fault.
        public let origin: Origin?
        public let from: UInt64?
        public let to: UInt64?
        /// The line counts from the first line of the section.
        public let problem: DocumentProblem
    }

    private var reader = SectionReader()
    private var line: [UInt8] = []
    /// Whether a fault has been told and no new section has begun yet.
    private var isSkipping = false
    /// Whether a line has become longer than any section, so that the rest of it is passed over.
    private var isLineTooLong = false
    private var hasBegun = false
    /// The lines since one that ends like a section's first, in case it was that.
    private var resume: [UInt8]?
    /// Whether lines are read a second time: each is so once at most.
    private var isReplaying = false

    private static let header = Array("sangam section v1\n".utf8)

    public init() {}

    /// Takes some more bytes of the file. Returns: what they complete, in order.
    public mutating func take(_ bytes: [UInt8]) -> [Item] {
        var items: [Item] = []
        var start = 0
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            append(bytes[start...end], to: &items)
            start = end + 1
            if isLineTooLong {
                isLineTooLong = false
            } else {
                takeLine(line, to: &items)
            }
            line = []
        }
        append(bytes[start...], to: &items)
        return items
    }

    /// The end of the file. Returns: what is left of a section that was cut off.
    public mutating func finish() -> [Item] {
        var items: [Item] = []
        if !line.isEmpty || (hasBegun && !isSkipping) {
            // A line without its end is part of what was cut.
            if !isSkipping { items.append(fault(.cut)) }
        }
        self = BundleReader()
        return items
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>, to items: inout [Item]) {
        guard !isLineTooLong else { return }
        line += bytes
        guard line.count > Limits.sectionBytesMax + Self.header.count else { return }
        if !isSkipping { items.append(fault(.sectionBytes)) }
        isSkipping = true
        isLineTooLong = true
        line = []
    }

    private mutating func takeLine(_ line: [UInt8], to items: inout [Item]) {
        let isHeader = line == Self.header
        if isHeader, hasBegun, !isSkipping {
            // The section before this one has no end.
            items.append(fault(.cut))
        }
        if isHeader || !hasBegun {
            reader = SectionReader()
            isSkipping = false
            resume = nil
        }
        noteGluedHeader(line, isHeader: isHeader)
        if isSkipping { return startAgain(&items) }
        hasBegun = true
        do throws(DocumentProblem) {
            try reader.feed(line)
            guard reader.isDone else { return }
            items.append(.section(try reader.section()))
            (hasBegun, reader, resume) = (false, SectionReader(), nil)
        } catch {
            items.append(fault(error))
            isSkipping = true
            startAgain(&items)
        }
    }

    /// A file that was cut inside a line, and to which another was added: the first line of the
    /// next section stands at the end of what is left of that line.
    private mutating func noteGluedHeader(_ line: [UInt8], isHeader: Bool) {
        if isReplaying { return }
        if resume != nil {
            resume? += line
        } else if !isHeader, line.count > Self.header.count,
            line.suffix(Self.header.count).elementsEqual(Self.header)
        {
            resume = Self.header
        }
    }

    /// After a fault: the lines since such a one are a section's, if it was one.
    private mutating func startAgain(_ items: inout [Item]) {
        guard let again = resume else { return }
        resume = nil
        isReplaying = true
        defer { isReplaying = false }
        for line in again.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
            takeLine(line + [0x0A], to: &items)
        }
    }

    private func fault(_ reason: Reason) -> Item {
        fault(DocumentProblem(line: reader.line + 1, reason: reason))
    }

    private func fault(_ problem: DocumentProblem) -> Item {
        let origin = reader.chain.flatMap { chain in
            reader.head.map { chain.origin(epoch: $0.epoch) }
        }
        let hasRange = reader.hasRange
        return .fault(
            Fault(
                origin: origin, from: hasRange ? reader.from : nil,
                to: hasRange ? reader.to : nil, problem: problem))
    }
}
