import Foundation
import Synchronization

/// A plain web server for files: it knows GET, and nothing of what it serves.
final class FileServer: Sendable {
    /// What a path answers.
    enum Answer: Sendable {
        case file([UInt8])
        /// A file with an `ETag`.
        case tagged([UInt8], String)
        case redirect(String)
        case status(Int)
    }

    private let listener: Wire.Listener
    private let answer: @Sendable (String) -> Answer
    private let asked = Mutex<[String]>([])

    var url: String { "http://127.0.0.1:\(listener.port)" }
    /// The paths that were asked for, in order.
    var paths: [String] { asked.withLock { $0 } }

    init(_ answer: @escaping @Sendable (String) -> Answer) throws {
        listener = try Wire.Listener()
        self.answer = answer
        Thread.detachNewThread { [self] in
            while let client = listener.accept() {
                Thread.detachNewThread { [self] in serve(client) }
            }
        }
    }

    /// Serves the files of a folder, as any web space does.
    convenience init(folder: String) throws {
        try self.init { path in
            guard !path.contains(".."),
                let bytes = FileManager.default.contents(
                    atPath: folder + path.prefix { $0 != "?" })
            else { return .status(404) }
            return .file([UInt8](bytes))
        }
    }

    func end() { listener.end() }

    private func serve(_ client: Wire) {
        var request: [UInt8] = []
        while !request.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            let bytes = client.readSome()
            guard !bytes.isEmpty else { return }
            request += bytes
        }
        let words = String(decoding: request, as: UTF8.self).split(separator: " ")
        let path = words.count > 1 ? String(words[1]) : "/"
        asked.withLock { $0.append(path) }
        switch words.first == "GET" ? answer(path) : .status(405) {
        case .file(let bytes):
            client.send(
                "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                    + "Content-Length: \(bytes.count)\r\nConnection: close\r\n\r\n")
            client.send(bytes)
        case .tagged(let bytes, let tag):
            client.send(
                "HTTP/1.1 200 OK\r\nETag: \(tag)\r\nContent-Length: \(bytes.count)\r\n"
                    + "Connection: close\r\n\r\n")
            client.send(bytes)
        case .redirect(let target):
            client.send(
                "HTTP/1.1 302 Found\r\nLocation: \(target)\r\nContent-Length: 0\r\n"
                    + "Connection: close\r\n\r\n")
        case .status(let code):
            client.send(
                "HTTP/1.1 \(code) No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        client.end()
    }
}
