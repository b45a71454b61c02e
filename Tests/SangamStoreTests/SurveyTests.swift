import Foundation
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What a survey counts, against counting the payloads one by one.
struct SurveyTests {
    private let directory: DrawnDirectory
    private var place: Place { directory.place }
    private var networks: [Network] { directory.networks }
    private var records: [DrawnRecord] { directory.records }

    init() async throws { directory = try await DrawnDirectory() }

    private func compare(_ query: SearchQuery) async throws -> Int {
        let survey = try await place.reader.survey(query, now: today)
        let numbers = try directory.matching(query)
        let expected = numbers.map { records[$0] }
        #expect(survey.total == expected.count && !survey.totalAtLeast, "\(query)")
        for kind in FacetKind.allCases {
            var counts: [String: Int] = [:]
            let open =
                query.values(of: kind).isEmpty
                ? numbers : try directory.matching(query.without(kind))
            for number in open {
                for value in directory.table[number][kind] ?? [] { counts[value, default: 0] += 1 }
            }
            let found = try #require(survey.facets[kind])
            let given = Dictionary(
                found.values.map { (DrawnDirectory.text(kind, $0.value), $0.count) },
                uniquingKeysWith: { $0 + $1 })
            #expect(given == counts, "\(kind) of \(query)")
            #expect(found.distinct == counts.count && found.values.count == counts.count)
            #expect(found.values.map(\.count) == found.values.map(\.count).sorted(by: >))
        }
        let points = expected.compactMap(\.point).map { "\($0)" }.sorted()
        #expect(survey.points.map { "\(($0.latitude, $0.longitude))" }.sorted() == points)
        #expect(survey.dates.count == expected.count { $0.start != nil })
        #expect(survey.dates.count(where: \.repeats) == expected.count { $0.repeats })
        let found = try await place.reader.search(query, after: nil, now: today)
        #expect(found.total == expected.count && !found.totalAtLeast, "search: \(query)")
        return expected.count
    }

    private func with(
        _ words: String = "", _ change: (inout SearchQuery) -> Void = { _ in }
    ) -> SearchQuery {
        var query = SearchQuery(words: words)
        change(&query)
        return query
    }

    @Test func `every facet, point and date of 5,000 records is what counting by hand gives`()
        async throws
    {
        let bread = Code(scheme: "goods", code: "bread")
        for words in ["", "common millet"] {
            var found: [Int] = []
            found.append(try await compare(with(words)))
            found.append(try await compare(with(words) { $0.kinds = ["offer", "vouch"] }))
            found.append(
                try await compare(
                    with(words) { $0.networks = [networks[0].node, networks[3].node] }))
            found.append(try await compare(with(words) { $0.countries = ["ZA", "JP"] }))
            found.append(try await compare(with(words) { $0.places = ["osaka", "KWAZULU natal"] }))
            found.append(try await compare(with(words) { $0.goods = [.code(bread)] }))
            found.append(try await compare(with(words) { $0.goods = [.text("hand-made HATS")] }))
            found.append(try await compare(with(words) { $0.directions = ["want"] }))
            found.append(try await compare(with(words) { $0.items = ["work"] }))
            found.append(try await compare(with(words) { $0.weekdays = [.tu, .sa] }))
            found.append(try await compare(with(words) { $0.languages = ["pt", "zu"] }))
            found.append(
                try await compare(with(words) { $0.categories = [Code(scheme: "own", code: "a")] }))
            found.append(
                try await compare(
                    with(words) { $0.members = [networks[1].node, networks[3].node] }))
            for band in FreshnessBand.allCases {
                found.append(try await compare(with(words) { $0.freshness = [band] }))
            }
            found.append(
                try await compare(
                    with(words) { $0.days = .init(from: "2026-11-24", until: "2026-11-30") }))
            for box in ["-30,10,40,60.5", "-10,170,10,-170", "60,-180,90,180"] {
                found.append(try await compare(with(words) { $0.box = .init(box) }))
            }
            #expect(found.allSatisfy { $0 > 0 }, "the test looks at more than nothing: \(found)")
        }
    }

    @Test func `filters together agree with counting by hand too`() async throws {
        let bread = Code(scheme: "goods", code: "bread")
        for words in ["", "common rice"] {
            _ = try await compare(
                with(words) {
                    $0.kinds = ["organisation", "offer"]
                    $0.places = ["Durban"]
                    $0.freshness = [.month, .unknown]
                })
            _ = try await compare(
                with(words) {
                    $0.goods = [.code(bread), .text("hand made hats")]
                    $0.members = [networks[0].node, networks[1].node, networks[2].node]
                })
            _ = try await compare(
                with(words) {
                    $0.countries = ["ZA"]
                    $0.box = .init("-60,-100,60,100")
                    $0.languages = ["en"]
                    $0.networks = [networks[1].node]
                })
        }
        let parents = Set(records.compactMap(\.parent)).sorted()
        let tops = parents.map { records[$0] }
            .filter { $0.kind == "organisation" && $0.network != 3 }.prefix(12)
        var found = 0
        for top in tops {
            let id = RecordID(
                node: networks[top.network].node, key: try Network.key(top.number, top.kind))
            for words in ["", "common"] {
                found += try await compare(with(words) { $0.below = id })
            }
        }
        #expect(found > 3, "something is below")
    }
}
