/// The mail server that takes what we send, as `mail.smtp` names it.
///
/// Shape: `[smtp://|smtps://]HOST:PORT`; without a scheme, port 465 means `smtps`.
public struct MailServer: Sendable, Hashable, CustomStringConvertible {
    public enum Scheme: String, Sendable {
        /// Plain at first; encrypted by STARTTLS before anything is said, or not at all, except to
        /// this computer itself.
        case smtp
        /// Encrypted from the first byte.
        case smtps
    }

    public let scheme: Scheme
    /// An IPv6 address without brackets.
    public let host: String
    public let port: Int

    public init(scheme: Scheme? = nil, host: String, port: Int) {
        self.scheme = scheme ?? (port == 465 ? .smtps : .smtp)
        self.host = host
        self.port = port
    }

    /// This computer: a relay there need not encrypt.
    public var isLoopback: Bool {
        host == "localhost" || host == "::1"
            || host.hasPrefix("127.")
                && host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    }

    /// As libcurl takes it.
    var url: String { "\(scheme.rawValue)://\(hostAndPort)" }

    public var description: String { url }

    private var hostAndPort: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// The name and password for the mail server. Never in peers.json, never shown, never logged.
struct MailCredentials: Sendable, CustomStringConvertible {
    /// The file in the data folder that holds the password, mode 0600, one line.
    static let fileName = "mail.password"
    /// The variable that may hold it instead.
    static let variable = "SANGAM_MAIL_PASSWORD"

    let user: String
    let password: String

    var description: String { "(credentials)" }

    /// The credentials that hold now; nil if none are set up.
    ///
    /// Throws: a password file that others can read, or that cannot be read.
    static func read(
        _ configuration: NodeConfiguration, _ folder: DataFolder
    ) throws(NodeError) -> MailCredentials? {
        guard let user = configuration.mailUser else { return nil }
        if let password = configuration.mailPassword {
            return MailCredentials(user: user, password: password.text)
        }
        try folder.checkSecret(fileName)
        guard let bytes = try folder.readFile(fileName, maximumBytes: 4_096) else {
            throw NodeError(
                code: "mail-password",
                message: "mail.user is set, and there is no \(folder.file(fileName))",
                hint: "put the password there, mode 0600, or into \(variable)")
        }
        let line = ConfigurationFile.trimmed(bytes.split(separator: 0x0A).first ?? [])
        guard !line.contains(0) else {
            throw NodeError(code: "mail-password", message: "the mail password holds a zero byte")
        }
        return MailCredentials(user: user, password: String(decoding: line, as: UTF8.self))
    }
}

/// A text that is not shown by accident.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
    let text: String

    public var description: String { "(secret)" }
    public var debugDescription: String { "(secret)" }
}
