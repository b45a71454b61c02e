import FoundationEssentials

/// The files of the live map as Debian installs them, read once when the program starts. What a
/// browser asks for is looked up among four names: no path of a request reaches the file system.
public struct LeafletFiles: Sendable {
    /// One file, as it is served.
    public struct File: Sendable {
        public let contentType: String
        public let bytes: [UInt8]
        /// The same, compressed by Debian; nil if that file is not there.
        public let gzip: [UInt8]?
    }

    /// Where Debian puts both packages.
    public static let folder = "/usr/share/javascript/leaflet"
    /// What must be installed.
    public static let packages = "libjs-leaflet libjs-leaflet.markercluster"

    /// The name that is served, the file, and its type. All of them must be there.
    private static let table: [(name: String, file: String, type: String)] = [
        ("leaflet.js", "leaflet.min.js", "text/javascript; charset=utf-8"),
        ("leaflet.css", "leaflet.css", "text/css; charset=utf-8"),
        ("markercluster.js", "leaflet.markercluster.min.js", "text/javascript; charset=utf-8"),
        ("markercluster.css", "MarkerCluster.css", "text/css; charset=utf-8"),
    ]
    /// The largest of them has 141 kB. Units: bytes.
    private static let bytesMax: UInt64 = 2_000_000

    private let files: [String: File]

    /// The names that may be asked for, in the order in which a page loads them.
    public static var names: [String] { table.map(\.name) }

    /// The files of a folder; nil if one is missing, so that the live map is never half there.
    public init?(folder: String = LeafletFiles.folder) {
        var files: [String: File] = [:]
        for entry in Self.table {
            guard let bytes = Self.read("\(folder)/\(entry.file)") else { return nil }
            files[entry.name] = File(
                contentType: entry.type, bytes: bytes,
                gzip: Self.read("\(folder)/\(entry.file).gz"))
        }
        self.files = files
    }

    /// The file that is served by this name; nil for any other name.
    public func file(_ name: String) -> File? { files[name] }

    private static func read(_ path: String) -> [UInt8]? {
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size],
            let count = size as? UInt64 ?? (size as? Int).flatMap(UInt64.init(exactly:)),
            (1...bytesMax).contains(count), let data = try? Data(contentsOf: URL(filePath: path)),
            data.count <= bytesMax
        else { return nil }
        return Array(data)
    }

    /// What `doctor` says of them.
    public static func finding(_ files: LeafletFiles?) -> Finding {
        guard files == nil else {
            return Finding(.ok, "the live map is installed (Leaflet, from Debian)")
        }
        return Finding(
            .warn,
            "the live map is not installed; maps are shown as pictures, and everything else works",
            fix: "apt-get install \(packages), then start the node again")
    }
}
