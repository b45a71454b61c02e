import Foundation
import Testing

/// Texts that templates and Swift ask the catalogues for.
private let catalogue = "Sources/SangamWeb/Resources/Catalogues/en.txt"

/// The keys of a catalogue: with forms for counts or without.
func catalogueKeys(_ text: String) -> (plain: Set<String>, all: Set<String>) {
    var plain: Set<String> = []
    var all: Set<String> = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
        guard let equals = line.firstIndex(of: "=") else { continue }
        let written = line[..<equals].filter { $0 != " " }
        let key = String(written.prefix { $0 != "[" })
        all.insert(key)
        if written.count == key.count, !line[equals...].contains("{") { plain.insert(key) }
    }
    return (plain, all)
}

/// The names that stand after a mark, and perhaps white space and a quote mark.
func names(after mark: String, in text: String) -> [String] {
    text.ranges(of: mark).compactMap { range in
        var rest = text[range.upperBound...].drop { $0 == " " || $0 == "\n" }
        if mark.hasSuffix("(") {
            guard rest.first == "\"" else { return nil }
            rest.removeFirst()
        }
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        // A name that goes on with a value cannot be known here.
        return name.isEmpty || rest.dropFirst(name.count).first == "\\" ? nil : String(name)
    }
}

/// Beginnings of keys whose rest is known only when a page is made, with what the rest is.
private let composed: [(name: String, rest: String)] = [
    ("status", "a value of a record"), ("form", "a value of a record; a fault of a form"),
    ("ownedBy", "a value of a record"), ("attendance", "a value of a record"),
    ("access", "a value of a record"), ("cancelled", "yes or no"),
    ("accepts", "a value of a record"), ("resource", "a value of a record"),
    ("twin", "a value of a record"), ("vouch", "a value of a record"),
    ("reason", "a value of a record"), ("sure", "a value of a record"),
    ("licence", "a value of a record"), ("relation", "a value of a record"),
    ("relationBack", "a value of a record"), ("related", "a value of a record"),
    ("precision", "a value of a record"), ("direction", "a value of a record"),
    ("item", "a value of a record"), ("terms", "a value of a record"),
    ("stock", "a value of a record"), ("season", "a value of a record"),
    ("certified", "a value of a record"), ("role", "a value of a record"),
    ("link", "a value of a record"), ("contact", "a way of contact"),
    ("same", "why two records are one"), ("facetDirection", "a value of a record"),
    ("kind", "a kind of record"), ("kinds", "a kind of record"), ("label", "a member's name"),
    ("field", "a member's name"), ("fresh", "a band of freshness"),
    ("correctReason", "a choice of a form"), ("state", "how a log stands"),
    ("month", "a number"), ("weekday", "a number"), ("weekdayShort", "a number"),
    ("trade", "why an offer fits a want"), ("duplicate", "why two records may be one"),
    ("why", "why a record is not here"), ("picture", "why a picture is not shown"),
    ("mailAsk", "a part of a letter"), ("mailCorrect", "a part of a letter"),
    ("mailForward", "a part of a letter"),
]

/// Whether a key is one of a group: the rest begins with a capital or a digit.
private func isIn(_ group: String, _ key: String) -> Bool {
    guard key.hasPrefix(group), let next = key.dropFirst(group.count).first else { return false }
    return next.isUppercase || next.isNumber
}

/// The names in a text of any kind.
private func words(of text: String) -> Set<String> {
    Set(
        text.utf8.split { byte in
            !((0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte))
        }.map { String(Substring($0)) })
}

@Suite struct CatalogueKeyTests {
    private let keys: (plain: Set<String>, all: Set<String>)

    init() throws { keys = catalogueKeys(try Project.text(catalogue)) }

    @Test func `every text that a template asks for is in the catalogues, without values`() throws {
        let paths = Project.files(under: "Sources/SangamWeb/Resources")
            .filter { $0.hasSuffix(".mustache") }
        #expect(!paths.isEmpty)
        for path in paths {
            let asked = Set(names(after: "frame.words.", in: try Project.text(path)))
            #expect(asked.subtracting(keys.plain) == [], "\(path)")
        }
    }

    @Test func `every text that Swift asks for is in the catalogues`() throws {
        var count = 0
        let folders = ["Sources/SangamWeb/Pages/", "Sources/SangamWeb/Words/"]
        for file in Project.sources where folders.contains(where: file.path.hasPrefix) {
            let text = file.lines.joined(separator: "\n")
            let marks = [".text(", " text(", ".count("]
            let asked = Set(marks.flatMap { names(after: $0, in: text) })
            count += asked.count
            #expect(asked.subtracting(keys.all) == [], "\(file.path)")
        }
        #expect(count > 50)
    }

    @Test func `every text of the catalogues is asked for somewhere`() throws {
        let folders = ["Sources/SangamWeb/", "Sources/SangamNode/", "Sources/SangamDirectory/"]
        let swift = Project.sources.filter { file in folders.contains(where: file.path.hasPrefix) }
            .map { $0.lines.joined(separator: "\n") }.joined(separator: "\n")
        let pages = try Project.files(under: "Sources/SangamWeb/Resources")
            .filter { $0.hasSuffix(".mustache") || $0.hasSuffix(".js") }.map(Project.text)
            .joined(separator: "\n")
        let asked = words(of: swift + "\n" + pages)
        let unused = keys.all.filter { key in
            !asked.contains(key)
                && !composed.contains { group in isIn(group.name, key) }
                && !(key.hasSuffix("Title") && asked.contains(String(key.dropLast(5))))
        }
        #expect(unused.sorted() == [])
        for group in composed {
            #expect(
                swift.contains("\"\(group.name)\"") || swift.contains("\"\(group.name)\\("),
                "nothing asks for \(group.name)…")
        }
    }

    @Test func `a text that nothing asks for is seen`() {
        #expect(
            words(of: #"text("find") {{frame.words.home}} "day\(n)""#)
                == ["text", "find", "frame", "words", "home", "day", "n"])
        #expect(isIn("day", "dayOff") && isIn("day", "day1"))
        #expect(!isIn("day", "days") && !isIn("day", "day"))
    }

    @Test func `the rules see a planted key`() {
        let template = "{{frame.words.find}}{{frame.words.x1}}"
        #expect(names(after: "frame.words.", in: template) == ["find", "x1"])
        let code = "c.text(\"month\\(n)\") c.text(\n    \"home\", [:]) c.text(key)"
        #expect(names(after: ".text(", in: code) == ["home"])
        let keys = catalogueKeys("# a = b\nfind = x\nby = x {name}\nday[one] = x\nday[other] = y\n")
        #expect(keys.plain == ["find"] && keys.all == ["find", "by", "day"])
    }
}
