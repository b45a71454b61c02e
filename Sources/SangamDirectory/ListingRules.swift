/// What a record must look like for us to publish it. Records of others are never held to this.
///
/// Source: Protocol.md, Records.
public enum ListingRules {
    /// Everything that keeps a record from being published, in the order of the table; empty if
    /// nothing does.
    public static func check(_ record: Record) -> [ListingProblem] {
        var checker = ListingChecker()
        guard !record.kind.isEmpty else {
            return [ListingProblem(field: "kind", reason: "missing: say what this is")]
        }
        guard isKind(record.kind) else {
            return [
                ListingProblem(
                    field: "kind",
                    reason: "must be 1 to 32 characters: small letters a–z and hyphens")
            ]
        }
        checker.check(record.json, against: ListingSchema.fields(of: record.kind), at: "")
        if let starts = record.text("starts"), let ends = record.text("ends"),
            let from = CivilTime.unixSeconds(starts), let to = CivilTime.unixSeconds(ends),
            to < from
        {
            checker.refuse("ends", "is before starts")
        }
        return checker.problems
    }

    /// Makes a record ready to be signed: rounds what must not be exact, tidies what has one
    /// spelling, then checks it.
    ///
    /// The record may be published if no problem is `.refused`; `.adjusted` ones say what changed.
    ///
    /// - Parameter precision: what a place gets that does not say how exactly it may be shown; nil:
    ///   it stays as it is. People get an area where nothing else was chosen for their own listing.
    public static func prepare(
        _ json: JSONObject, precision: String? = nil
    ) -> (JSONObject, [ListingProblem]) {
        var json = json
        var adjusted: [ListingProblem] = []
        tidyCountry(&json, &adjusted)
        protectPlace(&json, precision: precision, &adjusted)
        PictureRules.tidy(&json, &adjusted)
        noteRepeats(json, &adjusted)
        // A picture that was refused for what it is has one problem, not two.
        let refused = adjusted.filter { $0.severity == .refused }.map(\.field)
        let problems = check(Record(json: json)).filter { !refused.contains($0.field) }
        return (json, adjusted + problems)
    }

    // MARK: - Adjustments

    /// Says of a rule that we cannot repeat by that it stays without dates.
    private static func noteRepeats(_ json: JSONObject, _ problems: inout [ListingProblem]) {
        for (field, value) in [
            ("repeats", json["repeats"]),
            ("schedule.repeats", json["schedule"]?.object?["repeats"]),
        ] {
            guard let text = value?.string, RecurrenceRule.isShaped(text),
                RecurrenceRule(text) == nil
            else { continue }
            problems.append(
                ListingProblem(
                    field: field,
                    reason: "kept as it is, but calendars here show only its first day: rules are "
                        + "read as far as FREQ=DAILY to YEARLY with INTERVAL, COUNT or UNTIL, "
                        + "BYDAY, BYMONTHDAY, BYMONTH and BYSETPOS", severity: .adjusted))
        }
    }

    private static func tidyCountry(_ json: inout JSONObject, _ problems: inout [ListingProblem]) {
        guard var place = json["place"]?.object, var address = place["address"]?.object,
            let written = address["country"]?.string,
            let country = CountryCode.normalised(written), !sameBytes(country, written)
        else { return }
        address["country"] = .string(country)
        place["address"] = .object(address)
        json["place"] = .object(place)
        problems.append(
            ListingProblem(
                field: "place.address.country", reason: "written as \(country)", severity: .adjusted
            ))
    }

    /// From the most exact to none at all.
    public static let precisions = ["exact", "street", "area", "place", "none"]

    /// Rounds or takes out the point, as `precision` says.
    private static func protectPlace(
        _ json: inout JSONObject, precision: String?, _ problems: inout [ListingProblem]
    ) {
        guard var place = json["place"]?.object, let value = place["point"],
            let point = GeoPoint(value)
        else { return }
        if place["precision"] == nil || place["precision"] == .null {
            let isPerson = isPerson(json)
            let isExact = precision == nil || precision == "exact" || precision == "street"
            if let chosen = isPerson && isExact ? "area" : precision {
                place["precision"] = .string(chosen)
                let cause =
                    isPerson && isExact ? "this is a person's place" : "this node's setting says so"
                problems.append(
                    ListingProblem(
                        field: "place.precision", reason: "set to \(chosen), because \(cause)",
                        severity: .adjusted))
            }
        }
        switch place["precision"]?.string {
        case "area", "place":
            let centre = LocationGrid.centre(of: point)
            let rounded: JSON = [.number(centre.latitude), .number(centre.longitude)]
            guard rounded != value else { break }
            place["point"] = rounded
            problems.append(
                ListingProblem(
                    field: "place.point", reason: "rounded to an area of about 1 km",
                    severity: .adjusted))
        case "none":
            place["point"] = nil
            problems.append(
                ListingProblem(
                    field: "place.point", reason: "left out, because precision is none",
                    severity: .adjusted))
        default: break
        }
        json["place"] = .object(place)
    }

    /// Whether a point is rounded because it is a person's and nobody says how exact it may be.
    static func roundsForPerson(_ json: JSONObject) -> Bool {
        guard let place = json["place"]?.object, place["point"].flatMap({ GeoPoint($0) }) != nil
        else { return false }
        return (place["precision"] ?? .null) == .null && isPerson(json)
    }

    private static func isPerson(_ json: JSONObject) -> Bool {
        let forms = Record(json: json).texts("forms")
        return forms.contains("individual") || forms.contains("producer")
    }

    private static func isKind(_ kind: String) -> Bool {
        let bytes = Array(kind.utf8)
        guard let first = bytes.first, (0x61...0x7A).contains(first) else { return false }
        return bytes.count <= 32
            && bytes.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
