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

    /// How long one other process may have the folder, or a node may start, before we give up.
    ///
    /// Counted anew when another process has it: commands that wait for each other get on, however
    /// many they are and however slow the machine is.
    private static let patience = Duration.seconds(30)

    /// The running node, or one in this process with the lock taken.
    func open() async throws(CommandError) -> any ControlCaller {
        do {
            try folder.check()
        } catch {
            throw CommandError(error)
        }
        let start = ContinuousClock.now
        var end = start.advanced(by: Self.patience)
        var isTold = false
        var holder: Int32?
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
            let pid = (held.cause as? LockHeld)?.pid
            if pid != holder {
                holder = pid
                end = .now.advanced(by: Self.patience)
            }
            guard ContinuousClock.now < end else { throw noAnswer(held) }
            if !isTold, start.duration(to: .now) > .seconds(3) {
                isTold = true
                output.note("waiting: \(held.message)")
            }
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
        CommandError(
            "node-not-answering",
            "\(held.message), and does not answer on its control socket",
            hint: "nothing was changed; wait until it has started, or stop it and try again",
            exitCode: .busy)
    }
}
