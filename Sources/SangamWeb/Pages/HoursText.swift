import SangamDirectory

/// Opening hours in the plain part of OpenStreetMap's syntax, in words: days and times.
struct HoursText {
    let catalogue: Catalogue

    private static let days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    private static let rulesMost = 14

    /// `Mon–Sat, 05:00–13:00`, one line for each rule; nil for what is more than days and times,
    /// which is shown as it was written.
    func lines(_ written: String) -> [String]? {
        guard written.utf8.count <= 400 else { return nil }
        let rules = written.split(separator: ";").map { Self.trimmed($0) }.filter { !$0.isEmpty }
        guard !rules.isEmpty, rules.count <= Self.rulesMost else { return nil }
        var lines: [String] = []
        for rule in rules {
            guard let line = line(rule) else { return nil }
            lines.append(line)
        }
        return lines
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }

    private func line(_ rule: Substring) -> String? {
        if rule == "24/7" { return catalogue.text("hoursAlways") }
        let words = rule.split(separator: " ")
        guard let last = words.last, words.count <= 8 else { return nil }
        // `Mo, We 08:00-12:00`: spaces may stand after a comma.
        let first = words.dropLast().joined()
        if let times = times(last) {
            guard !first.isEmpty else { return times }
            return days(Substring(first)).map { catalogue.list([$0, times]) }
        }
        guard last == "off" || last == "closed", !first.isEmpty else { return nil }
        return days(Substring(first)).map { catalogue.list([$0, catalogue.text("hoursClosed")]) }
    }

    /// `Mo-Fr,Su,PH`
    private func days(_ text: Substring) -> String? {
        var names: [String] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            if part == "PH" {
                names.append(catalogue.text("hoursHolidays"))
                continue
            }
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { day in
                Self.days.firstIndex { $0.utf8.elementsEqual(day.utf8) }
            }
            guard ends.count == 1 || ends.count == 2, let from = ends[0],
                let to = ends[ends.count - 1]
            else { return nil }
            let day = catalogue.text("weekdayShort\(from + 1)")
            names.append(
                ends.count == 1 ? day : "\(day)–\(catalogue.text("weekdayShort\(to + 1)"))")
        }
        return catalogue.list(names)
    }

    /// `08:00-12:00,14:00-18:00`
    private func times(_ text: Substring) -> String? {
        var spans: [String] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let from = clock(ends[0]), let to = clock(ends[1]) else {
                return nil
            }
            spans.append("\(from)–\(to)")
        }
        return catalogue.list(spans)
    }

    private func clock(_ text: Substring) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), hours <= 26, minutes < 60
        else { return nil }
        return catalogue.numbers.digitsOnly(
            (parts[0].utf8.count == 1 ? "0" : "") + String(text))
    }
}
