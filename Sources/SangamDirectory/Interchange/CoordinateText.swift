/// Coordinates as people write them.
///
/// Shape: `51.5`, `51,5`, `+51.5°`, `51.5 N`, `S 33.9`, `51°30'26"N`, `51 30.43 N`.
enum CoordinateText {
    /// The degrees, and the text if JSON can keep it as it is.
    struct Reading: Sendable, Equatable {
        var degrees: Double
        var written: String
        /// Whether a letter or word said north or south (true), east or west (false).
        var isLatitude: Bool?
    }

    /// One coordinate; nil if the text is none.
    static func read(_ written: String) -> Reading? {
        guard written.utf8.count <= 64 else { return nil }
        let text = CellReading.plainDigits(written)
        if let plain = plain(text) { return plain }
        var letters: [Unicode.Scalar] = []
        var numbers: [String] = []
        var current = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9", ".": current.unicodeScalars.append(scalar)
            case ",": current += "."
            case "-", "\u{2212}", "+":
                guard numbers.isEmpty, current.isEmpty else { return nil }
                if scalar != "+" { current = "-" }
            default:
                if !current.isEmpty, current != "-" {
                    numbers.append(current)
                    current = ""
                }
                if ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar) {
                    letters.append(scalar)
                } else if !isMark(scalar) {
                    return nil
                }
            }
        }
        if !current.isEmpty { numbers.append(current) }
        return reading(numbers, letters: String(String.UnicodeScalarView(letters)).lowercased())
    }

    /// Both coordinates of a cell such as `51.5, -0.1`, `51,5; -0,1`, `POINT(-0.1 51.5)`.
    static func readPair(_ text: String) -> (Reading, Reading)? {
        guard text.utf8.count <= 200 else { return nil }
        var body = text
        var isSwapped = false
        let folded = text.lowercased()
        if folded.hasPrefix("point"), let open = text.firstIndex(of: "("),
            let close = text.lastIndex(of: ")"), open < close
        {
            body = String(text[text.index(after: open)..<close])
            isSwapped = true
        } else if folded.hasPrefix("geo:") {
            body = String(text.dropFirst(4).prefix { $0 != ";" && $0 != "?" })
        }
        body = String(
            String.UnicodeScalarView(
                body.unicodeScalars.filter { !"()[]".unicodeScalars.contains($0) }))
        for separator in [";", "|", ", ", "\t", ",", " "] {
            let parts = body.split(separator: separator).map { CellDecoder.trimmed(String($0)) }
                .filter { !$0.isEmpty }
            guard parts.count == 2, let first = read(parts[0]), let second = read(parts[1]) else {
                continue
            }
            let saysSwapped = first.isLatitude == false || second.isLatitude == true
            return isSwapped || saysSwapped ? (second, first) : (first, second)
        }
        // Forms write "lat lon altitude precision".
        let parts = body.split(separator: " ").map(String.init)
        guard (3...4).contains(parts.count), parts.allSatisfy({ plain($0) != nil }),
            let first = read(parts[0]), let second = read(parts[1])
        else { return nil }
        return isSwapped ? (second, first) : (first, second)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\u{A0}", "\u{B0}", "\u{BA}", "'", "\"", "\u{2032}", "\u{2033}", "\u{2019}",
            "\u{201D}", "\u{B4}", ":":
            true
        default: false
        }
    }

    /// A number with nothing around it.
    private static func plain(_ text: String) -> Reading? {
        let bytes = Array(text.utf8)
        guard bytes.allSatisfy({ (0x30...0x39).contains($0) || "+-.,eE".utf8.contains($0) }) else {
            return nil
        }
        let commas = bytes.filter { $0 == UInt8(ascii: ",") }.count
        guard commas <= 1, commas == 0 || !bytes.contains(UInt8(ascii: ".")) else { return nil }
        let point = String(decoding: bytes.map { $0 == 0x2C ? 0x2E : $0 }, as: UTF8.self)
        guard let degrees = Double(point), degrees.isFinite else { return nil }
        return Reading(degrees: degrees, written: JSONNumber.spelling(point, degrees))
    }

    private static func reading(_ numbers: [String], letters: String) -> Reading? {
        let values = numbers.compactMap(Double.init)
        guard (1...3).contains(values.count), values.count == numbers.count,
            values.allSatisfy(\.isFinite)
        else { return nil }
        guard values.dropFirst().allSatisfy({ (0..<60).contains($0) }) else { return nil }
        let isSouthWest: Bool
        let isLatitude: Bool?
        switch letters {
        case "": (isSouthWest, isLatitude) = (false, nil)
        case "n", "north", "lat", "ls u", "lu": (isSouthWest, isLatitude) = (false, true)
        case "s", "south", "ls": (isSouthWest, isLatitude) = (true, true)
        case "e", "east", "o", "bt", "lon", "long": (isSouthWest, isLatitude) = (false, false)
        case "w", "west", "bb": (isSouthWest, isLatitude) = (true, false)
        default: return nil
        }
        let isNegative = isSouthWest || (numbers.first?.hasPrefix("-") ?? false)
        var degrees = values[0].magnitude
        if values.count > 1 { degrees += values[1] / 60 }
        if values.count > 2 { degrees += values[2] / 3_600 }
        degrees = ((isNegative ? -degrees : degrees) * 1e7).rounded() / 1e7
        guard degrees.isFinite, degrees.magnitude <= 100_000 else { return nil }
        return Reading(
            degrees: degrees, written: JSONNumber.spelling("", degrees), isLatitude: isLatitude)
    }
}

/// Numbers as JSON may spell them.
enum JSONNumber {
    /// The text itself if JSON allows it, else the shortest spelling of the value.
    static func spelling(_ text: String, _ value: Double) -> String {
        if isNumber(text) { return text }
        let short = "\(value)"
        return short.hasSuffix(".0") ? String(short.dropLast(2)) : short
    }

    /// Whether the text is a JSON number.
    static func isNumber(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(64))
        guard bytes.count == text.utf8.count, let value = try? RecordCoding.parseJSON(bytes),
            case .number = value
        else { return false }
        return !bytes.contains(0x20)
    }
}
