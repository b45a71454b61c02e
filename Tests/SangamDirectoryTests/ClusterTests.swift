import SangamDirectory
import SangamLog
import Testing

@Suite struct ClusterTests {
    private let ours = Graph.node(9)

    private func link(
        _ a: RecordID, _ b: RecordID, by author: Int, at index: Int64 = 1, same: Bool = true
    ) -> Clusters.Link {
        .init(author: Graph.node(author), index: index, a: a, b: b, isSame: same)
    }

    @Test func `an edge needs us, or every network that owns an end`() throws {
        let (a, b) = (try Graph.id(1, of: 1), try Graph.id(2, of: 2))
        let cases: [([Int], Bool)] = [
            ([9], true), ([1, 2], true), ([1], false), ([2], false), ([3], false), ([3, 4], false),
        ]
        for (authors, joins) in cases {
            let clusters = Clusters(authors.map { link(a, b, by: $0) }, ours: ours)
            #expect(clusters.all == (joins ? [[a, b].sorted()] : []), "\(authors)")
            #expect(clusters.suggested.isEmpty == joins, "\(authors)")
        }
        let c = try Graph.id(3, of: 1)
        #expect(Clusters([link(a, c, by: 1)], ours: ours).all.count == 1)
    }

    @Test func `a not-same-as by an owner or us parts them, and only an author's last word counts`()
        throws
    {
        let (a, b) = (try Graph.id(1, of: 1), try Graph.id(2, of: 2))
        let both = [link(a, b, by: 1, at: 5), link(b, a, by: 2, at: 5)]
        func all(_ more: Clusters.Link...) -> Int { Clusters(both + more, ours: ours).all.count }
        #expect(all() == 1)
        #expect(all(link(a, b, by: 1, at: 6, same: false)) == 0)
        #expect(all(link(b, a, by: 1, at: 4, same: false)) == 1)
        #expect(all(link(a, b, by: 9, at: 1, same: false)) == 0)
        // A stranger parts nobody.
        #expect(all(link(a, b, by: 3, at: 99, same: false)) == 1)
        let lone = Clusters(both, ours: ours, isLive: { $0 != b })
        #expect(lone.all.isEmpty)
        #expect(lone.cluster(of: a) == [a])
    }

    @Test func `row 30 clusters over 50 records or that contradict themselves are shown unmerged`()
        throws
    {
        let ids = try (0..<51).map { try Graph.id($0) }
        let chain = zip(ids, ids.dropFirst()).map { link($0, $1, by: 9) }
        #expect(Clusters(chain.dropLast(), ours: ours).all.map(\.count) == [50])
        let large = Clusters(chain, ours: ours)
        #expect(large.all.isEmpty)
        #expect(large.flags.map(\.reason) == [.tooMany])
        let three = Array(chain.prefix(2))
        let apart = Clusters(three + [link(ids[0], ids[2], by: 1, same: false)], ours: ours)
        #expect(apart.all.isEmpty)
        #expect(apart.flag(of: ids[1])?.reason == .contradicted)
        #expect(Clusters(three, ours: ours).representative(of: ids[2]) == ids.prefix(3).min())
    }

    @Test func `C11 the same links in any order make the same clusters`() throws {
        let ids = try (0..<40).map { try Graph.id($0, of: $0 % 3) }
        var links: [Clusters.Link] = []
        for place in 0..<200 {
            let (one, other) = (ids[place * 7 % 40], ids[place * 11 % 40])
            links.append(
                link(
                    one, other, by: place % 4 == 3 ? 9 : place % 3, at: Int64(place),
                    same: place % 9 != 0))
        }
        let first = Clusters(links, ours: ours)
        let second = Clusters(links.reversed(), ours: ours)
        #expect(!first.all.isEmpty)
        #expect(first.all == second.all)
        #expect(first.flags == second.flags)
        #expect(first.suggested == second.suggested)
    }
}

@Suite struct MergedCardTests {
    private func source(
        _ number: Int, _ more: String, confirmed: Int64? = nil, written: Int64 = 0,
        home: Bool = false
    ) throws -> MergedCard.Source {
        .init(
            id: try Graph.id(number, of: number), record: try Graph.organisation("Bakery", more),
            confirmed: confirmed, written: written, isHome: home)
    }

