import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// An edge as the table holds it.
struct StoredEdge: Sendable {
    /// The relations, as numbers that a published version never changes.
    enum Relation: Int, Sendable, CaseIterable {
        case partOf = 1
        case provider, organiser, `operator`, seller, contactVia, imageOf, endorser, member
        case memberOf, identifier, sameAs, notSameAs, confirm, vouch
        /// All of `related`; which one stands in the record.
        case related

        init?(_ relation: String) {
            let known: Relation? =
                switch relation {
                case RecordEdges.partOf: .partOf
                case RecordEdges.provider: .provider
                case RecordEdges.organiser: .organiser
                case RecordEdges.operator: .operator
                case RecordEdges.seller: .seller
                case RecordEdges.contactVia: .contactVia
                case RecordEdges.imageOf: .imageOf
                case RecordEdges.endorser: .endorser
                case RecordEdges.member: .member
                case RecordEdges.memberOf: .memberOf
                case RecordEdges.identifier: .identifier
                case RecordEdges.sameAs: .sameAs
                case RecordEdges.notSameAs: .notSameAs
                case RecordEdges.confirm: .confirm
                case RecordEdges.vouch: .vouch
                default: nil
                }
            guard known == nil else {
                self = known ?? .related
                return
            }
            guard relation.utf8.starts(with: RecordEdges.related.utf8) else { return nil }
            self = .related
        }
    }

    let relation: Relation
    /// See `key`.
    let target: [UInt8]
    /// The target's text, of a membership alone.
    let about: String?

    init?(_ edge: RecordEdge) {
        guard let relation = Relation(edge.relation) else { return nil }
        self.relation = relation
        target = Self.key(edge.target)
        about = relation == .member ? edge.target.text : nil
    }

    /// So many bytes of a hash name one target: a record with the key of another cannot be made.
    static func key(_ target: RecordEdge.Target) -> [UInt8] {
        Array(Hash.sha256(Array(target.text.utf8)).bytes.prefix(SurveyRow.keyBytes))
    }
}

/// What shown records say about others.
enum EdgeTable {
    static func add(_ database: Database, record: Int64, edges: [StoredEdge]) throws {
        guard !edges.isEmpty else { return }
        let insert = try RowWriter(
            database,
            "INSERT OR IGNORE INTO edge (record, relation, target, about) VALUES (?, ?, ?, ?)")
        for edge in edges {
            try insert.run(
                .integer(record), .integer(Int64(edge.relation.rawValue)), .bytes(edge.target),
                .maybe(edge.about))
        }
    }

    static func remove(_ database: Database, record: Int64) throws {
        let delete = try database.cachedStatement(sql: "DELETE FROM edge WHERE record = ?")
        try delete.execute(arguments: [record])
    }
}

/// The narrow rows of surveys.
enum SurveyTable {
    /// Whether a membership holds at a moment, as a condition of SQL; the moment is its two values.
    static let holds = """
        (survey.expires IS NULL OR survey.expires > ?)
        AND (survey.first IS NULL OR survey.first <= ?)
        """

    static func set(
        _ database: Database, record: Int64, node: Int64, row: SurveyRow
    ) throws {
        let insert = try RowWriter(
            database,
            """
            INSERT INTO survey (record, node, expires, first, last, packed)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (record) DO UPDATE SET
                expires = excluded.expires, first = excluded.first, last = excluded.last,
                packed = excluded.packed
            """)
        try insert.run(
            .integer(record), .integer(node), .maybe(row.expires),
            .maybe(row.span?.first ?? row.begins),
            .maybe(row.span?.last), .bytes(row.packed))
    }

    static func remove(_ database: Database, record: Int64) throws {
        let delete = try database.cachedStatement(sql: "DELETE FROM survey WHERE record = ?")
        try delete.execute(arguments: [record])
    }
}
