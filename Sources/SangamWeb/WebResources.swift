import CWebResources

/// The files of the folder `Resources`, which are compiled in.
enum WebResources {
    /// All of them, by their path below the folder.
    static let all: [String: [UInt8]] = {
        var files: [String: [UInt8]] = [:]
        for place in 0..<sangam_web_file_count() {
            var count = 0
            guard let name = sangam_web_file_name(place),
                let bytes = sangam_web_file_bytes(place, &count)
            else { continue }
            files[String(cString: name)] = Array(
                UnsafeBufferPointer(start: bytes, count: count))
        }
        return files
    }()

    /// A file; nothing if there is none of that name, which a test would see.
    static func bytes(_ name: String) -> [UInt8] { all[name] ?? [] }
}