    @Test func `home first, then the newest confirmation, then the newest writing`() throws {
        let now = Graph.now
        let sources = [
            try source(1, #""status":"a""#, confirmed: now - 100, written: now - 5),
            try source(2, #""status":"b""#, confirmed: now - 50),
            try source(3, #""status":"c""#, confirmed: 5, home: true),
            try source(4, #""status":"d""#, written: now - 1),
            // A date from tomorrow's tomorrow says nothing.
            try source(5, #""status":"e""#, confirmed: now + 200_000, written: now - 9),
        ]
        for order in [sources, sources.reversed()] {
            let card = MergedCard(order, at: now)
            #expect(card["status"]?.values.map(\.text) == ["c", "b", "a", "d", "e"])
            #expect(card["status"]?.differs == true)
            #expect(card["name.en"]?.values.count == 1)
            #expect(card["name.en"]?.values.first?.sources.count == 5)
            #expect(card["name.en"]?.differs == false)
        }
    }

    @Test func `differences are of meaning, and nothing is lost`() throws {
        let one = try source(
            1,
            #""contact":{"phone":"+27 31 555 0142"},"place":{"address":{"locality":"Durban"},"#
                + #""point":[-29.861,31.03]},"partOf":["organisation/aaaaaaaaaaaaaaaaaaaaaaaaaa"],"#
                + #""ext":{"Old":"B-17"},"goods":["bread"],"size":{"members":14}"#)
        let two = try source(
            2,
            #""contact":{"phone":"0315550142"},"place":{"address":{"locality":"durban"},"#
                + #""point":[-29.862,31.03]},"partOf":["organisation/aaaaaaaaaaaaaaaaaaaaaaaaaa"],"#
                + #""goods":["bread","rolls"],"size":{"members":15},"source":{"id":"9"}"#)
        let card = MergedCard([one, two], at: Graph.now)
        #expect(card.differences.map(\.path) == ["size.members"])
        #expect(card["contact.phone"]?.values.count == 2)
        #expect(card["place.address.locality"]?.values.count == 2)
        #expect(card["goods"]?.values.map(\.text) == ["bread", "rolls"])
        #expect(card["goods"]?.values.first?.sources.count == 2)
        #expect(card["ext.Old"]?.values.first?.text == "B-17")
        // The same short reference means another record in each log.
        #expect(card["partOf"]?.values.count == 2)
    }
}

@Suite struct LikelyDuplicateTests {
    private func subject(_ number: Int, _ name: String, _ more: String) throws -> DuplicateSubject {
        .init(
            id: try Graph.id(number, of: number), record: try Graph.organisation(name, more))
    }

    @Test func `each key is a reason with its weight, and none decides against the others`() throws
    {
        let all = [
            try subject(
                1, "Umbumbano Bakery Co-op Ltd",
                #""identifiers":[{"scheme":"cipc","value":"K2019/1"}],"#
                    + #""contact":{"phone":"+27 31 555 0142","email":"A@b.example.org"},"#
                    + #""links":[{"rel":"website","url":"https://www.bakery.example.org/x"}],"#
                    + #""place":{"point":[-29.86,31.03],"address":{"country":"ZA"}}"#),
            try subject(
                2, "Umbumbano Bakery",
                #""identifiers":[{"scheme":"CIPC","value":"k2019 1"}],"#
                    + #""contact":{"tel":"031 555 0142","email":"a@B.example.org"},"#
                    + #""links":["https://bakery.example.org"],"#
                    + #""place":{"point":[-29.8601,31.03],"address":{"country":"ZA"}}"#),
            try subject(3, "Umbumbano Bakery", #""place":{"address":{"country":"GB"}}"#),
        ]
        let found = LikelyDuplicates.among(all)
        #expect(found.count == 1)
        let best = try #require(found.first)
        #expect(best.score == 100)
        #expect(
            Set(best.reasons) == [
                .sameNumber, .sameEmail, .samePhone, .sameWebsite, .sameName, .sameSpot,
            ])
        #expect(LikelyDuplicates.among(all, known: [best.pair]).isEmpty)
        let number = LikelyDuplicates.among([
            try subject(1, "One name", #""identifiers":[{"scheme":"cipc","value":"7"}]"#),
            try subject(2, "Quite another", #""identifiers":[{"scheme":"cipc","value":"7"}]"#),
        ])
        #expect(number.map(\.reasons) == [[.sameNumber]])
        let other = LikelyDuplicates.among([
            try subject(1, "Community Shop", #""identifiers":[{"scheme":"cipc","value":"7"}]"#),
            try subject(2, "Community Shop", #""identifiers":[{"scheme":"cipc","value":"8"}]"#),
        ])
        #expect(other.isEmpty)
    }

    @Test func `names that are alike and near are found; a page on a social network is no key`()
        throws
    {
        let near = #""place":{"point":[0.33,32.58]},"links":["https://facebook.com/x"]"#
        let found = LikelyDuplicates.among([
            try subject(1, "Kampala Womens Bakers Union", near),
            try subject(2, "Kampala Women Bakers Union", near),
            try subject(3, "Soap makers", near),
        ])
        #expect(found.map(\.reasons) == [[.similarName, .sameSpot]])
    }

    @Test(arguments: [
        ("Umbumbano Bakery Co-op Ltd", "Umbumbano Bakery"),
        ("The Society of the Weavers", "The Society of the Weavers"),
        ("Koperasi Tenun Ikat", "Tenun Ikat"), ("Co-operative", "Co-operative"), ("", ""),
        ("東京協同組合", "東京協同組合"), ("Cooperativa La Panadería del Sol", "Panadería del Sol"),
    ])
    func `names are looked for without words that lists add and leave out`(
        name: String, searched: String
    ) {
        #expect(DuplicateSubject.withoutForms(name: name) == searched)
    }

    @Test func `P5 a key that hundreds share costs little`() throws {
        let all = try (0..<400).map { number in
            DuplicateSubject(
                id: try Graph.id(number),
                record: try Graph.organisation(
                    "Shop \(number)", #""contact":{"phone":"+27 31 555 0142"}"#))
        }
        #expect(LikelyDuplicates.among(all).isEmpty)
    }
}
