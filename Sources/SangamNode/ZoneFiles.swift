import Foundation
import SangamDirectory
import Synchronization

/// The rules of time zones, as the system has them.
public enum ZoneFiles {
    public static let folder = "/usr/share/zoneinfo"
    private static let known = Mutex<[String: ZoneRule?]>([:])
    private static let knownMost = 1_000

    /// The rule of a zone by its IANA name; nil for a name that the system does not have.
    ///
    /// Names come from strangers: only letters, digits, `_ + - /`, and no part that begins with
    /// anything but a letter, so that nothing outside of the folder can be named.
    public static let rule: @Sendable (String) -> ZoneRule? = { name in
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isName =
            (1...3).contains(parts.count) && name.utf8.count <= 64
            && parts.allSatisfy { part in
                guard let first = part.first, (0x61...0x7A).contains(first | 0x20) else {
                    return false
                }
                return part.allSatisfy { byte in
                    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                        || [0x2B, 0x2D, 0x5F].contains(byte)
                }
            }
        guard isName else { return nil }
        if let held = known.withLock({ $0[name] }) { return held }
        let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)")
        let rule = bytes.flatMap { ZoneRule(name: name, zoneFile: Array($0.prefix(65_536))) }
        known.withLock { rules in
            if rules.count >= knownMost { rules = [:] }
            rules[name] = .some(rule)
        }
        return rule
    }

    /// What `doctor` says of them: whether the folder is there, whatever was read from it before.
    public static func finding(folder: String = ZoneFiles.folder) -> Finding {
        guard FileManager.default.contents(atPath: "\(folder)/Africa/Johannesburg") == nil else {
            return Finding(.ok, "the rules of time zones are installed")
        }
        return Finding(
            .warn,
            "the rules of time zones are not installed; calendar files name a zone without saying "
                + "when its summer time begins",
            fix: "apt-get install tzdata, then start the node again")
    }
}
