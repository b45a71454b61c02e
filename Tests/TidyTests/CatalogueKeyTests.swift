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

    @Test func `the rules see a planted key`() {
        let template = "{{frame.words.find}}{{frame.words.x1}}"
        #expect(names(after: "frame.words.", in: template) == ["find", "x1"])
        let code = "c.text(\"month\\(n)\") c.text(\n    \"home\", [:]) c.text(key)"
        #expect(names(after: ".text(", in: code) == ["home"])
        let keys = catalogueKeys("# a = b\nfind = x\nby = x {name}\nday[one] = x\nday[other] = y\n")
        #expect(keys.plain == ["find"] && keys.all == ["find", "by", "day"])
    }
}
