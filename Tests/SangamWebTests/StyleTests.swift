import ChildProcess
import Foundation
import Testing

@testable import SangamWeb

@Suite struct StyleTests {
    private let css: String

    init() throws {
        css = try LookFiles.text("style.css")
    }

    /// Properties and values that belong to one direction, one script or another host.
    private static let banned = [
        #"[{;\s-](left|right)\s*:"#, #":\s*(left|right)\b"#, "letter-spacing", "text-transform",
        #"\burl\("#, "@import", "@font-face", "(margin|padding|border)-(top|bottom)", "!important",
    ]

    private static func banned(in css: String) -> [String] {
        banned.filter { css.range(of: $0, options: .regularExpression) != nil }
    }

    @Test func `F9 the style has one direction for all scripts and asks nothing of others`() {
        #expect(Self.banned(in: css) == [])
    }

    @Test(arguments: [
        "p{left:0}", "p{text-align:right}", "p{margin-left:1px}", "p{float:left}",
        "p{letter-spacing:1px}", "p{background:url(x)}",
    ])
    func `the rule sees a planted property`(planted: String) {
        #expect(!Self.banned(in: planted).isEmpty)
    }

    @Test func `every class of a template has a rule`() throws {
        let selectors = Set(css.matches(of: #/\.([a-z][a-z0-9-]*)/#).map { String($0.output.1) })
        // Marks for tests and scripts, and those that look like their surroundings.
        let bare: Set<String> = ["matches", "says", "reach", "merged", "ask", "screen"]
        for name in try LookFiles.names(".mustache") {
            let text = try LookFiles.text(name).replacing(#/(?s)\{\{.*?\}\}/#, with: " ")
            for value in LookFiles.pieces(text, after: " class=\"", until: ["\""]) {
                for item in value.split(separator: " ") where item != "d" {
                    #expect(
                        selectors.contains(String(item)) || bare.contains(String(item)),
                        "\(item) in \(name)")
                }
            }
        }
    }

    @Test func `every drawing that is asked for is in the sheet`() throws {
        let art = try LookFiles.text("art.svg")
        let ids = Set(LookFiles.pieces(art, after: "<symbol id=\"", until: ["\""]))
        #expect(GoodsArt.all.isSubset(of: ids))
        #expect(GoodsArt.symbol(["flatbread", "bread", "food"]) == "food")
        #expect(GoodsArt.symbol(["unheard-of"]) == "basket")
        for name in try LookFiles.names(".mustache") {
            let text = try LookFiles.text(name)
            for id in LookFiles.pieces(text, after: "/art.svg#", until: ["\""])
            where !id.hasPrefix("{{") {
                #expect(ids.contains(id), "\(id) in \(name)")
            }
        }
    }

    @Test func `a page with the style fits the first round trip`() throws {
        let templates = try Templates()
        let style = try Self.gzipped(Array(css.utf8))
        #expect(style <= 6_144)
        let words = try LookFiles.words()
        for page in try PageTable.pages(Samples(isFull: true, words: words)) {
            func render(_ model: some Sendable) -> [UInt8] {
                templates.render(model, page.template)
            }
            let size = try Self.gzipped(render(page.model)) + style
            #expect(size <= 14_336, "\(page.name) \(size)")
        }
    }

    /// The length after `gzip -6`. Units: bytes.
    private static func gzipped(_ bytes: [UInt8]) throws -> Int {
        let file = FileManager.default.temporaryDirectory.appending(path: "look-\(UUID()).html")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try ChildProcess.run("/bin/gzip", ["-6", "-c", file.path]).output.count
    }
}
