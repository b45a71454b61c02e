/// Puts texts in the order in which people count: `Stall 5` before `Stall 13`.
enum NaturalOrder {
    /// A text to sort by: before each number stands how long it is.
    ///
    /// - Parameter folded: a folded text, whose digits are those of ASCII.
    static func key(_ folded: String) -> String {
        var key: [UInt8] = []
        var number: [UInt8] = []
        func close() {
            guard !number.isEmpty else { return }
            let digits = number.drop { $0 == 0x30 }
            // Longer numbers are no numbers that anybody counts by.
            key.append(UInt8(min(9, digits.count)) + 0x30)
            key += digits
            number = []
        }
        for byte in folded.utf8 {
            if (0x30...0x39).contains(byte) {
                number.append(byte)
            } else {
                close()
                key.append(byte)
            }
        }
        close()
        return String(decoding: key, as: UTF8.self)
    }
}
