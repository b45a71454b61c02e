import Foundation
import SangamLog
import SangamStore

/// One log that is held here at a complete head, and may be served.
public struct ServedLog: Sendable, Hashable {
    public var origin: Origin
    /// Units: entries.
    public var size: UInt64
}

/// What a static peer consists of, but for the sections, which are asked for one after another.
public struct StaticManifest: Sendable, Hashable {
    /// Files that say what is there: to be written last.
    public var heads: [String]
    /// Tiles and entry bundles.
    public var tiles: [String]
    public var logs: [ServedLog]
}

/// The static peer: everything that a node serves by pull, as files for any web space.
///
/// Source: Protocol.md, "Static peers".
extension Node {
    /// Entries in one section file, but for the last. Small enough that a change rewrites little,
    /// large enough that a new reader asks seldom.
    static let staticSectionEntries: UInt64 = 1_024

    /// Every log that may be served, our own first, the epochs of a node in order.
    public func servedLogs() async throws(NodeError) -> [ServedLog] {
        do {
            return try await reader.holdings().filter { $0.isUsable && $0.size > 0 }.map {
                ServedLog(origin: $0.origin, size: $0.size)
            }
        } catch { throw NodeError(error) }
    }

    /// The paths of all files but the sections.
    public func staticFiles() async throws(NodeError) -> StaticManifest {
        var manifest = StaticManifest(
            heads: [".well-known/sangam", "sangam/v1/roster"], tiles: [], logs: [])
        manifest.logs = try await servedLogs()
        do {
            for log in manifest.logs {
                let logID = log.origin.logID
                if try await reader.checkpoint(logID: logID) != nil {
                    manifest.heads.append("log/\(logID)/checkpoint")
                }
                manifest.tiles += TilePath.all(size: log.size).map {
                    "log/\(logID)/\($0.text)"
                }
            }
        } catch { throw NodeError.wrapping(error) }
        return manifest
    }

    /// The bytes of one of them.
    ///
    /// Throws: `unknown-file` for a path that no static peer has now.
    public func staticFile(_ path: String) async throws(NodeError) -> [UInt8] {
        switch path {
        case ".well-known/sangam":
            return NodeDocument(
                url: configuration.url, software: Version.software, isStatic: true, chain: chain
            ).bytes
        case "sangam/v1/roster": return try await staticRoster()
        default: break
        }
        let parts = path.split(separator: "/", maxSplits: 2).map(String.init)
        if parts.count == 3, parts[0] == "log" {
            if parts[2] == "checkpoint", let note = try await checkpoint(log: parts[1]) {
                return note
            }
            if let path = TilePath(parts[2]),
                let bytes = try await tile(log: parts[1], path: path)
            {
                return bytes
            }
        }
        throw NodeError(
            code: "unknown-file", message: "a static peer has no file \(path) now",
            hint: "the log may have been cut; publish again")
    }

    /// All rows under one fixed cursor: nobody computes an answer to another one.
    private func staticRoster() async throws(NodeError) -> [UInt8] {
        do {
            let rows = try await reader.roster(after: 0).map(\.row)
            let digest = Hash.sha256(Array(nodeID.text.utf8)).bytes
            let instance = Hexadecimal.encode(Array(digest[..<16]))
            return Roster(next: "\(instance):0", rows: rows).bytes
        } catch { throw NodeError.wrapping(error) }
    }

    /// One section file of a log, and where the next one begins; nil at the end.
    public func staticSection(
        log logID: String, from: UInt64
    ) async throws(NodeError) -> (bytes: [UInt8], next: UInt64?) {
        // Files begin at multiples, whatever their bytes make of it in between, so that a payload
        // that goes or comes moves no other file.
        let room = Node.staticSectionEntries - from % Node.staticSectionEntries
        return try await bundleSection(log: logID, from: from, entriesMax: Int(room))
    }
}

extension TilePath {
    /// Every tile and entry bundle of a tree, full ones and those of the right edge.
    static func all(size: UInt64) -> [TilePath] {
        func row(_ level: Int?, _ elements: UInt64) -> [TilePath] {
            let full = (0..<(elements / 256)).map {
                TilePath(level: level, index: $0, width: TilePath.fullWidth)
            }
            let rest = Int(elements % 256)
            guard rest > 0 else { return full }
            return full + [TilePath(level: level, index: elements / 256, width: rest)]
        }
        var paths = row(nil, size)
        for level in 0..<8 {
            let elements = Tile.elements(level: level, treeSize: size)
            guard elements > 0 else { break }
            paths += row(level, elements)
        }
        return paths
    }
}
