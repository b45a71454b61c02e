import SangamNode

/// A file that is the same for everybody, compressed once.
struct StaticFile: Sendable {
    private let type: String
    private let bytes: [UInt8]
    private let gzip: [UInt8]

    /// - Parameter gzip: the same compressed, if somebody has done it.
    init(_ type: String, _ bytes: [UInt8], gzip: [UInt8]? = nil) {
        self.type = type
        self.bytes = bytes
        self.gzip = gzip ?? Gzip.compress(bytes)
    }

    var answer: Answer {
        var answer = Answer(type: type, bytes, cache: .hour)
        answer.compressed = gzip
        return answer
    }
}
