/// Small parts that the ways of writing share.
extension FlatCodec {
    /// A text, number or truth value as a cell shows it; empty for anything else.
    static func plain(_ value: JSON) -> String {
        switch value {
        case .string(let text): CellText.canonical(text)
        case .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: ""
        }
    }

    /// A number as JSON spells it and a double can hold it; nil for anything else.
    static func number(_ text: String) -> JSON? {
        guard isNumber(text), let value = Double(text), value.isFinite else { return nil }
        return .number(text)
    }

    /// Whether the text is a number in the spelling of JSON (RFC 8259 section 6).
    static func isNumber(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        func digits(_ rest: inout ArraySlice<UInt8>) -> Int {
            let run = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest.dropFirst(run.count)
            return run.count
        }
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let hasLeadingZero = rest.first == UInt8(ascii: "0")
        let whole = digits(&rest)
        guard whole > 0, whole == 1 || !hasLeadingZero else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard digits(&rest) > 0 else { return false }
        }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if let sign = rest.first, "+-".utf8.contains(sign) { rest.removeFirst() }
            guard digits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// A coordinate; a spreadsheet may have put a comma where its country writes one.
    static func coordinate(_ cell: String) -> JSON {
        if let number = number(cell) { return number }
        let commas = cell.utf8.count { $0 == UInt8(ascii: ",") }
        guard commas == 1 else { return .string(cell) }
        let bytes = cell.utf8.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
        return number(String(decoding: bytes, as: UTF8.self)) ?? .string(cell)
    }

    /// `true` or `false` in any case, as spreadsheets like to write them; `yes` and `no` too if
    /// `words`, where nothing but a truth value can be meant.
    static func flag(_ cell: String, words: Bool) -> JSON? {
        switch cell.lowercased() {
        case "true": true
        case "false": false
        case "yes" where words: true
        case "no" where words: false
        default: .none
        }
    }

    /// The items of a list, without white space at their ends and without empty ones.
    static func items(_ cell: String) -> [String] {
        cell.utf8.split(separator: UInt8(ascii: ";"))
            .map { CellText.trimmed(String(decoding: $0, as: UTF8.self)) }
            .filter { !$0.isEmpty }
    }

    /// What stands before and after the first `separator`; nil if a side is empty.
    static func split(_ text: String, at separator: UInt8) -> (before: String, after: String)? {
        guard let place = text.utf8.firstIndex(of: separator) else { return nil }
        let before = text.utf8[..<place]
        let after = text.utf8[text.utf8.index(after: place)...]
        guard !before.isEmpty, !after.isEmpty else { return nil }
        return (String(decoding: before, as: UTF8.self), String(decoding: after, as: UTF8.self))
    }

    /// `before (inside)`; nil for another shape.
    static func bracketed(_ text: String) -> (before: String, inside: String)? {
        guard text.utf8.last == UInt8(ascii: ")"),
            let open = text.utf8.lastIndex(of: UInt8(ascii: "("))
        else { return nil }
        let before = text.utf8[..<open]
        let inside = text.utf8[text.utf8.index(after: open)...].dropLast()
        guard before.last == UInt8(ascii: " "), before.count > 1, !inside.isEmpty else {
            return nil
        }
        return (
            String(decoding: before.dropLast(), as: UTF8.self),
            String(decoding: inside, as: UTF8.self)
        )
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
            || "._-".utf8.contains(byte)
    }

    /// Whether two values say the same, whatever the order of members. `read` comes from a cell, so
    /// its objects are small, and no name stands twice in them.
    static func same(_ read: JSON, _ value: JSON) -> Bool {
        switch (read, value) {
        case (.array(let a), .array(let b)):
            a.count == b.count && zip(a, b).allSatisfy(same)
        case (.object(let a), .object(let b)):
            a.members.count == b.members.count
                && a.members.allSatisfy { member in
                    b[member.name].map { same(member.value, $0) } ?? false
                }
        default: read == value
        }
    }
}
