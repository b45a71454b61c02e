import SangamDirectory
import Testing

/// What is written is read back the same, and mutated bytes never trap.
@Suite struct RoundTripTests {
    @Test func `any value that we write reads back equal, on one line`() throws {
        for round in 0..<400 {
            let seed = propertySeed &+ UInt64(round)
            var generator = SeededGenerator(seed: seed)
            let value = JSON.object(
                ["kind": "x", "v": Self.value(depth: 2, using: &generator)])
            let bytes = RecordCoding.encode(value)
            #expect(bytes.allSatisfy { $0 >= 0x20 }, "seed \(seed)")
            let read = try RecordCoding.parseJSON(bytes, allowingWhitespace: false)
            #expect(read == value, "seed \(seed)")
            #expect(RecordCoding.encode(read) == bytes, "seed \(seed)")
        }
    }

    @Test func `numbers keep the spelling that they were written with`() throws {
        for number in ["-0", "1.0", "1E5", "9007199254740993", "0.10", "1e-400"] {
            let read = try RecordCoding.parseJSON(Array(number.utf8))
            #expect(read == .number(number))
            #expect(RecordCoding.encode(read) == Array(number.utf8))
        }
    }

    @Test func `flipping, cutting and doubling bytes never traps (D13)`() throws {
        let original = Array(
            """
            {"kind":"offer","name":{"ur":"\\u0631\\ud83d\\ude00","zu":"Isinkwa é"},\
            "n":[-1.5e3,true,{}]}
            """.utf8)
        _ = try RecordCoding.parse(original, kind: "offer")
        var taken = 0
        for round in 0..<20_000 {
            let seed = propertySeed &+ UInt64(round)
            var generator = SeededGenerator(seed: seed)
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(bytes[place], at: place)
                default: bytes = Array(bytes[...place])
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            guard let record = try? RecordCoding.parse(bytes, kind: nil) else { continue }
            taken += 1
            let again = RecordCoding.encode(.object(record.json))
            #expect(try RecordCoding.parse(again, kind: nil) == record, "seed \(seed)")
            _ = (record.names, record.links, record.withheld, SearchText.row(for: record))
        }
        // A property that never sees a good payload would prove nothing.
        #expect(taken > 100)
    }

    static func value(depth: Int, using generator: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth < 15 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int.random(in: .min ... .max, using: &generator))
        case 3:
            return .number(String(Double.random(in: -1e300...1e300, using: &generator)))
        case 4: return .string(text(using: &generator))
        case 5:
            return .array(
                (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
                    value(depth: depth + 1, using: &generator)
                })
        default:
            return .object(
                JSONObject(
                    (0..<Int.random(in: 0..<4, using: &generator)).map { index in
                        .init(
                            name: "\(index)" + text(using: &generator),
                            value: value(depth: depth + 1, using: &generator))
                    }))
        }
    }

    static func text(using generator: inout SeededGenerator) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<12, using: &generator) {
            let top: UInt32 =
                [0x20, 0x80, 0x3000, 0x10FFFF].randomElement(using: &generator) ?? 0x80
            guard let scalar = Unicode.Scalar(UInt32.random(in: 0...top, using: &generator)),
                scalar.value & 0xFFFE != 0xFFFE, !(0xFDD0...0xFDEF).contains(scalar.value)
            else { continue }
            scalars.append(scalar)
        }
        return String(scalars)
    }
}
