import SangamDirectory
import SangamNode

/// `messages`: what visitors wrote, for whoever runs the node.
extension ControlRoutes {
    func messages(_ request: WebRequest) async throws -> Answer {
        .json(MessagesAnswer(try await node.messages()).json)
    }

    func message(_ request: WebRequest) async throws -> Answer {
        let message = try await node.message(try Self.messageID(request))
        return .json(MessageAnswer(message, to: try await node.bearer(of: message)).json)
    }

    func finishMessage(_ request: WebRequest) async throws -> Answer {
        let id = try Self.messageID(request)
        try await node.finishMessage(id)
        return .json(["id": .number(id)])
    }

    private static func messageID(_ request: WebRequest) throws(WebProblem) -> Int64 {
        let parts = request.target.parts
        guard parts.count == 4, parts[3].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let id = Int64(parts[3])
        else { throw .parameter("id", "a message has a number: see sangam messages list") }
        return id
    }
}
