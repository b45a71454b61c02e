import HTTPTypes
import SangamDirectory

/// Sentences of the pages that take some thought; the words themselves are in the catalogues.
extension Catalogue {
    // MARK: - Kinds

    func kind(_ kind: String) -> String { word("kind", kind) ?? kind }

    /// What a record is: an offer that looks for something is a want.
    func kind(of record: Record, _ kind: String) -> String {
        let isWant = record.kind == "offer" && record.json["direction"]?.string == "want"
        return isWant ? text("kindWant") : self.kind(kind)
    }

    /// The choice on the search page.
    var kindChoices: [(kind: String, text: String)] {
        ["organisation", "offer", "event", "market", "resource", "campaign"].map {
            ($0, word("kinds", $0) ?? $0)
        }
    }

    // MARK: - Numbers

    func listings(_ count: Int, atLeast: Bool = false) -> String {
        text(atLeast ? "listingCountAtLeast" : "listingCount", count: count)
    }

    func more(_ count: Int) -> String { text("moreValues", count: count) }

    /// The number alone, rounded up, for a sentence that has its own words around it.
    func wholeKilometres(_ value: Double?) -> String {
        value.map { grouped(Int($0.rounded(.up))) } ?? "?"
    }

    func kilometres(_ value: Double) -> String {
        guard value.isFinite, value < 100_000 else { return "" }
        if value < 1 { return text("kilometresAwayUnderOne") }
        return text("kilometresAway", count: Int(value.rounded()))
    }

    // MARK: - Languages, in their own script

    func language(_ tag: String) -> String { LanguageNames.own(tag) }

    /// A country in the words of this language; a code that we do not know as it is.
    func country(_ code: String) -> String {
        switch FacetLabels(languages: [tag]).country(code) {
        case .text(let text): text.text
        case .key, .written: code
        }
    }

    /// Town, region and country on one line; nil if the record names none.
    func place(of record: Record) -> String? {
        let parts = [record.locality, record.region, record.country.map(country)]
            .compactMap { $0 }.map { ShownText.line($0, scalarsMax: 80) }
        let line = list(parts.filter { !$0.isEmpty })
        return line.isEmpty ? nil : line
    }

    // MARK: - Why something is not shown as a link

    /// The reason of `DisplayRules` in the reader's language.
    func withheld(_ reason: String) -> String {
        switch DisplayRules.URLProblem(rawValue: reason) {
        case .empty?: text("withheldEmpty")
        case .tooLong?: text("withheldTooLong")
        case .forbiddenCharacter?: text("withheldForbiddenCharacter")
        case .noScheme?: text("withheldNoScheme")
        case .scheme?: text("withheldScheme")
        case .userInfo?: text("withheldUserInfo")
        case .host?: text("withheldHost")
        case .address?: text("withheldAddress")
        case .number?: text("withheldNumber")
        case nil: reason
        }
    }

    // MARK: - Pages when something is not there

    func message(_ problem: WebProblem) -> (title: String, text: String) {
        let name =
            switch problem.status {
            case .gone: "problemGone"
            case .notFound: "problemNotFound"
            case .badRequest: "problemRequest"
            case .methodNotAllowed: "problemMethod"
            case .forbidden: "problemNotPermitted"
            case .uriTooLong: "problemLong"
            case .contentTooLarge, .requestTimeout: "problemTooLarge"
            case .tooManyRequests: "problemTooMany"
            case .serviceUnavailable: "problemUnavailable"
            case WebProblem.insufficientStorage: "problemDisk"
            default: "problemFailed"
            }
        let sentence = problem.status == .badRequest ? request(problem) : text(name)
        return (text(name + "Title"), sentence)
    }

    /// What of an address was not understood: the problem's word is the parameter's name.
    private func request(_ problem: WebProblem) -> String {
        switch problem.word {
        case "limit": text("problemLimit")
        case "near": text("problemNear")
        case "query", "bad-request": text("problemRequest")
        default: text("problemParameter", ["name": problem.word])
        }
    }
}
