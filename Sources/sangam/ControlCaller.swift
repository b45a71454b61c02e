import SangamNode

/// Runs a request at the node: the one that is running, or one opened for it in this process.
protocol ControlCaller: Sendable {
    func answer(_ request: ControlRequest) async throws(CommandError) -> ControlAnswer

    /// Lets go of what the caller holds.
    func close() async
}

/// Finds out whether a node runs on the folder, and how to ask it.
struct ControlDoor {
    let folder: DataFolder
    let environment: [String: String]
    let isAlone: Bool
    let output: Output

    /// How long another command may have the folder, or a node may start, before we give up.
    private static let patience = Duration.seconds(8)

    /// The running node, or one in this process with the lock taken.
    func open() async throws(CommandError) -> any ControlCaller {
        do {
            try folder.check()
        } catch {
            throw CommandError(error)
        }
        let end = ContinuousClock.now.advanced(by: Self.patience)
        while true {
            let held: NodeError
            do {
                let lock = try folder.lock()
                return try await NodeInProcess(
                    lock: lock, folder: folder, environment: environment, isAlone: isAlone,
                    isQuiet: output.isQuiet)
            } catch let error as NodeError where error.category == .busy {
                held = error
            } catch {
                throw CommandError(any: error)
            }
            if let caller = try runningNode() { return caller }
            guard ContinuousClock.now < end else { throw noAnswer(held) }
            do {
                try await Task.sleep(for: .milliseconds(100))
            } catch {
                throw .interrupted
            }
        }
    }

    private func runningNode() throws(CommandError) -> (any ControlCaller)? {
        let path: String
        do {
            path = try folder.controlSocket()
        } catch {
            throw CommandError(error)
        }
        let caller = ControlSocketCaller(path: path)
        guard caller.isAnswering() else { return nil }
        if isAlone { output.note("a node is running here: --alone has no effect") }
        return caller
    }

    private func noAnswer(_ held: NodeError) -> CommandError {
        let pid = (held.cause as? LockHeld)?.pid
        let who = pid.map { "process \($0)" } ?? "another process"
        return CommandError(
            "node-not-answering",
            "\(who) has this data folder in use, and does not answer on its control socket",
            hint: "nothing was changed; wait until it has started, or stop it and try again",
            exitCode: .busy)
    }
}
