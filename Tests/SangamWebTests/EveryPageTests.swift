import HTTPTypes
import Testing

@testable import SangamWeb

@Suite struct EveryPageTests {
    private typealias Case = PageRoutes.Case

    @Test func `every page of the routes is in the table`() async throws {
        let table = try await RichNode.with { rich in
            Set(PageRoutes(rich).cases.map(\.route))
        }
        let written = try PageRoutes.written()
        #expect(written.count >= 30)
        #expect(written.subtracting(table) == [], "not in the table")
        let others = [
            "/l/{node}/{kind}/{id}/qr.svg", "/l/{node}/{kind}/{id}/picture", "/sitemap.xml",
            "/robots.txt",
        ]
        #expect(table.subtracting(written).subtracting(others) == [], "no route has it")
    }

    @Test func `a route that comes is seen`() throws {
        let source =
            "routes.page(\"/a/:node\", x)\nroutes.get(\"/b\", .api, y)\nroutes.page(\n\"/c\", z)"
        #expect(try PageRoutes.written(in: source) == ["/a/{node}", "/c"])
    }

    @Test(arguments: [("", "en", "ltr"), ("/ar", "ar", "rtl"), ("/ar-XB", "ar-XB", "rtl")])
    func `every page answers in every direction`(
        root: String, tag: String, direction: String
    ) async throws {
        try await RichNode.with { rich in
            for page in PageRoutes(rich).cases where page.hasLanguages || root.isEmpty {
                let target = page.target == "/" && !root.isEmpty ? root : root + page.target
                let reply = try await rich.node.web.get(target)
                #expect(reply.status == 200, "\(target)")
                #expect(reply.headers[.contentType] == page.type, "\(target)")
                // A file of cards has no head: there is none of a day, which is no organisation.
                #expect(!reply.body.isEmpty || target.hasSuffix("/calendar.vcf"), "\(target)")
                for text in page.records {
                    #expect(reply.text.contains(text), "\(target): \(text)")
                }
                guard page.type.hasPrefix("text/html") else { continue }
                check(reply, target)
                #expect(
                    reply.text.contains("<html lang=\"\(tag)\" dir=\"\(direction)\">"), "\(target)")
                #expect(reply.headers[.contentLanguage] == tag, "\(target)")
                #expect(policy(page) == reply.headers[.contentSecurityPolicy], "\(target)")
                if tag == "en" {
                    for text in page.words {
                        #expect(reply.text.contains(text), "\(target): \(text)")
                    }
                }
            }
        }
    }

    private func policy(_ page: PageRoutes.Case) -> String {
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors \(page.mayBeFramed ? "*" : "'none'")"
    }

    private func check(_ reply: InProcessCaller.Reply, _ target: String) {
        #expect(ForeignMarkup.found(reply.body) == [], "\(target)")
        #expect(ForeignMarkup.unbalanced(reply.body) == [], "\(target)")
        for trace in ["Optional(", "NaN", "nan ", "()"] {
            #expect(!reply.text.contains(trace), "\(target): \(trace)")
        }
    }

    @Test func `every link of every page leads somewhere`() async throws {
        try await RichNode.with { rich in
            var links: Set<String> = []
            for page in PageRoutes(rich).cases where page.type.hasPrefix("text/html") {
                let reply = try await rich.node.web.get(page.target)
                for tag in HTMLTags(reply.body).tags {
                    for attribute in tag.attributes
                    where ["href", "src"].contains(attribute.name)
                        && attribute.value.hasPrefix("/")
                    {
                        let path = String(attribute.value.prefix { $0 != "#" })
                        links.insert(path.replacing("&amp;", with: "&"))
                    }
                }
            }
            #expect(links.count > 100)
            for link in links.sorted() {
                let status = try await rich.node.web.get(link).status
                #expect(status == 200, "\(link)")
            }
        }
    }

    @Test func `D5 hostile texts are text on every page of a real node`() async throws {
        try await RichNode.with { rich in
            var refused: [String] = []
            for text in hostileTexts {
                var rich = RichNode(node: rich.node)
                do { try await rich.fill(text) } catch {
                    refused.append("\(text): \(error)")
                    continue
                }
                for page in PageRoutes(rich).cases where page.type.hasPrefix("text/html") {
                    let isOwn = page.route.contains("{id}") || page.target.hasPrefix("/embed/card")
                    let isLast = text == hostileTexts.last
                    guard isOwn || isLast else { continue }
                    let reply = try await rich.node.web.get(page.target)
                    #expect(reply.status == 200, "\(page.target)")
                    check(reply, page.target)
                }
            }
            // What cannot be published is on no page.
            #expect(refused.count <= 3, "\(refused)")
            let found = try await rich.node.web.get("/search?q=script&limit=200")
            #expect(found.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            check(found, "/search")
        }
    }

    @Test(arguments: hostileTexts)
    func `D5 a hostile question is text on every page that repeats it`(text: String) async throws {
        try await TestNode.with { node in
            let asked = QueryParameters.encode(text)
            for path in [
                "/search?q=\(asked)", "/search?goods=\(asked)&place=\(asked)", "/map?q=\(asked)",
                "/calendar?q=\(asked)", "/print?q=\(asked)", "/embed/list?q=\(asked)",
                "/verify?about=\(asked)", "/search?near=\(asked)", "/search?kind=\(asked)",
                "/figures?country=\(asked)", "/ar/search?q=\(asked)",
            ] {
                let reply = try await node.web.get(path)
                #expect([200, 400].contains(reply.status), "\(path)")
                #expect(ForeignMarkup.found(reply.body) == [], "\(path)")
                #expect(ForeignMarkup.unbalanced(reply.body) == [], "\(path)")
            }
        }
    }
}
