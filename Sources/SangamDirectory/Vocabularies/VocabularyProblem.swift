/// Why a vocabulary file is refused, and where.
public struct VocabularyProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong with the line.
    public enum Reason: Hashable, Sendable {
        /// The bytes are not UTF-8.
        case notUTF8
        /// The line has no colon.
        case noColon
        /// Nothing stands behind the colon, or between two semicolons.
        case empty
        /// The word before the colon is neither a keyword nor a language.
        case unknownKey(String)
        /// The line belongs into a concept or a scheme, and none has begun.
        case misplaced(String)
        /// The same was said before.
        case repeated(String)
        /// A code that is not letters, digits and hyphens, at most 64.
        case badCode(String)
        /// A short name for addresses that no `prefix` line gives.
        case unknownPrefix(String)
        /// A concept without a label.
        case noLabel(String)
        /// A wider word that the scheme does not have.
        case unknownBroader(String)
        /// A word that is wider than itself.
        case circle(String)
        /// A line longer than 16,384 bytes, or a character that does not print.
        case unprintable
    }

    /// Units: lines, the first is 1.
    public let line: Int
    /// What is wrong.
    public let reason: Reason

    /// A problem in line `line`.
    public init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }

    public var description: String {
        let what =
            switch reason {
            case .notUTF8: "is not UTF-8; save the file as UTF-8"
            case .noColon: "has no colon; write KEY: VALUE"
            case .empty: "lacks a text behind the colon or beside a semicolon"
            case .unknownKey(let key): "begins with \(key), which is no keyword and no language"
            case .misplaced(let key): "says \(key) before the concept or scheme that it is about"
            case .repeated(let what): "says \(what) a second time"
            case .badCode(let code): "has the code \(code); use letters, digits and hyphens"
            case .unknownPrefix(let name): "uses \(name):, which no prefix line explains"
            case .noLabel(let code): "begins \(code), which has no label"
            case .unknownBroader(let code): "names the wider word \(code), which does not exist"
            case .circle(let code): "makes \(code) wider than itself"
            case .unprintable: "is too long or holds a character that does not print"
            }
        return "vocabulary line \(line) \(what); nothing of the file was taken"
    }
}
