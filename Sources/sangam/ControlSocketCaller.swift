import Glibc

/// Asks the running node over its control socket: HTTP/1.1, one connection for each request.
///
/// Not by libcurl, as peers are asked: a listing is removed by DELETE, and an import is streamed.
struct ControlSocketCaller: ControlCaller {
    /// How long the node may take to say that it is there. Units: seconds.
    private static let helloSeconds = 5

    let path: String

    /// Whether a node answers here.
    func isAnswering() -> Bool {
        do {
            let socket = try UnixSocket(path: path)
            socket.setTimeout(seconds: Self.helloSeconds)
            try socket.write(head(ControlRequest(.get, ["version"]), length: 0))
            return try HTTPAnswer.read(from: socket).status == 200
        } catch {
            return false
        }
    }

    func answer(_ request: ControlRequest) async throws(CommandError) -> ControlAnswer {
        let socket: UnixSocket
        do {
            socket = try UnixSocket(path: path)
        } catch {
            throw lost("cannot connect: \(String(cString: strerror(error.number)))")
        }
        try await send(request, to: socket)
        do {
            let answer = try HTTPAnswer.read(from: socket)
            return ControlAnswer(
                status: answer.status, category: answer.category, next: answer.next,
                body: answer.body)
        } catch {
            throw lost(error.words)
        }
    }

    func close() async {}

    private func send(
        _ request: ControlRequest, to socket: UnixSocket
    ) async throws(CommandError) {
        if let bytes = request.body.bytes {
            // A node that refuses early closes its end: its answer says why.
            try? socket.write(head(request, length: bytes.count) + bytes)
            return
        }
        guard case .stream(let chunks) = request.body else { return }
        try? socket.write(head(request, length: nil))
        var isTaking = true
        do {
            for try await chunk in chunks where !chunk.isEmpty {
                let size = Array("\(String(chunk.count, radix: 16))\r\n".utf8)
                do {
                    // A node that refuses early does not read the rest: its answer says why.
                    isTaking = try socket.writeUntilAnswered(size + chunk + [0x0D, 0x0A])
                } catch {
                    isTaking = false
                }
                if !isTaking { return }
            }
        } catch {
            // The file could not be read to its end: without its end, nothing of it counts.
            throw CommandError(any: error)
        }
        try? socket.write(Array("0\r\n\r\n".utf8))
    }

    private func head(_ request: ControlRequest, length: Int?) -> [UInt8] {
        var lines = ["\(request.method.rawValue) \(request.target) HTTP/1.1"]
        lines += ["Host: localhost", "Connection: close", "Accept: application/json"]
        if case .json = request.body { lines.append("Content-Type: application/json") }
        lines.append(length.map { "Content-Length: \($0)" } ?? "Transfer-Encoding: chunked")
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private func lost(_ why: String) -> CommandError {
        CommandError(
            "node-lost", "the running node gave no whole answer: \(why)",
            hint: "whether the change was made is not known: one change is whole or not at all,"
                + " an import stops between rows; look with sangam status, and say it again if it"
                + " is not there")
    }
}
