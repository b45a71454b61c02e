import Foundation

extension DataFolder {
    /// The last signed head, kept beside the database so that an old database is noticed.
    ///
    /// Shape: `sangam head v1`, the size, the base64 root, `end`; each on a line.
    public struct Head: Equatable, Sendable {
        public let size: UInt64
        /// Base64 of 32 bytes.
        public let root: String

        public init(size: UInt64, root: String) {
            self.size = size
            self.root = root
        }
    }

    /// The head file; nil if there is none. Throws: `head-file`, if it is not one.
    public func readHead() throws(NodeError) -> Head? {
        let bytes: [UInt8]
        do {
            guard let read = try readFile("head", maximumBytes: 1024) else { return nil }
            bytes = read
        } catch {
            let number = (error.cause as? FileSystem.Failure)?.number
            guard number == EFBIG || number == EISDIR else { throw error }
            throw damagedHead
        }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard lines.count == 5, lines[0] == "sangam head v1", lines[3] == "end", lines[4].isEmpty,
            let size = UInt64(lines[1]), String(size) == lines[1],
            KeyFile.decode32(lines[2]) != nil
        else { throw damagedHead }
        return Head(size: size, root: lines[2])
    }

    private var damagedHead: NodeError {
        NodeError(
            code: "head-file", message: "the file \(file("head")) is damaged",
            hint: "nothing was signed; move the file away, and the node asks its peers for"
                + " its newest head before it writes", category: .verification)
    }

    /// Takes the room that the next head needs, before it is signed: on a full disk the node
    /// refuses a change instead of stopping after it (A4).
    public func reserveHead() throws(NodeError) {
        try reserve("head", byteCount: 128)
    }

    /// Replaces the head file durably; only after this may the head leave the process.
    ///
    /// - Precondition: the root is 32 bytes in base64.
    public func writeHead(size: UInt64, root: String) throws(NodeError) {
        precondition(KeyFile.decode32(root) != nil, "a root is 32 bytes in base64")
        try writeFile("head", Array("sangam head v1\n\(size)\n\(root)\nend\n".utf8))
    }
}
