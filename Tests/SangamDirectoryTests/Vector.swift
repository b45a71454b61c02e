import SangamDirectory
import SangamLog
import Testing

/// A text with the rule that it must be refused by; nil if it must be taken.
struct Vector: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let rule: RecordProblem.Rule?

    init(_ name: String, _ bytes: [UInt8], _ rule: RecordProblem.Rule?) {
        self.name = name
        self.bytes = bytes
        self.rule = rule
    }

    init(_ name: String, _ text: String, _ rule: RecordProblem.Rule?) {
        self.init(name, Array(text.utf8), rule)
    }

    /// `{"kind":"x","a":` + `inner` + `}`: everything but the inner part is good.
    init(_ name: String, inner: [UInt8], _ rule: RecordProblem.Rule?) {
        self.init(name, Array("{\"kind\":\"x\",\"a\":".utf8) + inner + Array("}".utf8), rule)
    }

    /// A string value that holds these bytes.
    init(_ name: String, inString bytes: [UInt8], _ rule: RecordProblem.Rule?) {
        self.init(name, inner: [0x22] + bytes + [0x22], rule)
    }

    var testDescription: String { name }
}

/// A small generator that repeats itself from a seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// The seed of a property test; it stands in the test's output when the test fails.
let propertySeed: UInt64 = 20_261_121

func node(_ letter: Character = "a") throws -> NodeID {
    try #require(NodeID(String(repeating: letter, count: 32)))
}

func record(_ text: String) throws -> Record {
    try RecordCoding.parseInput(Array(text.utf8))
}
