import SangamDirectory
import SangamLog
import Testing

let viewHead = ViewHead(
    id: "https://sem.example.org/calendar", title: "Markets & <more>", language: "en",
    updated: 1_770_000_000, author: "SEM", selfLink: "https://sem.example.org/calendar.ics",
    alternate: "https://sem.example.org/calendar?a=1&b=2")

/// The bytes of a file with these records.
func file(_ writer: any ExportWriter, _ records: [ExportedRecord]) -> [UInt8] {
    var writer = writer
    return writer.begin() + records.flatMap { writer.row($0) } + writer.end()
}

/// The lines of an iCalendar or vCard file after unfolding; every line is checked as it stands.
func contentLines(_ bytes: [UInt8]) -> [String] {
    var lines: [[UInt8]] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0D) {
        let line = rest[..<end]
        #expect(line.count <= 75)
        #expect(line.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
        #expect(String(validating: line, as: UTF8.self) != nil, "a character is torn")
        #expect(rest.dropFirst(line.count + 1).first == 0x0A)
        if line.first == 0x20, !lines.isEmpty {
            lines[lines.count - 1] += line.dropFirst()
        } else {
            lines.append(Array(line))
        }
        rest = rest.dropFirst(line.count + 2)
    }
    #expect(rest.isEmpty)
    return lines.map { String(decoding: $0, as: UTF8.self) }
}

@Suite struct CalendarWriterTests {
    private func lines(
        _ payload: String, zones: @escaping @Sendable (String) -> ZoneRule? = { _ in nil }
    ) throws -> [String] {
        let writer = CalendarWriter(viewHead, zones: zones)
        return contentLines(file(writer, [try exported(payload)]))
    }

    private func market(_ schedule: String) -> String {
        #"{"kind":"market","lang":"en","name":{"en":"Market"},"schedule":{"# + schedule + "}}"
    }

