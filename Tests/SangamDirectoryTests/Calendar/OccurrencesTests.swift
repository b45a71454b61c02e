import SangamDirectory
import Testing

/// Days of rules, against RFC 5545's own examples and against a walk over all days.
@Suite struct OccurrencesTests {
    private func days(
        _ rule: String, _ start: String, _ first: String, _ last: String, limit: Int = 1_000
    ) throws -> (days: String, isComplete: Bool) {
        let found = Occurrences(
            try #require(RecurrenceRule(rule)), from: try #require(CivilMoment(start)),
            first: try #require(CivilDate(first)), last: try #require(CivilDate(last)),
            limit: limit)
        return (found.days.map(\.description).joined(separator: " "), found.isComplete)
    }

    @Test(arguments: [
        ("FREQ=DAILY;COUNT=3", "1997-09-02T09:00", "1997-09-02 1997-09-03 1997-09-04"),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05T09:00",
            "1997-08-05 1997-08-10 1997-08-19 1997-08-24"
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05T09:00",
            "1997-08-05 1997-08-17 1997-08-19 1997-08-31"
        ),
        (
            "FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05T09:00",
            "1997-09-05 1997-10-03 1997-11-07 1997-12-05"
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=2", "1997-09-28T09:00", "1997-09-28 1997-10-29"),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "1997-09-02T09:00",
            "1998-02-13 1998-03-13 1998-11-13"
        ),
        (
            "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04T09:00",
            "1997-09-04 1997-10-07 1997-11-06"
        ),
        (
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
            "1996-11-05T09:00", "1996-11-05 2000-11-07 2004-11-02"
        ),
        ("FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997-05-19T09:00", "1997-05-19 1998-05-18 1999-05-17"),
        ("FREQ=YEARLY;COUNT=3", "2000-02-29T09:00", "2000-02-29 2004-02-29 2008-02-29"),
        ("FREQ=MONTHLY;COUNT=3", "2007-01-31T09:00", "2007-01-31 2007-03-31 2007-05-31"),
    ])
    func `the examples of RFC 5545 fall on its days`(
        rule: String, start: String, expected: String
    ) throws {
        let found = try days(rule, start, "1990-01-01", "2008-12-31", limit: 20)
        #expect(found.days == expected)
    }

    @Test func `every rule falls where a walk over all days says`() throws {
        var dates = 0
        var filled = 0
        for round in 0..<900 {
            var generator = AnyRule(seed: propertySeed &+ UInt64(round))
            let drawn = generator.next()
            let (rule, start) = try #require(drawn)
            let (after, before) = (generator.number(0...2_400), generator.number(-400...700))
            let last = try #require(start.date.adding(days: after))
            let first = try #require(start.date.adding(days: before))
            let expected = DayWalk(rule: rule, start: start).days(through: last)
                .filter { $0 >= first }
            let found = Occurrences(rule, from: start, first: first, last: last, limit: 10_000)
            #expect(found.days == expected, "round \(round): \(rule.text) from \(start)")
            #expect(found.isComplete)
            dates += expected.count
            if !expected.isEmpty { filled += 1 }
        }
        // Most rules must fall somewhere, or they prove nothing.
        #expect(filled > 300 && dates > 10_000)
    }

    @Test func `an end is the last day or moment that counts`() throws {
        let window = ("2026-01-01", "2026-12-31")
        func count(_ end: String) throws -> Int {
            try days("FREQ=WEEKLY;UNTIL=" + end, "2026-01-06T07:00", window.0, window.1)
                .days.split(separator: " ").count
        }
        #expect(try count("20260113") == 2)
        #expect(try count("20260113T070000") == 2)
        #expect(try count("20260113T065959") == 1)
        #expect(try count("20260112") == 1)
        #expect(try count("20250101") == 0)
    }

    @Test func `a count goes on counting before the window`() throws {
        let daily = try days("FREQ=DAILY;COUNT=10", "2026-01-01T07:00", "2026-01-09", "2027-01-01")
        #expect(daily.days == "2026-01-09 2026-01-10")
        let weekly = try days(
            "FREQ=WEEKLY;COUNT=999;BYDAY=MO,TH", "2001-01-03T07:00", "2010-07-25", "2011-01-01")
        #expect(weekly.days == "2010-07-26 2010-07-29")
    }

    @Test(arguments: [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1;COUNT=999999",
        "FREQ=YEARLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE;BYSETPOS=366;COUNT=9",
        "FREQ=DAILY;COUNT=999999;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2",
    ])
    func `a rule that never falls, or counts for ever, ends soon (D8)`(rule: String) throws {
        let time = try processorTime {
            let far = try days(rule, "0001-01-01T00:00", "9000-01-01", "9999-12-31")
            #expect(far.days.isEmpty || far.isComplete)
            let whole = try days(rule, "0001-01-01T00:00", "0001-01-01", "9999-12-31", limit: 5)
            #expect(!whole.isComplete)
        }
        // A millisecond or two when optimised; this is a debug build on a machine at work.
        #expect(time < .seconds(20))
    }

    @Test func `intervals beyond the calendar end`() throws {
        for unit in ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] {
            let found = try days(
                "FREQ=\(unit);INTERVAL=999999", "2026-01-06T07:00", "0000-01-01", "9999-12-31")
            #expect(found.days.hasPrefix("2026-01-06") && found.isComplete)
        }
    }

    @Test func `a limit is kept and said`() throws {
        let found = try days("FREQ=DAILY", "2026-01-01T07:00", "2026-01-01", "2026-12-31", limit: 3)
        #expect(found.days == "2026-01-01 2026-01-02 2026-01-03" && !found.isComplete)
    }
}
