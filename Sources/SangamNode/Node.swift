import Foundation
import Logging
import SangamDirectory
import SangamLog
import SangamStore

/// One running node: its keys, its store and what it knows of its peers. The verbs are in files of
/// their own: Publish, Receive, Serve, Sync, StartCheck, …
///
/// The actor starts no task and reads no clock: callers hand the time in.
public actor Node {
    /// Whether our own log may be written.
    public enum OwnLog: Sendable, Equatable {
        /// Nobody has been asked yet whether a larger head of our log is known.
        case unchecked
        case ready
        /// Nothing is signed, and why.
        case readOnly(String)
    }

    public nonisolated let reader: StoreReader
    public nonisolated let configuration: NodeConfiguration
    public nonisolated let folder: DataFolder
    public nonisolated let nodeID: NodeID
    nonisolated let store: Store
    nonisolated let transport: PeerTransport
    nonisolated let log: Logger
    nonisolated let signer: SignerKey
    nonisolated let cosigner: SignerKey

    var chain: IdentityChain
    var ownLog: OwnLog = .unchecked
    /// Whether anybody has ever fetched a range of our own log.
    var isOwnFetched = false
    /// Whether our key has signed two histories: nothing but a new statement ends that.
    var isForked = false
    /// Whether the operator has said to write without asking anybody (`--alone`).
    let isAlone: Bool
    /// Whether no trustworthy mark of our last signed head is left (B4).
    var lostHeadFile = false
    /// Whether the database file has been looked at, and what is wrong with it.
    var isFileChecked = false
    var fileProblem: String?
    var peersFile = PeersFile()
    var peersFileBytes: [UInt8] = []
    var peersProblems: [String] = []
    /// By URL, or node id for a peer without one.
    var peerStates: [String: PeerState] = [:]
    /// The accepted nodes and how far away they are: see Acceptance.
    var acceptance: [NodeID: Int] = [:]
    var acceptanceIsStored = false
    /// The peer through which each accepted node was reached, which pays for what it brings.
    var payers: [NodeID: NodeID] = [:]
    var quota = DayQuota()
    var blocked: Set<NodeID> = []
    /// When a withheld log was last asked for. Units: Unix seconds.
    var lastTry: [Origin: Int64] = [:]
    /// Pushes that a peer refused, so that they are not tried at every change: peer, then log.
    var refusedPushes: [String: Set<Origin>] = [:]
    var generator: any RandomNumberGenerator & Sendable
    /// 128 random bits, new at every start: the first half of every cursor.
    let instance: String

    /// One append at a time, so that the head file never goes back.
    nonisolated let appendGate = Gate()
    nonisolated let rosterGate = Gate()
    /// One pull of a log from one peer at a time: by URL and origin, with how many want it.
    var pullTurns: [String: (gate: Gate, users: Int)] = [:]
    /// By the sequence asked for; -1 for none.
    var rosterAnswers: [Int64: RosterAnswer] = [:]
    var enquiryLimiter = EnquiryLimiter()
    /// Why mail did not go lately, in words; nil when it did.
    var mailFailure: String?
    // Roster requests that are held until something changes.
    var changes = 0
    /// The changes after which nothing was left to be merged; -1 before the first time.
    var mergedChanges = -1
    /// How often there was something to gather while a log was being fetched.
    var gatherTurns = 0
    var isShuttingDown = false
    private nonisolated let waiters = WaitList()
    private nonisolated let fatalWaiters = WaitList()
    private var fatal: NodeError?

    init(
        parts: NodeParts, configuration: NodeConfiguration, transport: PeerTransport,
        generator: any RandomNumberGenerator & Sendable, isAlone: Bool, log: Logger
    ) {
        folder = parts.folder
        store = parts.store
        reader = parts.store.reader
        chain = parts.chain
        nodeID = parts.chain.node
        signer = parts.signer
        cosigner = parts.cosigner
        self.configuration = configuration
        self.transport = transport
        self.isAlone = isAlone
        self.log = log
        var generator = generator
        instance = Hexadecimal.encode(
            (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
        self.generator = generator
    }

    /// Our chain of statements.
    public func identity() -> IdentityChain { chain }

    /// The origin of the log that we write.
    var ownOrigin: Origin { chain.currentOrigin }

    /// Whether our own log may be written, for pages and status.
    public func ownLogState() -> OwnLog { ownLog }

    /// Our key has signed two histories: nothing is signed any more, whatever the operator says.
    func stopForked() {
        isForked = true
        ownLog = .readOnly(
            "our key has signed two different histories of our own log; only a new epoch, opened "
                + "with the recovery key, ends this")
    }

    /// Random bytes from the generator that was handed in.
    func randomBytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            let number = generator.next()
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
            }
        }
        return Array(bytes[..<count])
    }

    // MARK: - Waiting for changes

    /// Wakes everybody who waits for a change of our roster.
    func wake() {
        changes += 1
        waiters.wakeAll()
    }

    /// Returns at the next `wake` after `seen` changes, or when the task is cancelled.
    public func waitForWake(since seen: Int) async {
        guard seen == changes, !isShuttingDown else { return }
        await waiters.wait()
    }

    /// Any error as this room's, noted if nobody knows any more what is on the disk.
    func noting(_ error: any Error) -> NodeError {
        let error = NodeError.wrapping(error)
        guard error.isFatal, fatal == nil else { return error }
        fatal = error
        fatalWaiters.wakeAll()
        return error
    }

    /// Returns at the first such error, or nil when the task is cancelled.
    public func waitForFatal() async -> NodeError? {
        guard fatal == nil else { return fatal }
        await fatalWaiters.wait()
        return fatal
    }

    /// How many changes there have been: hand it to `waitForWake`.
    public func changeCount() -> Int { changes }

    /// Answers all waits at once. Nothing may be asked afterwards.
    public func shutdown() {
        isShuttingDown = true
        wake()
    }

    /// Closes the database, after the last request.
    public func close() { store.close() }
}

/// What `Node` is opened from.
struct NodeParts: Sendable {
    let folder: DataFolder
    let store: Store
    let chain: IdentityChain
    let signer: SignerKey
    let cosigner: SignerKey
}