    @Test func `a market keeps its clock, its rule and its exceptions`() throws {
        let found = try lines(
            market(
                """
                "starts":"2026-01-06T07:00","zone":"Africa/Johannesburg","minutes":300,
                "repeats":"FREQ=WEEKLY;BYDAY=TU","exceptions":["2026-12-29","not in the rain"]
                """))
        #expect(found.first == "BEGIN:VCALENDAR" && found.last == "END:VCALENDAR")
        for line in [
            "DTSTART;TZID=Africa/Johannesburg:20260106T070000",
            "DTEND;TZID=Africa/Johannesburg:20260106T120000", "RRULE:FREQ=WEEKLY;BYDAY=TU",
            "EXDATE;TZID=Africa/Johannesburg:20261229T070000", "STATUS:CONFIRMED",
            "SUMMARY;LANGUAGE=en:Market",
        ] { #expect(found.contains(line), "\(line)") }
        let id = "\(try SangamDirectoryTests.node()):market:3n372anpsvzcdjeytnslg5ykqm"
        #expect(found.contains("UID:urn:sangam:" + id))
        #expect(found.contains { $0.hasPrefix("DESCRIPTION:not in the rain\\nSEM South Africa") })
        #expect(!found.contains("BEGIN:VTIMEZONE"))
    }

    @Test func `a zone whose rule is known stands once before its first event`() throws {
        let text = market(#""starts":"2026-01-06T07:00","zone":"Europe/London""#)
        let records = [try exported(text), try exported(text)]
        let writer = CalendarWriter(
            viewHead, zones: { ZoneRule(name: $0, posix: "GMT0BST,M3.5.0/1,M10.5.0") })
        let found = contentLines(file(writer, records))
        #expect(found.count { $0 == "BEGIN:VTIMEZONE" } == 1)
        let start = try #require(found.firstIndex(of: "BEGIN:VTIMEZONE"))
        #expect(
            Array(found[start..<(start + 16)]) == [
                "BEGIN:VTIMEZONE", "TZID:Europe/London", "BEGIN:STANDARD",
                "DTSTART:19701025T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT",
                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "BEGIN:DAYLIGHT",
                "DTSTART:19700329T010000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST",
                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
            ])
    }

    @Test(arguments: [
        (#""starts":"2026-01-06""#, "DTSTART;VALUE=DATE:20260106"),
        (#""starts":"2026-01-06T07:00""#, "DTSTART:20260106T070000"),
        (#""starts":"2026-01-06T07:00","zone":"UTC""#, "DTSTART:20260106T070000Z"),
        (#""starts":"2026-01-06T07:00+02:00""#, "DTSTART:20260106T050000Z"),
        (#""starts":"2026-01-06T07:00","zone":"Not/AZone""#, "DTSTART:20260106T070000"),
        (#""starts":"2026-01-06T07:00","zone":"x\r\nATTACH:y""#, "DTSTART:20260106T070000"),
        // The first day on which the rule falls, not the day that was written.
        (
            #""starts":"2026-01-01T07:00","repeats":"FREQ=WEEKLY;BYDAY=TU""#,
            "DTSTART:20260106T070000"
        ),
    ])
    func `a start is written as it is meant`(schedule: String, expected: String) throws {
        #expect(try lines(market(schedule)).contains(expected))
    }

    @Test(arguments: [
        ("UNTIL=20260120", "Africa/Kampala", "FREQ=WEEKLY;COUNT=3"),
        ("UNTIL=20260120T070000", "Africa/Kampala", "FREQ=WEEKLY;COUNT=3"),
        ("UNTIL=20260120", "Africa/Johannesburg", "FREQ=WEEKLY;UNTIL=20260120T215959Z"),
        ("UNTIL=20260120T215959Z", "Africa/Kampala", "FREQ=WEEKLY;UNTIL=20260120T215959Z"),
        ("UNTIL=20260120", "nowhere", "FREQ=WEEKLY;UNTIL=20260120T235959"),
        ("COUNT=4", "Africa/Kampala", "FREQ=WEEKLY;COUNT=4"),
    ])
    func `the end of a rule is in UTC, or counted where nobody knows the zone`(
        end: String, zone: String, expected: String
    ) throws {
        let text = market(
            #""starts":"2026-01-06T07:00","repeats":"FREQ=WEEKLY;\#(end)","zone":"\#(zone)""#)
        let found = try lines(text) {
            $0 == "Africa/Johannesburg" ? ZoneRule(name: $0, posix: "SAST-2") : nil
        }
        #expect(found.contains("RRULE:" + expected))
    }

    @Test func `a rule that we do not read is text, never a rule (D8)`() throws {
        let found = try lines(
            market(#""starts":"2026-01-06T07:00","repeats":"FREQ=HOURLY\r\nRRULE:FREQ=DAILY""#))
        #expect(!found.contains { $0.hasPrefix("RRULE") })
        #expect(found.contains { $0.hasPrefix("DESCRIPTION:FREQ=HOURLY RRULE:FREQ=DAILY") })
    }

    @Test func `what was cancelled says so, and nothing without a day is an event`() throws {
        let event = #"{"kind":"event","name":{"en":"A"},"starts":"2026-03-07T09:00","#
        #expect(try lines(event + #""cancelled":true}"#).contains("STATUS:CANCELLED"))
        #expect(!(try lines(#"{"kind":"event","name":{"en":"A"}}"#)).contains("BEGIN:VEVENT"))
        #expect(!(try lines(#"{"kind":"organisation"}"#)).contains("BEGIN:VEVENT"))
        let never = market(
            #""starts":"2026-01-06","repeats":"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30""#)
        #expect(!(try lines(never)).contains("BEGIN:VEVENT"))
    }

    @Test func `no text can begin a line or a component of its own (D5, D8)`() throws {
        for round in 0..<300 {
            var generator = NastyPayload(seed: propertySeed &+ UInt64(round))
            var record = try exported(generator.next())
            record.payload["kind"] = "event"
            record.payload["starts"] = "2026-03-07T09:00"
            record.payload["name"] = ["en": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:evil\u{2028}y"]
            let found = contentLines(file(CalendarWriter(viewHead), [record]))
            guard found.contains("BEGIN:VEVENT") else { continue }
            #expect(found.count { $0 == "BEGIN:VEVENT" } == 1, "round \(round)")
            #expect(!found.contains { $0.hasPrefix("UID:evil") || $0.hasPrefix("CONTACT") })
            let names = found.map { $0.prefix { $0 != ":" && $0 != ";" } }
            #expect(Set(names).isSubset(of: Self.allowed), "round \(round)")
        }
    }

    private static let allowed: Set<Substring> = [
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME",
        "SOURCE", "URL", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "UID", "DTSTAMP", "LAST-MODIFIED",
        "DTSTART", "DTEND", "RRULE", "EXDATE", "SUMMARY", "DESCRIPTION", "STATUS", "CATEGORIES",
        "LOCATION", "GEO", "CONFERENCE", "X-SANGAM-RECORD", "X-SANGAM-NETWORK",
        "X-SANGAM-NETWORK-NAME", "X-SANGAM-CREDIT-TO", "X-SANGAM-CREDIT-LICENCE",
        "X-SANGAM-LAST-CONFIRMED",
    ]

    @Test func `a point that is an area's middle is no pin`() throws {
        func point(_ precision: String) throws -> Bool {
            try lines(
                """
                {"kind":"market","schedule":{"starts":"2026-01-06"},
                 "place":{"point":[-29.860000,31.03],"precision":"\(precision)"}}
                """
            ).contains("GEO:-29.860000;31.030000")
        }
        #expect(try point("street") && !point("area") && !point("none"))
    }

    @Test func `a timetable leaves exceptions out and counts what goes on from before`() throws {
        let market = try record(
            market(
                """
                "starts":"2026-01-06T20:00","minutes":600,"repeats":"FREQ=WEEKLY;BYDAY=TU",
                "exceptions":["2026-01-13"]
                """))
        let timetable = try #require(Timetable(market))
        let first = try #require(CivilDate("2026-01-07"))
        let last = try #require(CivilDate("2026-01-20"))
        let found = timetable.occurrences(first: first, last: last)
        #expect(
            found.days.map { "\($0.start)/\($0.end?.description ?? "")" } == [
                "2026-01-06T20:00/2026-01-07T06:00", "2026-01-20T20:00/2026-01-21T06:00",
            ])
        #expect(found.isComplete)
        #expect(timetable.occurrences(first: last, last: first).days.isEmpty)
    }
}
