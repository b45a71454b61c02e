import SangamDirectory
import SangamLog
import SangamNode

/// What a command has to work with: its options, its outputs, and a way to ask the node.
struct CommandRun: Sendable {
    let dataFlag: String?
    let output: Output
    let environment: [String: String]

    init(options: GlobalOptions, output: Output, environment: [String: String]) {
        dataFlag = options.data
        self.output = output
        self.environment = environment
    }

    func folder() throws(CommandError) -> DataFolder {
        do {
            return try DataFolder(flag: dataFlag, environment: environment)
        } catch {
            throw CommandError(error)
        }
    }

    /// Asks the node for one document; a refusal or failure is thrown.
    func ask(
        _ request: ControlRequest, isAlone: Bool = false
    ) async throws(CommandError) -> ControlDocument {
        try await session(isAlone: isAlone) { (session) async throws(CommandError) in
            try await session.ask(request)
        }
    }

    /// Opens a way to the node, asks what is to be asked, and lets go of it.
    func session<Result>(
        isAlone: Bool = false, _ body: (Session) async throws(CommandError) -> Result
    ) async throws(CommandError) -> Result {
        let door = ControlDoor(
            folder: try folder(), environment: environment, isAlone: isAlone, output: output)
        let caller = try await door.open()
        do {
            let result = try await body(Session(caller: caller))
            await caller.close()
            return result
        } catch {
            await caller.close()
            throw error
        }
    }

    /// Questions to one node, one after another.
    struct Session: Sendable {
        let caller: any ControlCaller

        func ask(_ request: ControlRequest) async throws(CommandError) -> ControlDocument {
            try await caller.answer(request).document()
        }

        /// The bytes of one part of something long, and where the next part begins.
        func part(
            _ request: ControlRequest
        ) async throws(CommandError) -> (bytes: [UInt8], next: UInt64?) {
            let answer = try await caller.answer(request)
            return (try answer.file(), answer.next)
        }

        /// The whole ID of a listing that is named as one of our own may be.
        func wholeID(_ id: ListingID) async throws(CommandError) -> RecordID {
            switch id {
            case .whole(let id): return id
            case .own(let key): return RecordID(node: try await ownNode(), key: key)
            }
        }

        /// Kind and id of a listing that has to be our own.
        func ownKey(_ id: ListingID) async throws(CommandError) -> RecordKey {
            switch id {
            case .own(let key): return key
            case .whole(let id):
                guard id.node == (try await ownNode()) else {
                    throw CommandError(
                        "not-ours", "\(id) is a listing of another network",
                        hint: "only that network can change it; nothing was written",
                        exitCode: .notPermitted)
                }
                return id.key
            }
        }

        private func ownNode() async throws(CommandError) -> NodeID {
            guard let node = NodeID(try await ask(ControlRequest(.get, ["status"])).text("node"))
            else { throw CommandError("bad-answer", "the node did not say who it is") }
            return node
        }
    }
}
