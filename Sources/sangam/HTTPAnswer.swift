import Glibc

/// The answer to one request on a connection that is closed after it.
///
/// Source: RFC 9112; as much of it as our own server sends.
struct HTTPAnswer {
    enum Problem: Error, Equatable {
        case socket(Int32)
        /// The connection ended before the answer did.
        case cutOff
        case malformed
        case tooLarge

        var words: String {
            switch self {
            case .socket(let number): String(cString: strerror(number))
            case .cutOff: "the connection ended before the answer did"
            case .malformed: "it is not HTTP"
            case .tooLarge: "it is too large"
            }
        }
    }

    private static let maximumHeadBytes = 1 << 16

    let status: Int
    /// Of an error: what kind it is.
    let category: String?
    /// Of a part of something long: where the next part begins.
    let next: UInt64?
    let body: [UInt8]

    static func read(from socket: UnixSocket) throws(Problem) -> HTTPAnswer {
        var reader = Reader(socket: socket)
        while true {
            let head = try reader.head()
            // An interim answer has no body, and another one after it.
            guard head.status >= 200 else { continue }
            return HTTPAnswer(
                status: head.status, category: head.category, next: head.next,
                body: try reader.body(head))
        }
    }

    private struct Head {
        let status: Int
        let length: Int?
        let isChunked: Bool
        let category: String?
        let next: UInt64?
    }

    private struct Reader {
        let socket: UnixSocket
        var buffer: [UInt8] = []
        var position = 0

        /// One more read; false at the end.
        mutating func fill() throws(Problem) -> Bool {
            let bytes: [UInt8]
            do {
                bytes = try socket.read()
            } catch {
                throw .socket(error.number)
            }
            guard buffer.count + bytes.count <= ControlAnswer.maximumBytes else { throw .tooLarge }
            buffer += bytes
            return !bytes.isEmpty
        }

        /// The bytes up to a line feed, without it and a carriage return before it.
        mutating func line() throws(Problem) -> String {
            var searched = position
            while true {
                if let end = buffer[searched...].firstIndex(of: 0x0A) {
                    var bytes = buffer[position..<end]
                    if bytes.last == 0x0D { bytes = bytes.dropLast() }
                    position = end + 1
                    return String(decoding: bytes, as: UTF8.self)
                }
                searched = buffer.count
                guard searched - position <= HTTPAnswer.maximumHeadBytes else { throw .malformed }
                guard try fill() else { throw .cutOff }
            }
        }

        mutating func head() throws(Problem) -> Head {
            let words = try line().split(separator: " ")
            guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]),
                (100...599).contains(status)
            else { throw .malformed }
            var length: Int?
            var isChunked = false
            var category: String?
            var next: UInt64?
            while true {
                let text = try line()
                if text.isEmpty { break }
                guard let colon = text.utf8.firstIndex(of: 0x3A) else { throw .malformed }
                let value = text[text.index(after: colon)...]
                    .split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
                switch text[..<colon].lowercased() {
                case "content-length":
                    guard let number = Int(value), number >= 0 else { throw .malformed }
                    length = number
                case "transfer-encoding": isChunked = value.lowercased() == "chunked"
                case "sangam-category": category = value
                case "sangam-next": next = UInt64(value)
                default: continue
                }
            }
            return Head(
                status: status, length: length, isChunked: isChunked, category: category,
                next: next)
        }

        mutating func body(_ head: Head) throws(Problem) -> [UInt8] {
            if head.status == 204 { return [] }
            if head.isChunked { return try chunks() }
            if let length = head.length { return try bytes(length) }
            while try fill() {}
            return Array(buffer[position...])
        }

        mutating func bytes(_ count: Int) throws(Problem) -> [UInt8] {
            guard count <= ControlAnswer.maximumBytes else { throw .tooLarge }
            while buffer.count - position < count {
                guard try fill() else { throw .cutOff }
            }
            defer { position += count }
            return Array(buffer[position..<(position + count)])
        }

        mutating func chunks() throws(Problem) -> [UInt8] {
            var body: [UInt8] = []
            while true {
                let size = try line().prefix { $0 != ";" }
                guard let count = Int(size, radix: 16), count >= 0 else { throw .malformed }
                if count == 0 { return body }
                body += try bytes(count)
                guard try line().isEmpty else { throw .malformed }
            }
        }
    }
}
