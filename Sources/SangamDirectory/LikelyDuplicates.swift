import SangamLog

/// Finds records that may be one thing in the world, for a person to decide.
///
/// No key is required and none decides alone: each pair carries its reasons and a score. Keys that
/// many records share (a page on a social network, an umbrella's telephone) are passed over.
///
/// Source: Protocol.md, The merged view.
public enum LikelyDuplicates {
    /// Why two records may be one, or may not.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        case sameNumber, sameEmail, samePhone, sameWebsite
        case sameName, similarName
        case sameSpot, near, sameTown
        case otherNumber, otherCountry, farApart

        /// What it adds to the score; what speaks against a pair is below zero.
        public var weight: Int {
            switch self {
            case .sameNumber: 60
            case .sameEmail, .samePhone, .sameWebsite: 35
            case .sameName: 30
            case .similarName: 20
            case .sameSpot: 15
            case .near, .sameTown: 10
            case .otherNumber: -40
            case .otherCountry: -40
            case .farApart: -20
            }
        }
    }

    /// Two records that may be one.
    public struct Candidate: Hashable, Sendable {
        /// The two records.
        public let pair: Clusters.Pair
        /// 30…100: how much speaks for it.
        public let score: Int
        /// Why, heaviest first, with what speaks against it last.
        public let reasons: [Reason]
        /// How far they are apart, if both have a point. Units: kilometres.
        public let kilometres: Double?
    }

    /// The least score that is worth a person's time.
    public static let minimumScore = 30
    /// The most pairs of one answer.
    public static let maximumPairs = 10_000
    /// A key that more records share says nothing about two of them.
    static let maximumBucket = 24
    /// The most pairs that are compared.
    static let maximumComparisons = 500_000

    /// All likely pairs, the likeliest first. `known`: pairs that were decided already.
    public static func among(
        _ subjects: [DuplicateSubject], known: Set<Clusters.Pair> = []
    ) -> [Candidate] {
        // Numbers instead of texts, sorted instead of a table: 16 bytes a key. Two texts with one
        // number only cost a comparison.
        var entries: [(key: UInt64, place: Int)] = []
        for (place, subject) in subjects.enumerated() {
            for key in subject.keys { entries.append((FNV.hash(key), place)) }
        }
        entries.sort { ($0.key, $0.place) < ($1.key, $1.place) }
        var compared: Set<Int> = []
        var found: [Candidate] = []
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].key == entries[start].key { end += 1 }
            defer { start = end }
            guard end - start <= maximumBucket else { continue }
            for one in start..<end {
                for other in (one + 1)..<max(end, one + 1) {
                    let (left, right) = (entries[one].place, entries[other].place)
                    guard left != right, compared.count < maximumComparisons,
                        compared.insert(left * subjects.count + right).inserted,
                        let candidate = compare(subjects[left], subjects[right]),
                        !known.contains(candidate.pair)
                    else { continue }
                    found.append(candidate)
                }
            }
        }
        return sorted(found)
    }

    /// What a record may be the same as, the likeliest first: the warning of a form.
    public static func of(
        _ subject: DuplicateSubject, among others: [DuplicateSubject],
        known: Set<Clusters.Pair> = []
    ) -> [Candidate] {
        sorted(
            others.compactMap { other in
                let pair = Clusters.Pair(subject.id, other.id)
                guard pair.first != pair.second, !known.contains(pair) else { return nil }
                return compare(subject, other)
            })
    }

    /// How likely two records are one; nil if not likely enough to show.
    public static func compare(_ one: DuplicateSubject, _ other: DuplicateSubject) -> Candidate? {
        guard sameBytes(one.kind, other.kind), one.id != other.id else { return nil }
        var reasons: [Reason] = []
        func add(_ reason: Reason, if isSo: Bool) { if isSo { reasons.append(reason) } }
        let isSameNumber = !one.numbers.isDisjoint(with: other.numbers)
        add(.sameNumber, if: isSameNumber)
        add(.sameEmail, if: !one.emails.isDisjoint(with: other.emails))
        add(.samePhone, if: !one.phones.isDisjoint(with: other.phones))
        add(.sameWebsite, if: !one.hosts.isDisjoint(with: other.hosts))
        let isSameName = !one.names.isDisjoint(with: other.names)
        add(.sameName, if: isSameName)
        add(.similarName, if: !isSameName && one.isNamedLike(other))
        var kilometres: Double?
        if let here = one.point, let there = other.point {
            let distance = Distance.kilometres(from: here, to: there)
            kilometres = distance
            add(.sameSpot, if: distance <= 0.2)
            add(.near, if: distance > 0.2 && distance <= 3)
            add(.farApart, if: distance > 100)
        } else {
            add(.sameTown, if: one.town != nil && one.town == other.town)
        }
        add(.otherNumber, if: !isSameNumber && !one.registers.isDisjoint(with: other.registers))
        add(
            .otherCountry,
            if: one.country != nil && other.country != nil
                && one.country != other.country)
        let score = min(100, reasons.reduce(0) { $0 + $1.weight })
        guard score >= minimumScore else { return nil }
        let ordered = reasons.enumerated().sorted {
            let (left, right) = ($0.element.weight, $1.element.weight)
            return left == right ? $0.offset < $1.offset : left > right
        }
        return Candidate(
            pair: Clusters.Pair(one.id, other.id), score: score,
            reasons: ordered.map(\.element), kilometres: kilometres)
    }

    private static func sorted(_ candidates: [Candidate]) -> [Candidate] {
        let all = candidates.sorted {
            $0.score == $1.score ? $0.pair < $1.pair : $0.score > $1.score
        }
        return Array(all.prefix(maximumPairs))
    }
}
