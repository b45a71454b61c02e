import SangamDirectory
import Testing

@Suite struct RecurrenceRuleTests {
    @Test(arguments: [
        ("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU"),
        ("rrule:freq=weekly;byday=tu,th", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("BYDAY=+1SU,-1SU;FREQ=MONTHLY;", "FREQ=MONTHLY;BYDAY=1SU,-1SU"),
        ("FREQ=DAILY;INTERVAL=1;WKST=MO", "FREQ=DAILY"),
        ("FREQ=DAILY;COUNT=007", "FREQ=DAILY;COUNT=7"),
        ("FREQ=DAILY;UNTIL=20261231T235960Z", "FREQ=DAILY;UNTIL=20261231T235959Z"),
        (
            "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-1;UNTIL=20300101",
            "FREQ=YEARLY;UNTIL=20300101;BYMONTH=5;BYMONTHDAY=-1"
        ),
    ])
    func `a rule is read and written in one spelling`(text: String, expected: String) throws {
        let rule = try #require(RecurrenceRule(text))
        #expect(rule.text == expected)
        #expect(RecurrenceRule(rule.text) == rule)
    }

    @Test(arguments: [
        "", "every Tuesday", "FREQ=HOURLY", "FREQ=WEEKLY;BYHOUR=7", "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=1", "FREQ=WEEKLY;FREQ=DAILY", "BYDAY=TU", "FREQ=WEEKLY;;BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=1TU", "FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=DAILY;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=6MO", "FREQ=YEARLY;BYDAY=54MO", "FREQ=YEARLY;BYMONTH=1;BYDAY=6MO",
        "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=YEARLY;BYMONTH=13",
        "FREQ=DAILY;BYSETPOS=1", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;COUNT=9999999999999999999999",
        "FREQ=DAILY;COUNT=2;UNTIL=20260101", "FREQ=DAILY;UNTIL=20260230",
        "FREQ=DAILY;UNTIL=20260101T250000", "FREQ=DAILY;UNTIL=2026-01-01", "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;BYDAY=TU,", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;WKST=1MO",
        "FREQ=WEEKLY\r\nATTACH:x", "FREQ=WEEKLY;BYDAY=TU\u{301}", "FREQ=DAILY;X-EVIL=1",
        "FREQ=WEEKLY;BYDAY=" + String(repeating: "MO,", count: 200) + "MO",
    ])
    func `what we do not repeat by exactly is not read (D8)`(text: String) {
        #expect(RecurrenceRule(text) == nil)
    }

    @Test func `any rule comes back from its text`() throws {
        for round in 0..<500 {
            var generator = AnyRule(seed: propertySeed &+ UInt64(round))
            let drawn = generator.next()
            let (rule, _) = try #require(drawn)
            #expect(RecurrenceRule(rule.text) == rule, "round \(round): \(rule.text)")
        }
    }
}
