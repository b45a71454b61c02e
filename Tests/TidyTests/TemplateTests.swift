import Foundation
import Testing

/// swift-mustache escapes by `Character`, so a combining mark can hide a `<`. Our own content type
/// escapes bytes; a template without it is a way in for scripts.
private let firstLine = "{{% CONTENT_TYPE:SANGAM }}"

/// The one template that writes a value as it is: JSON needs its quotation marks. The value makes
/// itself safe (`LinkedData`).
private let trusted = (
    path: "Sources/SangamWeb/Resources/linkeddata.mustache", mark: "{{{frame.linkedData}}}"
)

func templateProblems(path: String, text: String) -> [Problem] {
    var problems: [Problem] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.first.map({ $0.hasPrefix(firstLine) }) != true {
        problems.append(Problem(place: "\(path):1", text: "must begin with \(firstLine)"))
    }
    for (index, line) in lines.enumerated() {
        var squeezed = line.filter { $0 != " " }
        if path == trusted.path {
            squeezed = squeezed.replacingOccurrences(of: trusted.mark, with: "")
        }
        for mark in ["{{{", "{{&", "{{="] where squeezed.contains(mark) {
            problems.append(
                Problem(place: "\(path):\(index + 1)", text: "\(mark) goes around the escaping"))
        }
        if index > 0, squeezed.contains("CONTENT_TYPE") {
            problems.append(Problem(place: "\(path):\(index + 1)", text: "changes the escaping"))
        }
    }
    return problems
}

@Suite struct TemplateTests {
    @Test func `D1 every template begins with the content type that escapes bytes`() throws {
        let paths = Project.files(under: "Sources/SangamWeb").filter { $0.hasSuffix(".mustache") }
        #expect(!paths.isEmpty)
        for path in paths {
            #expect(templateProblems(path: path, text: try Project.text(path)) == [])
        }
    }

    @Test(arguments: [
        "<p>{{name}}</p>",
        "\n\(firstLine)\n<p>{{name}}</p>",
        "\(firstLine)\n<p>{{{name}}}</p>",
        "\(firstLine)\n<p>{{ &name }}</p>",
        "\(firstLine)\n{{=<% %>=}}",
        "\(firstLine)\n{{% CONTENT_TYPE:TEXT }}",
    ])
    func `the template rule sees a planted template`(text: String) {
        #expect(!templateProblems(path: "a.mustache", text: text).isEmpty)
    }

    @Test func `only linked data is written as it is, in its own template only`() {
        let text = "\(firstLine)\n<script>\(trusted.mark)</script>\n"
        #expect(templateProblems(path: trusted.path, text: text) == [])
        #expect(
            templateProblems(path: "Sources/SangamWeb/Resources/head.mustache", text: text) != [])
        #expect(templateProblems(path: trusted.path, text: text + "{{{name}}}") != [])
        #expect(templateProblems(path: trusted.path, text: text + "{{&frame.linkedData}}") != [])
    }

    @Test func `the template rule lets a good template through`() {
        let text = "\(firstLine)\n<p>{{name}}{{#list}}{{.}}{{/list}}{{> footer}}</p>"
        #expect(templateProblems(path: "a.mustache", text: text) == [])
    }
}
