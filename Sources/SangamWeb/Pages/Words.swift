import HTTPTypes
import SangamDirectory

/// Every sentence of the pages, in one place, so that catalogues of other languages can come.
enum Words {
    static let program = "Sangam"

    // MARK: - Kinds

    static func kind(_ kind: String) -> String { kinds[kind] ?? kind }

    private static let kinds = [
        "organisation": "Organisation", "offer": "Offer", "event": "Event", "market": "Market",
        "resource": "Guide or resource", "campaign": "Campaign", "image": "Picture",
        "network": "Network", "vouch": "Vouching", "link": "Link between listings",
        "membership": "Membership", "confirm": "Confirmation", "concept": "Word of a vocabulary",
    ]

    /// The choice on the search page.
    static let kindChoices = [
        ("organisation", "Organisations"), ("offer", "Offers and wants"), ("event", "Events"),
        ("market", "Markets"), ("resource", "Guides and resources"), ("campaign", "Campaigns"),
    ]

    static func isStatement(by network: String) -> String {
        "This is a statement: something that \(network) says about others or about itself. "
            + "It does not change what others say."
    }

    // MARK: - Numbers

    static func listings(_ count: Int, atLeast: Bool = false) -> String {
        if atLeast { return "more than \(grouped(count)) listings" }
        return count == 1 ? "1 listing" : "\(grouped(count)) listings"
    }

    static func changes(_ count: UInt64) -> String {
        count == 1 ? "1 signed change" : "\(grouped(count)) signed changes"
    }

    static func more(_ count: Int) -> String { "… and \(grouped(count)) more, in the data" }

    static func grouped(_ value: some BinaryInteger) -> String {
        var digits = Array(String(value).utf8)
        var place = digits.count - 3
        let first = digits.first == UInt8(ascii: "-") ? 1 : 0
        while place > first {
            digits.insert(UInt8(ascii: ","), at: place)
            place -= 3
        }
        return String(decoding: digits, as: UTF8.self)
    }

    static func kilometres(_ value: Double) -> String {
        guard value.isFinite, value < 100_000 else { return "" }
        if value < 1 { return "less than 1 km away" }
        return "\(Int(value.rounded())) km away"
    }

    // MARK: - Time

    /// `3 days ago`; a time ahead of ours is `just now` up to a minute, and then its date.
    static func ago(_ then: Int64, now: Int64) -> String {
        let (seconds, overflow) = now.subtractingReportingOverflow(then)
        if overflow || seconds < -60 { return date(then) }
        switch seconds {
        case ..<90: return "just now"
        case ..<5_400: return some((seconds + 30) / 60, "minute")
        case ..<129_600: return some((seconds + 1_800) / 3_600, "hour")
        case ..<5_184_000: return some((seconds + 43_200) / 86_400, "day")
        case ..<63_072_000: return some(seconds / 2_629_800, "month")
        default: return some(seconds / 31_557_600, "year")
        }
    }

    private static func some(_ count: Int64, _ unit: String) -> String {
        "\(count) \(unit)\(count == 1 ? "" : "s") ago"
    }

    /// `12 March 2026`.
    static func date(_ seconds: Int64) -> String {
        guard let text = CivilTime.date(unixSeconds: seconds) else { return "an unknown day" }
        let parts = text.split(separator: "-")
        guard parts.count == 3, let month = Int(parts[1]), let day = Int(parts[2]),
            months.indices.contains(month - 1)
        else { return text }
        return "\(day) \(months[month - 1]) \(parts[0])"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    // MARK: - Languages, in their own script

    static func language(_ tag: String) -> String {
        languages[String(tag.lowercased().prefix { $0 != "-" })] ?? tag
    }

    private static let languages = [
        "en": "English", "fr": "Français", "ar": "العربية", "id": "Bahasa Indonesia",
        "ur": "اردو", "es": "Español", "pt": "Português", "zu": "isiZulu", "xh": "isiXhosa",
        "st": "Sesotho", "tn": "Setswana", "af": "Afrikaans", "sw": "Kiswahili", "hi": "हिन्दी",
        "bn": "বাংলা", "ta": "தமிழ்", "th": "ไทย", "km": "ខ្មែរ", "zh": "中文", "de": "Deutsch",
        "it": "Italiano", "cy": "Cymraeg", "vi": "Tiếng Việt", "tl": "Filipino", "ms": "Melayu",
        "fa": "فارسی", "ru": "Русский", "ja": "日本語", "ko": "한국어", "ne": "नेपाली",
    ]

    // MARK: - Pages when something is not there

    static let withoutPayload =
        "This listing exists, but its text has not reached us yet. Please try again later."

    static func message(_ problem: WebProblem) -> (title: String, text: String) {
        switch problem.status {
        case .gone:
            ("This listing was removed", "This listing was removed by its network.")
        case .notFound:
            (
                "We do not have this page",
                "The address may be mistyped, or the listing has not reached us."
            )
        case .badRequest: ("We did not understand this", sentence(problem.detail))
        case .methodNotAllowed: ("This page can only be read", "It does not take anything in.")
        case .uriTooLong: ("This address is too long", "Please search with fewer words.")
        case .serviceUnavailable:
            (
                "Not available at the moment",
                "Nothing is lost. Please try again in a few minutes."
            )
        case WebProblem.insufficientStorage:
            ("The disk is full", "Reading goes on; nothing can be saved at the moment.")
        default:
            (
                "Something went wrong here",
                "It was not your fault, and nothing is lost. It has been noted."
            )
        }
    }

    private static func sentence(_ text: String?) -> String {
        guard let text, let first = text.unicodeScalars.first else { return "" }
        return String(first).uppercased() + String(text.unicodeScalars.dropFirst()) + "."
    }
}
