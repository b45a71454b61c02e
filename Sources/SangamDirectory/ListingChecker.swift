import SangamLog

/// Walks a record along its table and notes every problem with the path of the member.
struct ListingChecker {
    /// Enough to mend a record by; a hostile one must not make a megabyte of answers.
    static let maximumProblems = 50

    private(set) var problems: [ListingProblem] = []

    /// Notes a problem.
    mutating func refuse(_ field: String, _ reason: String) {
        guard problems.count < Self.maximumProblems else { return }
        problems.append(ListingProblem(field: field, reason: reason))
    }

    /// Checks the members of an object; those that are not in the table have limits too.
    mutating func check(_ object: JSONObject, against fields: [ListingField], at path: String) {
        for field in fields {
            let name = path.isEmpty ? field.name : path + "." + field.name
            switch object[field.name] {
            case nil, .null:
                if field.isRequired { refuse(name, "missing") }
            case let value?: check(value, field.shape, name)
            }
        }
        for member in object.members
        where !fields.contains(where: { sameBytes($0.name, member.name) }) {
            let shown = Self.shortened(member.name)
            checkFree(member.value, path.isEmpty ? shown : path + "." + shown)
        }
    }

    private mutating func check(_ value: JSON, _ shape: ListingShape, _ path: String) {
        switch shape {
        case .text(let max): checkText(value, max: max, path)
        case .texts(let max): checkTexts(value, max: max, path)
        case .word: checkText(value, max: ListingSchema.word, path)
        case .flag:
            if value.bool == nil { refuse(path, "must be true or false") }
        case .amount(let min, let max): checkAmount(value, min...max, path)
        case .count(let max):
            if value.int.map({ (0...max).contains($0) }) != true {
                refuse(path, "must be a whole number from 0 to \(max)")
            }
        case .point: checkPoint(value, path)
        case .list(let item, let max): checkList(value, item, max: max, path)
        case .object(let fields):
            guard let object = value.object else { return refuse(path, "must be an object { … }") }
            check(object, against: fields, at: path)
        case .either(let shapes): checkEither(value, shapes, path)
        case .free: checkFree(value, path)
        case .moment:
            if Record.moment(value) == nil {
                refuse(path, "must be a date such as 2026-10-02, a time, or Unix seconds")
            }
        default: checkPattern(value, shape, path)
        }
    }

