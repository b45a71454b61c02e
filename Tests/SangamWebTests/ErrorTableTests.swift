import HTTPTypes
import SangamNode
import SangamStore
import Testing

@testable import SangamWeb

@Suite struct ErrorTableTests {
    @Test(arguments: [
        (NodeError(code: "disk-full", message: "no space in /srv/x"), 507),
        (NodeError(code: "read-only", message: "peers know more", category: .notPermitted), 503),
        (NodeError(code: "unknown", message: "no such record"), 404),
        (NodeError(code: "removed", message: "it was removed"), 410),
        (NodeError(code: "listing-refused", message: "no name", category: .usage), 400),
        (NodeError(code: "x", message: "two rows", category: .rejected), 422),
        (NodeError(code: "x", message: "key 0600", category: .notPermitted), 403),
        (NodeError(code: "lock-held", message: "pid 7", category: .busy), 503),
        (NodeError(code: "peer-unreachable", message: "10.1.1.1", category: .unreachable), 502),
        (NodeError(code: "damaged", message: "SELECT *", category: .verification), 500),
        (NodeError(code: "io", message: "/srv/secret", isFatal: true), 500),
    ])
    func `F10 every error of the node has a status, and its text stays inside`(
        error: NodeError, status: Int
    ) {
        let problem = ErrorResponses.problem(error)
        #expect(problem.status.code == status)
        #expect(problem.detail?.contains("/srv") != true)
        let body = ErrorResponses.problemDocument(problem).body
        #expect(!body.contains(sequence: Array(error.message.utf8)))
    }

    @Test func `every error of the store has a status`() {
        func status(_ code: StoreError.Code) -> Int {
            ErrorResponses.problem(StoreError(code, "SQL")).status.code
        }
        #expect(status(.diskFull) == 507)
        #expect(status(.notFound) == 404)
        #expect(status(.moved) == 503)
        #expect(status(.corrupt) == 503, "nothing damaged leaves")
        for code in [StoreError.Code.ioFailed, .schemaNewer, .notDurable, .failed] {
            #expect(status(code) == 500)
        }
    }

    @Test func `the control socket says the whole error and its category`() throws {
        let error = NodeError(
            code: "read-only", message: "why", hint: "do this", category: .notPermitted)
        let answer = ErrorResponses.control(error)
        let told = try ErrorAnswer(bytes: answer.body)
        #expect(told == ErrorAnswer(code: "read-only", message: "why", hint: "do this"))
        #expect(answer.headers[ControlHeader.category] == "notPermitted")
    }

    @Test func `E10 only a trusted proxy may say who asks`() throws {
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        let proxies = TrustedProxies(["127.0.0.1", "10.0.0.0/8", "::1"])
        func caller(_ direct: String, _ header: String) throws -> CallerAddress {
            proxies.caller(
                try #require(CallerAddress(direct)), whole: CallerAddress.bytes(direct),
                headers: [name: header])
        }
        #expect(try caller("127.0.0.1", "8.8.8.8") == CallerAddress("8.8.8.8"))
        #expect(try caller("::1", "1.2.3.4, 8.8.8.8, 10.1.2.3") == CallerAddress("8.8.8.8"))
        #expect(try caller("9.9.9.9", "8.8.8.8") == CallerAddress("9.9.9.9"))
        #expect(try caller("127.0.0.1", "8.8.8.8, nonsense") == CallerAddress("127.0.0.1"))
        #expect(try caller("127.0.0.1", "") == CallerAddress("127.0.0.1"))
        #expect(CallerAddress("2001:4860::1") == CallerAddress("2001:4860::2"))
        #expect(CallerAddress("::ffff:8.8.8.8") == CallerAddress("8.8.8.8"))
        #expect(try #require(CallerAddress("192.168.1.1")).isLocal)
        #expect(!(try #require(CallerAddress("8.8.8.8")).isLocal))
    }
}
