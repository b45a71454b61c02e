import SangamDirectory

/// One row as a survey reads it; it lives no longer than the step of the statement that it is of.
struct SurveyItem {
    let row: Int64
    let node: Int64
    /// As `SurveyRow` has packed it.
    let packed: UnsafeBufferPointer<UInt8>
    let flags: UInt8
    let latitude: Double?
    let longitude: Double?
    let confirmed: Int64?
    private let numbers: Int
    private let numberCount: Int

    var isListed: Bool { flags & SurveyRow.isListed != 0 }
    /// Whether its kind, which is the first of its values, is `image`.
    var isPicture: Bool {
        let place = numbers + numberCount * SurveyRow.keyBytes
        let kind = "image".utf8
        guard place + 3 + kind.count <= packed.count, packed[place] == FacetKind.kind.rawValue,
            Int(packed[place + 1]) == kind.count
        else { return false }
        return packed[(place + 3)..<(place + 3 + kind.count)].elementsEqual(kind)
    }
    var repeats: Bool { flags & SurveyRow.repeats != 0 }

    /// nil if the bytes are damaged.
    init?(row: Int64, node: Int64, packed: UnsafeBufferPointer<UInt8>) {
        guard packed.count > SurveyRow.keyBytes + 1 else { return nil }
        self.row = row
        self.node = node
        self.packed = packed
        let flags = packed[SurveyRow.keyBytes]
        self.flags = flags
        var place = SurveyRow.keyBytes + 1
        func number() -> UInt64? {
            guard place + 8 <= packed.count else { return nil }
            var value: UInt64 = 0
            for offset in (0..<8).reversed() { value = value << 8 | UInt64(packed[place + offset]) }
            place += 8
            return value
        }
        if flags & SurveyRow.hasPoint != 0 {
            guard let north = number(), let east = number() else { return nil }
            latitude = Double(bitPattern: north)
            longitude = Double(bitPattern: east)
        } else {
            latitude = nil
            longitude = nil
        }
        if flags & SurveyRow.hasConfirmed != 0 {
            guard let moment = number() else { return nil }
            confirmed = Int64(bitPattern: moment)
        } else {
            confirmed = nil
        }
        guard place < packed.count else { return nil }
        numberCount = Int(packed[place])
        numbers = place + 1
        guard numbers + numberCount * SurveyRow.keyBytes <= packed.count else { return nil }
    }

    /// The record's key, then those of its numbers in registers.
    func eachKey(_ take: (SurveyKey) -> Void) {
        take(SurveyKey(packed, at: 0))
        for index in 0..<numberCount {
            take(SurveyKey(packed, at: numbers + index * SurveyRow.keyBytes))
        }
    }

    /// The values of facets: kind, key and the text as written.
    func eachValue(
        _ take: (UInt8, Slice<UnsafeBufferPointer<UInt8>>, Slice<UnsafeBufferPointer<UInt8>>) ->
            Void
    ) {
        var place = numbers + numberCount * SurveyRow.keyBytes
        while place + 3 <= packed.count {
            let (kind, key, text) = (
                packed[place], Int(packed[place + 1]), Int(packed[place + 2])
            )
            let start = place + 3
            guard start + key + text <= packed.count else { return }
            let keyBytes = packed[start..<(start + key)]
            take(
                kind, keyBytes, text == 0 ? keyBytes : packed[(start + key)..<(start + key + text)])
            place = start + key + text
        }
    }
}

/// The key of a target as two numbers, which are compared faster than bytes.
struct SurveyKey: Hashable {
    let high: UInt64
    let low: UInt64

    /// Needs: 16 bytes from `place` on.
    init(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) {
        var (high, low): (UInt64, UInt64) = (0, 0)
        for offset in 0..<8 {
            high = high << 8 | UInt64(bytes[place + offset])
            low = low << 8 | UInt64(bytes[place + 8 + offset])
        }
        self.high = high
        self.low = low
    }
}