    /// A foreign name as far as a message shows it.
    private static func shortened(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(64)))
    }

    // MARK: - Texts with a pattern

    private mutating func checkPattern(_ value: JSON, _ shape: ListingShape, _ path: String) {
        guard let text = value.string else { return refuse(path, "must be a text") }
        if let reason = Self.problem(of: text, shape) { refuse(path, reason) }
    }

    /// Why a text does not have the shape; nil if it does.
    private static func problem(of text: String, _ shape: ListingShape) -> String? {
        switch shape {
        case .language:
            LanguageTag.isWellFormed(text) ? nil : "must be a language tag such as zu or ar-ZA"
        case .country:
            CountryCode.normalised(text) == text ? nil : "must be a country code such as ZA"
        case .webURL: urlProblem(text, isWeb: true)
        case .linkURL: urlProblem(text, isWeb: false)
        case .date: CivilTime.isDate(text) ? nil : "must be a date such as 2026-10-02"
        case .partialDate:
            CivilTime.isPartialDate(text)
                ? nil : "must be a date such as 2019, 2019-05 or 2019-05-31"
        case .localTime:
            CivilTime.isLocalTime(text) ? nil : "must be a local time such as 2026-01-06T07:00"
        case .zone: isZone(text) ? nil : "must be a time zone such as Africa/Johannesburg"
        case .recurrence:
            RecurrenceRule.isShaped(text)
                ? nil : "must be a rule such as FREQ=WEEKLY;BYDAY=TU (RFC 5545)"
        case .reference:
            isReference(text)
                ? nil : "must be a record: <node id>/<kind>/<id>, or <kind>/<id> of our own"
        case .referenceOrText(let max):
            // Something with a slash and no space was meant as a reference: a typo must not pass.
            !text.utf8.contains(UInt8(ascii: "/")) || text.utf8.contains(0x20)
                ? lengthProblem(text, max: max)
                : problem(of: text, .reference)
        case .node: NodeID(text) == nil ? "must be a node id of 32 characters" : nil
        case .hex(let count):
            text.utf8.count == count
                && text.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
                } ? nil : "must be \(count) hex digits in small letters"
        case .base64(let maxBytes): base64Problem(text, maxBytes: maxBytes)
        default: nil
        }
    }

    private static func urlProblem(_ text: String, isWeb: Bool) -> String? {
        do {
            let url = try DisplayRules.url(text)
            let isAllowed = !isWeb || url.scheme.hasPrefix("http")
            return isAllowed ? nil : "must begin with https:// or http://"
        } catch {
            return "not a link that can be shown: " + error.rawValue
        }
    }

    private static func isReference(_ text: String) -> Bool {
        RecordID(text) != nil || (text.utf8.count <= 59 && RecordKey(text) != nil)
    }

    private static func isZone(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return text.utf8.count <= 64 && parts.count <= 3
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy {
                        (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0)
                            || "_+-".utf8.contains($0)
                    }
            }
    }

    private static func base64Problem(_ text: String, maxBytes: Int) -> String? {
        let bytes = Array(text.utf8)
        let padding = bytes.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
        let body = bytes.dropLast(padding)
        let isBase64 =
            bytes.count % 4 == 0 && !bytes.isEmpty
            && body.allSatisfy {
                (0x61...0x7A).contains($0 | 0x20) || (0x2F...0x39).contains($0)
                    || $0 == UInt8(ascii: "+")
            }
        guard isBase64 else { return "must be base64 with padding" }
        let decoded = bytes.count / 4 * 3 - padding
        return decoded <= maxBytes
            ? nil : "is \(decoded) bytes when decoded; at most \(maxBytes) are allowed"
    }

    // MARK: - Values with a limit

    private mutating func checkText(_ value: JSON, max: Int, _ path: String) {
        guard let text = value.string else { return refuse(path, "must be a text") }
        guard !text.isEmpty else { return refuse(path, Self.emptyReason(path)) }
        if let reason = Self.lengthProblem(text, max: max) { refuse(path, reason) }
    }

    /// What is needed cannot be left out.
    private static func emptyReason(_ path: String) -> String {
        ["name", "alt"].contains(path)
            ? "is empty: it is needed, in one language at least" : "is empty: leave it out"
    }

    private static func lengthProblem(_ text: String, max: Int) -> String? {
        let count = text.unicodeScalars.count
        return count <= max ? nil : "is \(count) characters long; at most \(max) are allowed"
    }

    private mutating func checkTexts(_ value: JSON, max: Int, _ path: String) {
        guard let object = value.object else {
            return refuse(path, "must be texts by language, such as {\"zu\": \"…\"}")
        }
        guard !object.members.isEmpty else { return refuse(path, "needs at least one language") }
        let (count, most) = (object.members.count, ListingSchema.languages)
        guard count <= most else {
            return refuse(path, "has \(count) languages; at most \(most) are allowed")
        }
        for member in object.members {
            let field = path + "." + Self.shortened(member.name)
            if !LanguageTag.isWellFormed(member.name) {
                refuse(field, "the name must be a language tag such as zu or ar-ZA")
            }
            if let text = member.value.string,
                text.unicodeScalars.allSatisfy({
                    $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
                })
            {
                refuse(field, Self.emptyReason(path))
            } else {
                checkText(member.value, max: max, field)
            }
        }
    }

    private mutating func checkAmount(_ value: JSON, _ range: ClosedRange<Double>, _ path: String) {
        // A decimal text keeps money exact; only digits and a point count as one.
        let written = value.string.flatMap { text -> Double? in
            let isDecimal =
                text.utf8.count <= 32
                && text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
            return isDecimal ? Double(text) : nil
        }
        guard let number = value.double ?? written, range.contains(number) else {
            return refuse(
                path, "must be a number from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
        }
    }

    private mutating func checkPoint(_ value: JSON, _ path: String) {
        guard let point = GeoPoint(value) else {
            return refuse(
                path, "must be [latitude, longitude]: at most 90 and 180 degrees either way")
        }
        if point.latitude == 0, point.longitude == 0 {
            refuse(path, "0,0 is in the sea: leave the point out if it is not known")
        }
    }

    private mutating func checkList(
        _ value: JSON, _ item: ListingShape, max: Int, _ path: String
    ) {
        guard let items = value.array else { return refuse(path, "must be a list [ … ]") }
        guard items.count <= max else {
            return refuse(path, "has \(items.count) items; at most \(max) are allowed")
        }
        for (index, value) in items.enumerated() { check(value, item, "\(path)[\(index)]") }
    }

    /// Takes the first shape that nothing is wrong with; else reports the one that fits the type.
    private mutating func checkEither(_ value: JSON, _ shapes: [ListingShape], _ path: String) {
        var reported: [ListingProblem]?
        for shape in shapes {
            var trial = ListingChecker()
            trial.check(value, shape, path)
            if trial.problems.isEmpty { return }
            let first = trial.problems[0]
            let isOtherType =
                trial.problems.count == 1 && first.field == path
                && first.reason.hasPrefix("must be")
            if reported == nil || !isOtherType { reported = trial.problems }
        }
        for problem in reported ?? [] { refuse(problem.field, problem.reason) }
    }

    /// The limits of what is not in the table.
    private mutating func checkFree(_ value: JSON, _ path: String) {
        let most = ListingSchema.unknownItems
        switch value {
        case .string(let text):
            if let reason = Self.lengthProblem(text, max: ListingSchema.unknownText) {
                refuse(path, reason)
            }
        case .array(let items):
            guard items.count <= most else {
                return refuse(path, "has \(items.count) items; at most \(most) are allowed")
            }
            for (index, item) in items.enumerated() { checkFree(item, "\(path)[\(index)]") }
        case .object(let object):
            guard object.members.count <= most else {
                return refuse(
                    path, "has \(object.members.count) members; at most \(most) are allowed")
            }
            for member in object.members {
                checkFree(member.value, path + "." + Self.shortened(member.name))
            }
        case .null, .bool, .number: break
        }
    }
}
