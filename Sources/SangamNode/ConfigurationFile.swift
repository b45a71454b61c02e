import SangamDirectory

/// sangam.conf: lines of `key = value`, with `#` comments; of a repeated key the last line counts.
struct ConfigurationFile {
    private(set) var values: [ConfigurationKey: (text: String, line: Int)] = [:]
    private(set) var problems: [String] = []

    init(_ bytes: [UInt8]) {
        let bytes = Array(ByteOrderMark.dropped(bytes))
        guard String(validating: bytes, as: UTF8.self) != nil else {
            problems = ["\(NodeConfiguration.fileName) is not UTF-8 text"]
            return
        }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            read(Self.trimmed(Self.withoutComment(line)), number: index + 1)
        }
    }

    private mutating func read(_ line: ArraySlice<UInt8>, number: Int) {
        guard !line.isEmpty else { return }
        let place = "\(NodeConfiguration.fileName) line \(number)"
        guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else {
            problems.append("\(place): a line has to be key = value, or begin with #")
            return
        }
        let name = String(decoding: Self.trimmed(line[..<equals]), as: UTF8.self)
        let value = String(decoding: Self.trimmed(line[(equals + 1)...]), as: UTF8.self)
        guard let key = ConfigurationKey.named(name) else {
            let known = ConfigurationKey.allCases.map(\.rawValue)
            problems.append(
                "\(place): unknown key \"\(name.prefix(64))\""
                    + NearestName.suggestion(for: name, in: known))
            return
        }
        values[key] = (value, number)
    }

    /// A comment begins with a # at the line's start or after a space; any other belongs to the
    /// value.
    private static func withoutComment(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = line.indices.first { index in
            guard line[index] == UInt8(ascii: "#") else { return false }
            return index == line.startIndex || isBlank(line[index - 1])
        }
        return line[..<(start ?? line.endIndex)]
    }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let tail = bytes.drop(while: isBlank)
        guard let last = tail.lastIndex(where: { !isBlank($0) }) else { return [] }
        return tail[...last]
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }
}
