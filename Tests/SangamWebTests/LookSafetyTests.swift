import Testing

@testable import SangamWeb

/// Texts that try to become markup. The later ones hide the sign from `Character`: a mark or joiner
/// after it, or a prepended sign before it, makes another character of both.
private let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</title><script>1</script>", "</textarea><b>", "<!--", "{{{text}}}", "{{frame.title}}",
    "&lt;b&gt;<b>", "\u{600}<script>alert(1)</script>", "<\u{301}script>alert(1)</script>",
    "\"\u{301} onfocus=\"alert(1)", "<\u{200D}script>", "<\u{FE0F}script>", "\u{110BD}<b>",
    "'\u{20DD} x='", "<svg/onload=alert(1)>\r\n<b>", "]]><b>", "\u{0}<b>",
]

@Suite struct LookSafetyTests {
    private let templates: Templates

    init() throws {
        templates = try Templates()
    }

    private struct Shape: Hashable {
        let tag: String
        let attribute: String
    }

    /// The tags and attributes of a page, with the addresses in it.
    private func shapes(_ page: [UInt8]) -> (shapes: [Shape], links: [String]) {
        var shapes: [Shape] = []
        var links: [String] = []
        for tag in HTMLTags(page).tags {
            shapes.append(Shape(tag: tag.name, attribute: ""))
            for attribute in tag.attributes {
                shapes.append(Shape(tag: tag.name, attribute: attribute.name))
                if ["href", "src", "action"].contains(attribute.name) {
                    links.append(attribute.value)
                }
            }
        }
        return (shapes, links)
    }

    private func render(_ page: PageTable.Page) -> [UInt8] {
        func render(_ model: some Sendable) -> [UInt8] { templates.render(model, page.template) }
        return render(page.model)
    }

    @Test func `D4 D5 hostile text in every place makes no tag, no attribute and no link`() throws {
        let plain = Samples(isFull: true, words: [:], hostile: "plain")
        let expected = try PageTable.pages(plain).map { shapes(render($0)) }
        for text in hostile {
            let bad = Samples(isFull: true, words: [:], hostile: ShownText.clean(text))
            for (page, expected) in zip(try PageTable.pages(bad), expected) {
                let found = shapes(render(page))
                #expect(found.shapes == expected.shapes, "\(page.name): \(text)")
                #expect(found.links == expected.links, "\(page.name): \(text)")
            }
        }
    }

    @Test func `D4 the shape sees a tag that is planted`() {
        let calm = shapes(Array("<p>x</p>".utf8))
        #expect(shapes(Array("<p><b>x</p>".utf8)).shapes != calm.shapes)
        #expect(shapes(Array("<p id=\"a\">x</p>".utf8)).shapes != calm.shapes)
    }

    @Test func `every text of a record stands in an element that holds its direction`() {
        let marker = "QQQ"
        let samples = Samples(isFull: true, words: [:], hostile: marker)
        let page = PageTable.Page(name: "search", template: .search, model: samples.search)
        let text = String(decoding: render(page), as: UTF8.self)
        #expect(text.contains("<bdi dir=\"auto\" lang=\"ar\">\(marker)</bdi>"))
        #expect(text.contains("<h3><a href=\"/l/\(Samples.listing)\"><bdi"))
    }
}
