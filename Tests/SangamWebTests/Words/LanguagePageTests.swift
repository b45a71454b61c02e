import Foundation
import HTTPTypes
import Testing

@testable import SangamWeb

@Suite struct LanguagePageTests {
    @Test func `a page is in the language before its path, and its links stay there`() async throws
    {
        try await TestNode.with { node in
            let id = try await node.publish(TestNode.bakery)
            for (path, text) in [
                ("/ar", "عمَّ تبحثون؟"), ("/ar/search?q=bread", "مُدرَج واحد"),
                ("/ar/networks", "هذه نحن"), ("/ar/l/\(id)", "من يقول ذلك"),
            ] {
                let reply = try await node.web.get(path)
                #expect(reply.status == 200)
                #expect(reply.text.contains("<html lang=\"ar\" dir=\"rtl\">"))
                #expect(reply.text.contains(text), "\(path)")
                #expect(reply.headers[.contentLanguage] == "ar")
                #expect(reply.text.contains("تُرجمت كلمات هذه الصفحات آليًّا"))
                for link in reply.text.split(separator: "href=\"").dropFirst() {
                    let target = String(link.prefix { $0 != "\"" })
                    // Files have one address for all readers.
                    let free = [
                        "/api/", "/sangam/", "/log/", "/style.css", "/icon.svg", "/art.svg#",
                        "/openapi.json", "/l/\(id).jsonld", "/l/\(id).vcf",
                    ]
                    let isOurs = target.hasPrefix("/") && !free.contains(where: target.hasPrefix)
                    let tags = ["en", "fr", "es", "pt", "ar", "id", "ur"]
                    #expect(
                        !isOurs
                            || tags.contains { target == "/\($0)" || target.hasPrefix("/\($0)/") },
                        "\(path): \(target)")
                }
            }
        }
    }

    @Test func `the switch names every language in its own script and keeps the page`() async throws
    {
        try await TestNode.with { node in
            let page = try await node.web.get("/fr/search?q=bread&country=ZA").text
            for tag in ["en", "fr", "es", "pt", "ar", "id", "ur"] {
                let path = "href=\"/\(tag)/search?q=bread&amp;country=ZA\" lang=\"\(tag)\""
                #expect(page.contains(path), "\(tag)")
            }
            #expect(page.contains("العربية") && page.contains("اردو"))
            #expect(
                page.contains("lang=\"fr\" hreflang=\"fr\" aria-current=\"true\"><bdi>Français"))
            #expect(!page.contains("en-XA"))
            let home = try await node.web.get("/fr").text
            #expect(home.contains("href=\"/ar\" lang=\"ar\""))
        }
    }

    @Test func `a language that is written otherwise leads to the page's one address`()
        async throws
    {
        try await TestNode.with { node in
            for (path, same) in [
                ("/pt-BR/search?q=a%20b&kind=offer", "/pt/search?q=a%20b&kind=offer"),
                ("/FR/map", "/fr/map"), ("/FR", "/fr"), ("/ar-ZA/", "/ar"), ("/EN", "/en"),
                ("/Fr/search.csv?q=x", "/fr/search.csv?q=x"), ("/es-419/nothing", "/es/nothing"),
            ] {
                let reply = try await node.web.get(path)
                #expect(reply.status == 308 && reply.headers[.location] == same, "\(path)")
            }
            for path in ["/de/search", "/xx", "/XX/", "/zu-ZA/map", "/Map", "/API/v1/status"] {
                let reply = try await node.web.get(path)
                #expect(reply.status == 404 && reply.headers[.location] == nil, "\(path)")
            }
            let pseudo = try await node.web.get("/ar-XB/nothing")
            #expect(
                pseudo.status == 404 && pseudo.text.contains("<html lang=\"ar-XB\" dir=\"rtl\">"))
            let page = try await node.web.get("/pt/search?q=x").text
            #expect(page.contains("rel=\"canonical\"") && page.contains("/pt/search?q=x\">"))
        }
    }

    @Test func `without a path the browser chooses, and caches know`() async throws {
        try await TestNode.with { node in
            let french = try await node.web.get("/", headers: [.acceptLanguage: "de, fr;q=0.9"])
            #expect(french.text.contains("Que cherchez-vous\u{202F}?"))
            #expect(french.text.contains("href=\"/search?kind=offer\""))
            #expect(french.headers[.vary]?.contains("Accept-Language") == true)
            let english = try await node.web.get("/")
            #expect(english.text.contains("<html lang=\"en\" dir=\"ltr\">"))
            #expect(!english.text.contains("machine translation"))
        }
    }

    @Test func `what is wrong is said in the reader's language`() async throws {
        try await TestNode.with { node in
            for path in ["/es/nothing", "/es/l/x/y/z", "/es/networks/more"] {
                let reply = try await node.web.get(path)
                #expect(reply.status == 404)
                #expect(reply.text.contains("No tenemos esta página"), "\(path)")
                #expect(reply.text.contains("<html lang=\"es\""))
            }
            let near = try await node.web.get("/es/search?near=91,0")
            #expect(near.status == 400)
            #expect(near.text.contains("latitud y longitud"))
            let kind = try await node.web.get("/ur/search?kind=%3Cb%3E")
            #expect(kind.status == 400)
            #expect(kind.text.contains("dir=\"rtl\"") && !kind.text.contains("<b>"))
            let plain = try await node.web.get(
                "/nothing", headers: [.acceptLanguage: "id"])
            #expect(plain.text.contains("Kami tidak punya halaman ini"))
        }
    }

    @Test(arguments: [
        "/xx", "/ar//", "/ar/search/", "//ar", "/ar/api/v1/status", "/ar/style.css",
        "/ar/ar",
    ])
    func `E7 there is one spelling for a page in a language`(path: String) async throws {
        try await TestNode.with { node in
            let status = try await node.web.get(path).status
            #expect(status == 404)
        }
    }

    @Test func `the pseudo-locales show every page and are offered nowhere`() async throws {
        try await TestNode.with { node in
            let id = try await node.publish(TestNode.bakery)
            for root in ["/en-XA", "/ar-XB"] {
                for path in ["", "/search?q=bread", "/networks", "/l/\(id)"] {
                    let reply = try await node.web.get(root + path)
                    #expect(reply.status == 200)
                    #expect(!reply.text.contains("Who says so") && !reply.text.contains("Search<"))
                }
            }
            let home = try await node.web.get("/").text
            #expect(!home.contains("-XA"))
        }
    }

    @Test func `D5 hostile words of a dropped-in language are text on every page`() async throws {
        let words = "<script>alert(1)</script>\" onload=\"x"
        let lines = ["find", "skip", "searchHint", "footer", "interfaceLanguage", "search"].map {
            "\($0) = \(words)"
        }
        let file = String(decoding: catalogueText(lines.joined(separator: "\n")), as: UTF8.self)
            .replacing("isiZulu", with: "<b>\"isiZulu")
        let catalogues = try Catalogues(
            dropped: [Catalogues.Dropped(name: "zu.txt", bytes: Array(file.utf8))])
        #expect(catalogues.named("zu")?.text("find") == words)
        let visit = Visit(
            catalogues, tag: "zu", target: "/search?q=\"><b>", accept: [], home: nil)
        let frame = try PageContext.trial(visit).frame("x")
        let page = String(
            decoding: try Templates().render(
                MessagePage(
                    frame: frame, messageTitle: "x", messageText: "z", messageLinks: []),
                .message), as: UTF8.self)
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload="))
        #expect(ForeignMarkup.found(Array(page.utf8)) == [])
        #expect(!page.contains("<script>") && !page.contains("<b>"))
    }
}
