import HTTPTypes

extension InProcessCaller {
    /// One request of a command, in words that need no framework.
    ///
    /// Shape: `category` is that of `ControlHeader.category`, with an error only; `next` that of
    /// `ControlHeader.next`.
    public func command(
        _ method: String, _ target: String, pieces: AsyncThrowingStream<[UInt8], any Error>
    ) async throws -> (status: Int, category: String?, next: String?, body: [UInt8]) {
        let method = HTTPRequest.Method(rawValue: method) ?? .get
        let reply = try await send(method, target, pieces: pieces)
        return (
            reply.status, reply.headers[ControlHeader.category],
            reply.headers[ControlHeader.next], reply.body
        )
    }
}
