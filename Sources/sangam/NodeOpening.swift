import Foundation
import SangamNode
import SangamWeb

/// Opens the node of a folder: the one place where the program puts its parts together.
enum NodeOpening {
    /// The clock of the program. Units: Unix seconds.
    static let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }

    static var versions: VersionAnswer {
        VersionAnswer(Node.version())
    }

    /// The caller holds the lock of the folder as long as the node lives.
    static func open(
        folder: DataFolder, configuration: NodeConfiguration, isAlone: Bool
    ) async throws(NodeError) -> Node {
        let curl = CurlTransport(version: Version.program)
        return try await Node.open(
            folder: folder, configuration: configuration, transport: curl.transport,
            isAlone: isAlone)
    }
}
