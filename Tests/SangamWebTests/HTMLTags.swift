/// The tags of a page as a browser reads them: names, and attributes with their values. Bytes only,
/// so that no mark after a sign changes what is seen.
struct HTMLTags {
    struct Tag {
        var name: String
        var attributes: [(name: String, value: String)] = []
    }

    private(set) var tags: [Tag] = []
    private var rest: ArraySlice<UInt8>

    init(_ page: [UInt8]) {
        rest = page[...]
        while let sign = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[(sign + 1)...]
            guard let first = rest.first, Self.opens(first) else { continue }
            readTag()
        }
    }

    private mutating func readTag() {
        var tag = Tag(name: text(until: { Self.isSpace($0) || $0 == UInt8(ascii: ">") }))
        while true {
            rest = rest.drop(while: { Self.isSpace($0) || $0 == UInt8(ascii: "/") })
            guard let next = rest.first, next != UInt8(ascii: ">") else { break }
            let name = text(until: {
                Self.isSpace($0) || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">")
            })
            rest = rest.drop(while: Self.isSpace)
            guard rest.first == UInt8(ascii: "=") else {
                tag.attributes.append((name, ""))
                continue
            }
            rest = rest.dropFirst().drop(while: Self.isSpace)
            tag.attributes.append((name, value()))
        }
        tags.append(tag)
    }

    private mutating func value() -> String {
        guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        else { return text(until: { Self.isSpace($0) || $0 == UInt8(ascii: ">") }) }
        rest = rest.dropFirst()
        let value = text(until: { $0 == quote })
        rest = rest.dropFirst()
        return value
    }

    private mutating func text(until isEnd: (UInt8) -> Bool) -> String {
        let part = rest.prefix { !isEnd($0) }
        rest = rest[part.endIndex...]
        return String(decoding: part, as: UTF8.self)
    }

    private static func opens(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || "/!?".utf8.contains(byte)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}
