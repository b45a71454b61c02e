import Foundation

/// The recovery key of a node, in a file that its network keeps away from the node.
///
/// Shape: comment lines that begin with `#`, then `sangam recovery key v1`, `label <label>`,
/// `node <node id>`, `seed <base64 of 32 bytes>`, `end`; LF ends each line.
public struct RecoveryKeyFile: Sendable, CustomStringConvertible, CustomReflectable {
    public let label: String
    public let node: String
    public let seed: [UInt8]

    /// - Precondition: the seed has 32 bytes.
    public init(label: String, node: String, seed: [UInt8]) {
        precondition(seed.count == 32, "a seed has 32 bytes")
        self.label = label
        self.node = node
        self.seed = seed
    }

    /// Throws: `key-file`, naming the line and what is expected there.
    public init(parsing bytes: [UInt8]) throws(NodeError) {
        var lines = KeyLines(bytes, file: "recovery key")
        lines.skipComments()
        try lines.expect("sangam recovery key v1")
        label = try lines.value("label")
        node = try lines.value("node")
        seed = try lines.secret("seed")
        try lines.expect("end")
        try lines.expectNothing()
    }

    public func encoded() -> [UInt8] {
        let text = """
            # This is the recovery key of the network \(label) in Sangam, the shared directory.
            #
            # Keep it OFFLINE and in two safe places, for example on two USB sticks or printed on
            # paper, never on the computer that runs the node. The node does not need it to run.
            # You need it if the node's computer is lost, stolen or broken into: with this file,
            # and only with it, your network can give itself new keys that its partners accept.
            # Who has this file can speak for your network. Do not send it by e-mail or chat.
            sangam recovery key v1
            label \(label)
            node \(node)
            seed \(Data(seed).base64EncodedString())
            end

            """
        return Array(text.utf8)
    }

    public static func read(path: String) throws(NodeError) -> RecoveryKeyFile {
        do {
            guard let bytes = try FileSystem.read(path, maximumBytes: 1 << 16) else {
                throw FileSystem.Failure(step: "open", path: path, number: ENOENT)
            }
            return try RecoveryKeyFile(parsing: bytes)
        } catch let error as FileSystem.Failure {
            throw DataFolder.failed(error)
        } catch let error as NodeError {
            throw error
        } catch {
            throw NodeError(code: "io", message: "cannot read \(path)", cause: error)
        }
    }

    /// Writes a new file, mode 0600; refused if there is one.
    public func write(path: String) throws(NodeError) {
        try DataFolder.writeNewFile(encoded(), to: path)
    }

    public var description: String { "RecoveryKeyFile(\(label), secret)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
