import HTTPTypes
import SangamDirectory
import SangamNode
import SangamStore

/// What programs can read here, described for programs: `Resources/openapi.json`, with the network
/// that runs this directory as the one to turn to.
struct OpenAPI: Sendable {
    let node: Node
    private let document: JSONObject

    /// Throws: if the document that is built in cannot be read.
    init(node: Node) throws {
        self.node = node
        document = try Self.builtin()
    }

    /// The document as it is written.
    static func builtin() throws -> JSONObject {
        try RecordCoding.parseJSON(
            WebResources.bytes("openapi.json"), maximumBytes: 1 << 20, maximumDepth: 24
        ).object ?? JSONObject()
    }

    /// GET /openapi.json
    func answer(_ request: WebRequest) async throws -> Answer {
        let own = try await node.reader.profile(of: node.nodeID)
        let ways = ContactWays(own, ofUs: node.configuration)
        var answer = Answer.json(.object(described(ways)))
        answer.headers[.cacheControl] = Answer.Cache.check.rawValue
        return answer
    }

    private func described(_ ways: ContactWays) -> JSONObject {
        var document = document
        guard case .object(var info) = document["info"] ?? .null else { return document }
        var contact: JSONObject = [:]
        if let name = ways.name { contact["name"] = .string(name) }
        if let page = ways.page { contact["url"] = .string(page) }
        if let mail = ways.mail { contact["email"] = .string(mail) }
        if !contact.members.isEmpty { info["contact"] = .object(contact) }
        document["info"] = .object(info)
        return document
    }
}
