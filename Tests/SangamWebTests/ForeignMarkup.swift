/// What a browser would take for markup on a page, and no template has.
struct ForeignMarkup {
    private static let tags: Set<String> = [
        "!doctype", "a", "abbr", "article", "aside", "b", "base", "bdi", "body", "button",
        "caption", "circle", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "g", "h1", "h2", "h3", "head", "header", "html", "img", "input", "label",
        "legend", "li", "line", "link", "main", "meta", "nav", "ol", "p", "path", "rect",
        "section", "small", "span", "strong", "summary", "svg", "table", "tbody", "td", "text",
        "textarea", "th", "thead", "time", "title", "tr", "ul", "use",
    ]

    private static let attributes: Set<String> = [
        "accept", "action", "alt", "aria-current", "aria-describedby", "aria-hidden",
        "aria-invalid",
        "aria-label", "aria-labelledby", "autocomplete", "charset", "checked", "class", "content",
        "cx", "cy", "d", "data-bounds", "data-copy", "data-done", "data-label", "data-lang",
        "data-list", "data-live",
        "data-live-button", "data-live-picture", "data-live-status", "data-live-tiles", "data-on",
        "data-save", "data-shrink",
        "data-outline", "data-tiles", "data-words", "datetime", "decoding", "dir", "dy",
        "fill-rule", "for", "height", "hidden", "href", "hreflang", "html", "id", "inputmode",
        "lang", "loading", "maxlength", "method", "name", "open", "overflow", "placeholder",
        "preserveaspectratio", "r", "readonly", "rel", "required", "role", "rows", "scope",
        "selected", "size", "src", "tabindex", "target", "title", "transform", "type", "value",
        "viewbox",
        "width", "x", "x1", "x2", "y", "y1", "y2",
    ]

    /// Scripts that the head of a page has: ours, and data that is none.
    private static let scripts: [[String]] = [
        [], ["type=module", "src=/site.js"], ["type=application/ld+json"],
    ]

    /// Every foreign tag, attribute and address.
    static func found(_ page: [UInt8]) -> [String] {
        HTMLTags(page).tags.flatMap { tag in
            let name = tag.name.hasPrefix("/") ? String(tag.name.dropFirst()) : tag.name
            if name == "script" {
                let written = tag.attributes.map { "\($0.name)=\($0.value)" }
                return scripts.contains(written) && written.isEmpty == tag.name.hasPrefix("/")
                    ? [] : ["<\(tag.name) \(written)>"]
            }
            var found = tags.contains(name) ? [] : ["<\(tag.name)>"]
            found += tag.attributes.filter { !attributes.contains($0.name.lowercased()) }
                .map { "<\(tag.name) \($0.name)>" }
            found += tag.attributes.filter { $0.name == "href" }.map(\.value).filter { href in
                !["/", "#", "https:", "http:", "mailto:", "tel:"].contains { href.hasPrefix($0) }
            }
            found += tag.attributes.filter { ["src", "action"].contains($0.name) }.map(\.value)
                .filter { !$0.hasPrefix("/") || $0.hasPrefix("//") }
            return found
        }
    }

    /// What is open at the end of a page, or closed without having been opened.
    static func unbalanced(_ page: [UInt8]) -> [String] {
        let void: Set<String> = ["!doctype", "meta", "link", "img", "input", "base", "br"]
        let selfClosing: Set<String> = ["use", "path", "circle", "rect", "line"]
        var open: [String] = []
        var faults: [String] = []
        for tag in HTMLTags(page).tags {
            let name = tag.name.filter { $0 != "/" || tag.name.first == "/" }
            if void.contains(name) || selfClosing.contains(name) { continue }
            guard name.first == "/" else {
                open.append(name)
                continue
            }
            if open.last == String(name.dropFirst()) {
                open.removeLast()
            } else {
                faults.append("\(name) inside \(open.suffix(2))")
            }
        }
        return faults + open.map { "<\($0)> is never closed" }
    }
}
