import SangamDirectory
import Testing

@Suite struct CivilTests {
    @Test func `every day has one number and one name`() throws {
        var expected = CivilDate.first
        for number in stride(from: CivilDate.first.dayNumber, through: 2_932_896, by: 1_009) {
            let day = try #require(CivilDate(dayNumber: number))
            #expect(CivilDate(year: day.year, month: day.month, day: day.day) == day)
            #expect(CivilDate(day.description) == day)
            #expect(CivilTime.unixSeconds(day.description) == Int64(number) * 86_400)
            #expect(day >= expected)
            expected = day
        }
        #expect(CivilDate.last.description == "9999-12-31")
        #expect(CivilDate.last.adding(days: 1) == nil && CivilDate.first.adding(days: -1) == nil)
        #expect(CivilDate.first.adding(days: .max) == nil)
        #expect(CivilDate("2026-11-22")?.weekday == 6)
    }

    @Test(arguments: [
        "", "2026-02-29", "2026-13-01", "2026-1-1", "2026-01-00", "20260101", "2026-01-01T",
        "２０２６-01-01",
    ])
    func `a day that is none is not read`(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test(arguments: [
        ("2026-01-06T07:00", "2026-01-06T07:00", Int?.none),
        ("2026-01-06T07:00:30.5", "2026-01-06T07:00:30", nil),
        ("2026-01-06T07:00+02:00", "2026-01-06T07:00", 7_200),
        ("2026-01-06T00:30:15-03:30", "2026-01-06T00:30:15", -12_600),
        ("2026-01-06T07:00Z", "2026-01-06T07:00", 0),
        ("2026-01-06", "2026-01-06T00:00", nil),
    ])
    func `a time keeps the reading of the place's clock`(
        text: String, clock: String, offset: Int?
    ) throws {
        let written = try #require(WrittenTime(text))
        #expect(written.moment.description == clock)
        #expect(written.isDay == (text.utf8.count == 10))
        if case .fixed(_, let found) = written {
            #expect(found == offset)
        } else {
            #expect(offset == nil)
        }
    }

    @Test(arguments: ["2026-01-06T25:00", "2026-01-06 07:00", "tomorrow", "9999-99-99", "T07:00"])
    func `a time that is none is not read`(text: String) {
        #expect(WrittenTime(text) == nil)
    }

    @Test(arguments: [
        ("GMT0BST,M3.5.0/1,M10.5.0", "2026-03-29T00:59", 0),
        ("GMT0BST,M3.5.0/1,M10.5.0", "2026-03-29T02:00", 3_600),
        ("GMT0BST,M3.5.0/1,M10.5.0", "2026-10-25T02:00", 0),
        ("SAST-2", "2026-07-01T00:00", 7_200),
        ("<-03>3", "2026-07-01T00:00", -10_800),
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01T00:00", 39_600),
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-07-01T00:00", 37_800),
        ("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T03:00", 10_800),
    ])
    func `a zone's rule says how far its clock is before UTC`(
        rule: String, local: String, expected: Int
    ) throws {
        let zone = try #require(ZoneRule(name: "Area/Place", posix: rule))
        #expect(zone.offset(at: try #require(CivilMoment(local))) == expected)
        let file = Array("TZif2 and much more\n\(rule)\n".utf8)
        #expect(ZoneRule(name: "Area/Place", zoneFile: file) == zone)
    }

    @Test(arguments: [
        "", "A", "GMT", "GMT0BST", "GMT0BST,M13.1.0,M1.1.0", "GMT0BST,J60,J300",
        "GMT0BST,M3.5.0/1,M10.5.0,", "<+03", "GMT999", "GMT0BST,M3.5.7,M10.5.0", "GMT0\r\nX:y",
    ])
    func `a zone's rule that is none is not read (D8)`(rule: String) {
        #expect(ZoneRule(name: "Area/Place", posix: rule) == nil)
        #expect(ZoneRule(name: "Area/Pl\r\nace", posix: "SAST-2") == nil)
    }
}
