/// Reads the parts of a POSIX zone rule, one after another.
struct PosixZoneText {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) { rest = Array(text.utf8)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    /// `SAST`, or `<+03>`.
    mutating func name() -> String? {
        let isQuoted = rest.first == UInt8(ascii: "<")
        if isQuoted { rest = rest.dropFirst() }
        let name = rest.prefix {
            (0x61...0x7A).contains($0 | 0x20)
                || isQuoted && ((0x30...0x39).contains($0) || "+-".utf8.contains($0))
        }
        guard (3...10).contains(name.count) else { return nil }
        rest = rest.dropFirst(name.count)
        if isQuoted {
            guard rest.first == UInt8(ascii: ">") else { return nil }
            rest = rest.dropFirst()
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// `-2`, `3:30`, `+167:59:59`. Units: seconds.
    mutating func offset() -> Int? {
        let sign = rest.first
        let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
        var text = isSigned ? rest.dropFirst() : rest
        var seconds = 0
        var unit = 3_600
        while unit > 0 {
            let digits = text.prefix { (0x30...0x39).contains($0) }
            guard digits.count <= 3, let number = CivilDigits.number(digits),
                number < (unit == 3_600 ? 168 : 60)
            else { return nil }
            seconds += number * unit
            text = text.dropFirst(digits.count)
            unit /= 60
            guard unit > 0, text.first == UInt8(ascii: ":") else { break }
            text = text.dropFirst()
        }
        rest = text
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }

    /// `,M3.5.0/1`.
    mutating func change() -> ZoneRule.Change? {
        guard rest.starts(with: ",M".utf8) else { return nil }
        rest = rest.dropFirst(2)
        guard let month = number(1...12, until: "."), let week = number(1...5, until: "."),
            let sunday = number(0...6, until: nil)
        else { return nil }
        var seconds = 7_200
        if rest.first == UInt8(ascii: "/") {
            rest = rest.dropFirst()
            guard let time = offset() else { return nil }
            seconds = time
        }
        return .init(month: month, week: week, weekday: (sunday + 6) % 7, seconds: seconds)
    }

    private mutating func number(_ range: ClosedRange<Int>, until end: Unicode.Scalar?) -> Int? {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard let number = CivilDigits.number(digits), range.contains(number) else { return nil }
        rest = rest.dropFirst(digits.count)
        if let end {
            guard rest.first.map({ UInt32($0) == end.value }) == true else { return nil }
            rest = rest.dropFirst()
        }
        return number
    }
}
