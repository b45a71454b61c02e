/// The keys of sangam.conf, each with its variable, default and rule: the one table of them.
public enum ConfigurationKey: String, CaseIterable, Sendable {
    /// Where members and peers reach the node.
    case listen
    /// The public address, as others see it.
    case url
    /// Where numbers for monitoring are shown; empty: nowhere.
    case metricsListen = "metrics.listen"
    /// How often a peer is asked that does not hold requests.
    case syncEvery = "sync.every"
    /// How long removed payloads can still be brought back by the operator.
    case removeHold = "remove.hold"
    /// What is taken from one peer in a day, beyond which its payloads wait.
    case quotaRecords = "quota.records"
    case quotaEntries = "quota.entries"
    case quotaBytes = "quota.bytes"
    /// The most exact place that is published for a new listing when its form does not say.
    case privacyLocation = "privacy.location"
    /// The address of map pictures; empty: no request to anybody else, ever.
    case mapTiles = "map.tiles"
    /// The server that takes our mail; empty: messages wait to be printed.
    case mailSMTP = "mail.smtp"
    /// The address that our mail comes from.
    case mailFrom = "mail.from"
    /// Who gets what nobody else can take, and every correction; empty: `mail.from`.
    case mailTo = "mail.to"
    /// The name for the mail server; its password is in no setting: see `MailCredentials`.
    case mailUser = "mail.user"
    /// The proxies whose word on the caller's address is taken.
    case trustedProxies = "trusted.proxies"
    /// The languages of the network, its own first.
    case languages
    case logLevel = "log.level"

    /// `SANGAM_REMOVE_HOLD` for `remove.hold`.
    public var variable: String {
        "SANGAM_" + rawValue.uppercased().split(separator: ".").joined(separator: "_")
    }

    public var defaultText: String {
        switch self {
        case .listen: "127.0.0.1:8080"
        case .syncEvery: "60"
        case .removeHold: "72h"
        case .quotaRecords: "200000"
        case .quotaEntries: "1000000"
        case .quotaBytes: "4g"
        case .languages: "en"
        case .logLevel: "info"
        case .url, .metricsListen, .privacyLocation, .mapTiles, .mailSMTP, .mailFrom, .mailTo,
            .mailUser, .trustedProxies:
            ""
        }
    }

    /// What a value may be, in words.
    public var allowed: String {
        switch self {
        case .listen: "HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080; port 0 picks a free one"
        case .metricsListen: "HOST:PORT, or nothing"
        case .url:
            "an address that begins with https:// or http:// and has no path, or nothing"
        case .syncEvery: "1 second to 1 day, such as 60, 90s, 5m or 1h"
        case .removeHold: "0 to 365 days, such as 0, 90, 15m, 72h or 3d"
        case .quotaRecords, .quotaEntries: "a whole number from 0 to 1000000000000"
        case .quotaBytes: "a number of bytes, such as 1000000, 512k, 64m or 4g"
        case .privacyLocation:
            "exact, street, area, place or none, for places whose listing does not say it; or "
                + "nothing: people's get an area, others stay as they are"
        case .mapTiles: "an https:// address with {z}, {x} and {y} in it, or nothing"
        case .mailSMTP:
            "HOST:PORT of a mail server, with smtp:// or smtps:// before it if you like, or nothing"
        case .mailFrom, .mailTo: "one mail address, or nothing"
        case .mailUser: "the name for the mail server, or nothing"
        case .trustedProxies: "addresses or ranges such as 127.0.0.1, 10.0.0.0/8, ::1; or nothing"
        case .languages: "language tags such as en, zu, pt-BR, with commas between them"
        case .logLevel: "trace, debug, info, notice, warning, error or critical"
        }
    }

    static func named(_ text: String) -> ConfigurationKey? {
        allCases.first { $0.rawValue.utf8.elementsEqual(text.utf8) }
    }
}
