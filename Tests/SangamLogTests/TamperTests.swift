import SangamLog
import Testing

/// Bytes changed on the way: refused, or without effect.
@Suite struct TamperTests {
    private let origin: Origin
    private let section: Section

    init() throws {
        origin = try #require(Origin(WorkedExample.origin))
        section = try SectionReader.read(WorkedExample.section)
    }

    /// What a receiver makes of the bytes; nil if it refuses them.
    private func receive(_ bytes: [UInt8]) throws -> VerifiedExtension? {
        do {
            let section = try SectionReader.read(bytes)
            return try LogExtension.check(section, asked: origin, replica: .empty())
        } catch is DocumentProblem {
            return nil
        } catch is ExtensionRefusal {
            return nil
        }
    }

    @Test func `no changed bit of a section is applied (C9, P3)`() throws {
        let bytes = WorkedExample.section
        #expect(try receive(bytes)?.entries == section.entries)
        for index in bytes.indices {
            let bit = index % 8
            #expect(try receive(bytes.flipping(bit: bit, at: index)) == nil, "byte \(index)")
        }
    }

    @Test func `no byte left out, doubled or replaced is applied (C9)`() throws {
        let bytes = WorkedExample.section
        let strangers: [UInt8] = [0x00, 0x0A, 0x20, 0x30, 0xFF]
        for index in bytes.indices {
            var other = bytes
            let stranger = strangers[index % strangers.count]
            switch index % 3 {
            case 0: other.remove(at: index)
            case 1: other.insert(bytes[index], at: index)
            default: other[index] = stranger == bytes[index] ? 0x31 : stranger
            }
            #expect(try receive(other) == nil, "byte \(index)")
        }
    }

    @Test func `no line left out, doubled or exchanged is applied (C9)`() throws {
        let lines = WorkedExample.section.split(
            separator: 0x0A, omittingEmptySubsequences: false
        ).dropLast().map { Array($0) + [0x0A] }
        for index in lines.indices {
            var without = lines
            without.remove(at: index)
            #expect(try receive(Array(without.joined())) == nil, "without line \(index + 1)")
            var doubled = lines
            doubled.insert(lines[index], at: index)
            #expect(try receive(Array(doubled.joined())) == nil, "line \(index + 1) twice")
            for other in lines.indices.dropFirst(index + 1) where lines[index] != lines[other] {
                var exchanged = lines
                exchanged.swapAt(index, other)
                #expect(
                    try receive(Array(exchanged.joined())) == nil,
                    "lines \(index + 1) and \(other + 1) exchanged")
            }
        }
    }

    @Test func `a payload withheld changes nothing but its presence`() throws {
        let lines = section.entries.map { item -> [UInt8] in
            SectionEntry(entry: item.entry, payload: nil).line
        }
        let start = try #require(WorkedExample.section.firstRange(of: ascii("p network")))
            .lowerBound
        let bytes = WorkedExample.section.prefix(start) + lines.joined() + ascii("end\n")
        let verified = try #require(try receive(Array(bytes)))
        #expect(verified.entries.map(\.entry) == section.entries.map(\.entry))
        #expect(verified.entries.allSatisfy { $0.payload == nil })
        #expect(verified.tree == (try receive(WorkedExample.section)?.tree))
    }
}
