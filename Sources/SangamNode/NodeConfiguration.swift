import SangamDirectory

/// The settings of a node: typed, checked, and each with the place that it comes from.
///
/// Precedence: flag, environment, sangam.conf, default.
public struct NodeConfiguration: Sendable, Equatable {
    public static let fileName = "sangam.conf"

    /// Where a value comes from.
    public enum Origin: Sendable, Equatable, CustomStringConvertible {
        case flag
        case environment(variable: String)
        case file(line: Int)
        case builtIn

        public var description: String {
            switch self {
            case .flag: "flag"
            case .environment(let variable): variable
            case .file(let line): "\(NodeConfiguration.fileName) line \(line)"
            case .builtIn: "default"
            }
        }
    }

    /// One key as it holds: what `config show --origin` prints.
    public struct Setting: Sendable, Equatable {
        public let key: ConfigurationKey
        public let text: String
        public let origin: Origin
    }

    /// A host and a port to listen on.
    public struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
        /// An IPv6 address without brackets.
        public let host: String
        public let port: Int

        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        public var description: String {
            host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }

    /// All keys, in the order of `ConfigurationKey`.
    public let settings: [Setting]
    /// About variables that look like ours and are not.
    public let warnings: [String]

    public let listen: ListenAddress
    public let url: String?
    public let metricsListen: ListenAddress?
    public let syncEverySeconds: Int
    public let removeHoldSeconds: Int
    public let quotaRecords: Int
    public let quotaEntries: Int
    public let quotaBytes: Int
    public let privacyLocation: String?
    public let mapTiles: String?
    public let mailSMTP: MailServer?
    public let mailFrom: String?
    public let mailTo: String?
    public let mailUser: String?
    /// From the environment; the file in the data folder is read when it is needed.
    public let mailPassword: Secret?
    /// Addresses and ranges in the order written.
    public let trustedProxies: [String]
    public let languages: [String]
    public let logLevel: String

    /// - Parameters:
    ///   - file: the bytes of sangam.conf; nil if there is none.
    ///   - environment: all variables of the process.
    ///   - flags: what the command line says.
    /// Throws: `configuration`, naming every bad key or value, where it stands, what is allowed.
    public init(
        file: [UInt8]?, environment: [String: String], flags: [ConfigurationKey: String] = [:]
    ) throws(NodeError) {
        var problems: [String] = []
        let lines = ConfigurationFile(file ?? [])
        problems += lines.problems
        var settings: [Setting] = []
        for key in ConfigurationKey.allCases {
            if let text = flags[key] {
                settings.append(Setting(key: key, text: text, origin: .flag))
            } else if let text = environment[key.variable] {
                settings.append(
                    Setting(key: key, text: text, origin: .environment(variable: key.variable)))
            } else if let found = lines.values[key] {
                settings.append(
                    Setting(key: key, text: found.text, origin: .file(line: found.line)))
            } else {
                settings.append(Setting(key: key, text: key.defaultText, origin: .builtIn))
            }
        }
        var values = ConfigurationValues(settings: settings)
        listen = values.address(.listen) ?? ListenAddress(host: "127.0.0.1", port: 8080)
        url = values.url(.url)
        metricsListen = values.address(.metricsListen)
        syncEverySeconds = values.duration(.syncEvery, 1...86_400)
        removeHoldSeconds = values.duration(.removeHold, 0...31_536_000)
        quotaRecords = values.count(.quotaRecords)
        quotaEntries = values.count(.quotaEntries)
        quotaBytes = values.bytes(.quotaBytes)
        let precision = values.word(.privacyLocation, of: [""] + ListingRules.precisions)
        privacyLocation = precision.isEmpty ? nil : precision
        mapTiles = values.tiles(.mapTiles)
        mailSMTP = values.mailServer(.mailSMTP)
        mailFrom = values.mail(.mailFrom)
        mailTo = values.mail(.mailTo)
        mailUser = values.name(.mailUser)
        mailPassword = environment[MailCredentials.variable].map { Secret(text: $0) }
        trustedProxies = values.proxies(.trustedProxies)
        languages = values.languages(.languages)
        logLevel = values.word(
            .logLevel, of: ["trace", "debug", "info", "notice", "warning", "error", "critical"])
        self.settings = settings
        warnings = Self.warnings(environment)
        problems += values.problems
        guard problems.isEmpty else {
            throw NodeError(
                code: "configuration", message: problems.joined(separator: "; "),
                hint: "nothing was started; correct it and try again", category: .usage)
        }
    }

    /// The settings of a data folder, with its sangam.conf if there is one.
    public init(
        folder: DataFolder, environment: [String: String], flags: [ConfigurationKey: String] = [:]
    ) throws(NodeError) {
        let file = try folder.readFile(Self.fileName)
        try self.init(file: file, environment: environment, flags: flags)
    }

    /// Variables of this program that are no settings.
    private static let otherVariables = [
        "SANGAM_DATA", "SANGAM_CRASH_AT", MailCredentials.variable,
    ]

    private static func warnings(_ environment: [String: String]) -> [String] {
        let known = ConfigurationKey.allCases.map(\.variable) + otherVariables
        return environment.keys.filter { $0.hasPrefix("SANGAM_") && !known.contains($0) }.sorted()
            .map { name in
                let nearest = NearestName.of(name, in: known, caseSensitive: true)
                return "the variable \(name) is not one of sangam's and has no effect"
                    + (nearest.map { "; did you mean \($0)?" } ?? "")
            }
    }
}
