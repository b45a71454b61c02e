import Crypto

/// How many messages are taken from one caller, for one listing, and in all.
///
/// No address is kept: a caller is counted under a hash with a salt that is thrown away with the
/// counts every hour, so that nothing here can be turned back into who wrote. In memory only.
struct EnquiryLimiter: Sendable {
    /// Units: messages in an hour.
    static let perCallerMax = 5
    /// Units: messages in a day.
    static let perRecordMax = 20
    /// Units: messages in a day.
    static let allMax = 300
    /// Units: callers in an hour. The table is bounded; who is not in it waits.
    static let callersMax = 10_000

    private var hour: Int64 = -1
    private var day: Int64 = -1
    private var salt: [UInt8] = []
    private var callers: [[UInt8]: Int] = [:]
    private var records: [String: Int] = [:]
    private var all = 0

    /// Counts one message; how long to wait if it is one too many, and then it is not counted.
    ///
    /// - Parameter newSalt: 16 random bytes, asked for once an hour.
    /// Units: seconds.
    mutating func count(
        caller: String, record: String, now: Int64, newSalt: () -> [UInt8]
    ) -> Int? {
        if now / 3_600 != hour {
            hour = now / 3_600
            callers = [:]
            salt = newSalt()
        }
        if now / 86_400 != day {
            day = now / 86_400
            records = [:]
            all = 0
        }
        let restOfDay = Int(86_400 - now % 86_400)
        let key = Array(SHA256.hash(data: salt + Array(caller.utf8)).prefix(16))
        let mine = callers[key, default: 0]
        guard mine < Self.perCallerMax, mine > 0 || callers.count < Self.callersMax else {
            return Int(3_600 - now % 3_600)
        }
        guard all < Self.allMax, records[record, default: 0] < Self.perRecordMax else {
            return restOfDay
        }
        callers[key] = mine + 1
        records[record, default: 0] += 1
        all += 1
        return nil
    }
}
