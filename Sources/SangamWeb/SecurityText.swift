import HTTPTypes
import SangamDirectory
import SangamNode
import SangamStore

/// `security.txt`: where somebody who has found a weakness can say so.
///
/// Source: RFC 9116.
struct SecurityText: Sendable {
    let node: Node
    let clock: @Sendable () -> Int64

    static let path = "/.well-known/security.txt"
    /// Section 2.5.5 recommends less than a year. Units: days.
    static let days: Int64 = 364

    /// GET /.well-known/security.txt
    func answer(_ request: WebRequest) async throws -> Answer {
        let own = try await node.reader.profile(of: node.nodeID)
        guard
            let text = Self.text(
                ContactWays(own, ofUs: node.configuration), now: clock(),
                languages: node.configuration.languages, url: node.configuration.url)
        else { throw WebProblem.notFound }
        return .text(Array(text.utf8), cache: .check)
    }

    /// The file; nil if there is no way of contact, without which it would be none.
    ///
    /// - Parameters:
    ///   - languages: that the operator reads, best first.
    ///   - url: where this directory is, if the operator has said so.
    static func text(
        _ ways: ContactWays, now: Int64, languages: [String], url: String?
    ) -> String? {
        let contacts = [ways.mail.map { "mailto:\($0)" }, ways.page].compactMap(\.self)
        let day = now - now % CivilTime.daySeconds
        guard !contacts.isEmpty,
            let end = CivilMoment(unixSeconds: day + days * CivilTime.daySeconds)
        else { return nil }
        var lines = contacts.map { "Contact: \($0)" }
        lines.append("Expires: \(end.date)T00:00:00Z")
        let tags = languages.filter { LanguageTag.isWellFormed($0) }
        if !tags.isEmpty { lines.append("Preferred-Languages: \(tags.joined(separator: ", "))") }
        if let url, url.utf8.starts(with: "https://".utf8) {
            let base = url.utf8.last == UInt8(ascii: "/") ? String(url.dropLast()) : url
            lines.append("Canonical: \(base)\(path)")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
