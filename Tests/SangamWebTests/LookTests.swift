import Foundation
import Testing

@testable import SangamWeb

@Suite struct LookTests {
    private let templates: Templates
    private let words: [String: String]

    init() throws {
        templates = try Templates()
        words = try LookFiles.words()
    }

    private func render(_ page: PageTable.Page) -> [UInt8] {
        func render(_ model: some Sendable) -> [UInt8] { templates.render(model, page.template) }
        return render(page.model)
    }

    @Test(arguments: [true, false])
    func `every page is whole with all of its parts and with none`(isFull: Bool) throws {
        let pages = try PageTable.pages(Samples(isFull: isFull, words: words))
        for page in pages {
            let bytes = render(page)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(bytes.count > 500, "\(page.name)")
            #expect(!text.contains("{{") && !text.contains("}}"), "\(page.name)")
            #expect(!text.contains("Optional("), "\(page.name)")
            #expect(text.contains("<h1"), "\(page.name)")
            #expect(text.components(separatedBy: "<h1").count == 2, "\(page.name) has two h1")
            #expect(ForeignMarkup.unbalanced(bytes) == [], "\(page.name)")
        }
    }

    @Test func `the balance sees a tag that is not closed`() {
        #expect(ForeignMarkup.unbalanced(Array("<p><b>x</p>".utf8)) != [])
        #expect(ForeignMarkup.unbalanced(Array("<p>x".utf8)) != [])
        #expect(ForeignMarkup.unbalanced(Array("<p>x<img src=\"a\"></p>".utf8)) == [])
    }

    @Test func `every template is a page of the table or a part of one`() throws {
        let parts = Set(
            try LookFiles.names(".mustache").flatMap { name in
                LookFiles.pieces(try LookFiles.text(name), after: "{{> ", until: ["}"])
            })
        let whole = try PageTable.whole()
        for name in Templates.Name.allCases {
            let isPage = whole.contains(name)
            #expect(isPage != parts.contains(name.rawValue), "\(name)")
        }
        for part in parts { #expect(Templates.Name(rawValue: part) != nil, "\(part)") }
    }

    @Test func `the program carries exactly the files of the folder`() throws {
        let files = try LookFiles.names(".mustache").map { String($0.dropLast(9)) }
        #expect(Set(files) == Set(Templates.Name.allCases.map(\.rawValue)))
        for file in files {
            let name = "\(file).mustache"
            #expect(WebResources.all[name] == Array(try LookFiles.text(name).utf8), "\(file)")
        }
        #expect(templates.style == Array(try LookFiles.text("style.css").utf8))
        #expect(templates.art == Array(try LookFiles.text("art.svg").utf8))
        #expect(templates.icon == Array(try LookFiles.text("icon.svg").utf8))
    }

    @Test func `every word of a template is in the catalogue`() throws {
        for name in try LookFiles.names(".mustache") {
            let text = try LookFiles.text(name)
            for key in LookFiles.pieces(text, after: "frame.words.", until: ["}"]) {
                #expect(words[key] != nil, "\(key) in \(name)")
            }
        }
    }

    @Test func `no template has words, styles or scripts of its own`() throws {
        for name in try LookFiles.names(".mustache") {
            let text = try LookFiles.text(name)
            for banned in [" style=", "<style", "<script>", " onclick", "javascript:", "http:"] {
                #expect(!text.contains(banned), "\(banned) in \(name)")
            }
            // What is left when mustache and tags are taken away has no letters.
            let bare = text.replacing(#/(?s)\{\{\{?.*?\}\}\}?/#, with: "")
                .replacing(#/(?s)<[^>]*>/#, with: "")
            let letters = bare.filter(\.isLetter)
            #expect(letters.isEmpty || name == "verify.mustache", "\(letters) in \(name)")
        }
    }

    @Test func `D1 only the trusted part writes without escaping`() throws {
        for name in try LookFiles.names(".mustache") {
            let text = try LookFiles.text(name)
            #expect(text.contains("{{{") == (name == "linkeddata.mustache"), "\(name)")
            #expect(!text.contains("{{&"), "\(name)")
        }
        let data = "<script type=\"application/ld+json\">{{{frame.linkedData}}}</script>\n"
        #expect(try LookFiles.text("linkeddata.mustache").hasSuffix("\n" + data))
    }

    @Test func `D5 linked data cannot end its script`() {
        let data = LinkedData(json: "{\"a\":\"</script><!-- &\u{2028}\u{85}\u{600}<\u{301}é\"}")
        let allowed =
            "{\"a\":\"\\u003c/script\\u003e\\u003c!-- \\u0026\\u2028\\u0085"
            + "\u{600}\\u003c\u{301}é\"}"
        #expect(Array(data.renderText.utf8) == Array(allowed.utf8))
    }
}
