/// Every bound of the protocol, with its unit and its reason; Protocol.md has the same table.
public enum Limits {
    /// Units: bytes. An empty entry says nothing.
    public static let entryBytesMin = 1
    /// Units: bytes. An entry is one short line, far below the 65,535 of an entry bundle.
    public static let entryBytesMax = 512
    /// Units: bytes. A kind is a word.
    public static let kindBytesMax = 32
    /// Units: digits. The year 33658; fits any integer type.
    public static let timeDigitsMax = 12
    /// Units: entries. 2^40: no honest log reaches it, and no arithmetic on it overflows.
    public static let treeSizeMax: UInt64 = 1_099_511_627_776
    /// Units: hashes. The longest proof that the tree arithmetic can ask for.
    public static let proofHashesMax = 63
    /// Units: hashes. One full tile, 8,192 bytes.
    public static let tileHashes = 256
    /// Units: levels. As in C2SP tlog-tiles.
    public static let tileLevelMax = 63
    /// Units: bytes. A label is a host name in spirit.
    public static let labelBytesMax = 128
    /// Units: statements. A chain is sent whole in every section.
    public static let statementsMax = 64
    /// Units: bytes. A note read from others, with all its signature lines.
    public static let noteBytesMax = 65_536
    /// Units: lines. Room for cosigners that we do not know.
    public static let noteSignaturesMax = 64
    /// Units: bytes. A listing with a small picture.
    public static let payloadBytesMax = 65_536
    /// Units: levels, the top one being 1. A parser's stack is bounded.
    public static let payloadNestingMax = 16
    /// Units: entries. The atomic unit of replication.
    public static let sectionEntriesMax = 8_192
    /// Units: bytes, decoded, first line to `end`; the encoded body has the same bound.
    public static let sectionBytesMax = 8_388_608
    /// Units: bytes, decoded. Node document, roster page, evidence.
    public static let documentBytesMax = 8_388_608
    /// Units: bytes. The advisory URL of a node document.
    public static let urlBytesMax = 2_048
    /// Units: bytes. Name and version in a node document.
    public static let softwareBytesMax = 128
    /// Units: rows. One page of a roster.
    public static let rosterRowsMax = 1_000
    /// Units: pages of a roster. What a round reads of one peer; the rest comes in the next round.
    public static let rosterPagesMax = 32
    /// Units: bytes. An opaque roster cursor.
    public static let cursorBytesMax = 128
    /// Units: hops. Also the largest `hops` of peers.json.
    public static let distanceMax = 64
    /// Units: hops. A peer's own log is 1.
    public static let hopsDefault = 2
    /// Units: seconds. Below the 30 s after which proxies cut a quiet request.
    public static let waitSecondsMax = 25
    /// Units: requests. A household of nodes; loopback and private addresses apart.
    public static let heldPerAddressMax = 4
    /// Units: requests. The cost of all held requests is bounded.
    public static let heldMax = 256
    /// Units: requests. One address, one log; loopback and private addresses apart.
    public static let pushesPerMinutePerLog = 120
    /// Units: requests. One address, all logs; loopback and private addresses apart.
    public static let pushesPerMinutePerAddress = 600
    /// Units: logs. Logs admitted by one peer's roster.
    public static let peerLogsMax = 1_000
    /// Units: seconds. A peer that waits on our roster pulls first.
    public static let pushDelaySeconds = 1
    /// Units: seconds. Default between two polls of a peer that does not hold requests.
    public static let syncEverySeconds = 60
    /// Units: seconds. Doubled at each failure, with jitter.
    public static let backOffSecondsFirst = 1
    /// Units: seconds. A peer that comes back is noticed within minutes; never muted for good.
    public static let backOffSecondsMax = 300
    /// Units: seconds. A dead address costs no more.
    public static let connectSecondsMax = 10
    /// Units: seconds. Before the minimum rate counts; longer than a held request waits.
    public static let transferGraceSeconds = 32
    /// Units: bytes per second. A trickle is cut.
    public static let transferBytesPerSecondMin = 1_024
    /// Units: seconds. The overall deadline of one request and its answer.
    public static let transferSecondsMax = 600
    /// Units: seconds. How long a starting node asks its peers for its own head.
    public static let startCheckSeconds = 10
    /// Units: seconds. The same for a command that takes the lock itself.
    public static let commandCheckSeconds = 5
    /// Units: seconds. Default of `remove.hold`: 72 h in which a mistake or a theft is noticed.
    public static let removeHoldSeconds = 259_200
    /// Units: seconds. The sliding window of the destruction brake.
    public static let brakeWindowSeconds = 86_400
    /// Units: records. Removals and supersessions must exceed this …
    public static let brakeRecords = 20
    /// Units: percent. … and this share of the live records at the window's start.
    public static let brakePercent = 5
    /// Units: seconds. 30 days: then destruction happens anyway.
    public static let brakeSecondsMax = 2_592_000
    /// Units: seconds. A log blocked or no longer accepted loses its payloads after 30 days.
    public static let unreachedSeconds = 2_592_000
    /// Units: seconds. Not refreshed for 30 days: shown as stale.
    public static let staleSeconds = 2_592_000
    /// Units: seconds. Missing payloads are asked for at most daily per holder.
    public static let payloadRetrySeconds = 86_400
    /// Units: seconds. A date further ahead of our clock wins no precedence.
    public static let futureSecondsMax = 86_400
}
