import Foundation
import SangamDirectory
import SangamLog
import SangamStore

/// What a file of an export is.
public enum ExportFormat: String, Sendable, CaseIterable {
    case csv, geojson, jsonld, ndjson
}

/// The columns of a table that depend on what is in it: found in a first pass, so that the header
/// can be written before the rows.
public struct ExportPlan: Sendable, Hashable {
    /// The kinds that occur.
    public var kinds: [String]
    /// Languages of texts beside the one that a record was written in, the most frequent first.
    public var languages: [String]
    /// Members of `ext`, the most frequent first.
    public var ext: [String]

    public init(kinds: [String] = [], languages: [String] = [], ext: [String] = []) {
        self.kinds = kinds
        self.languages = languages
        self.ext = ext
    }

    /// More than these have no column of their own; they stand in the column `more`.
    static let languagesMax = 24
    static let extMax = 200
}

/// Where a part of an export begins, and whether a separator has to stand before its first row.
public struct ExportCursor: Sendable, Hashable {
    var record: Int64 = 0
    var hasRows = false

    /// The beginning of the file.
    public init() {}

    init(record: Int64, hasRows: Bool) {
        self.record = record
        self.hasRows = hasRows
    }

    /// As one number, for a header and a query.
    public var number: UInt64 { UInt64(record) << 1 | (hasRows ? 1 : 0) }

    public init(number: UInt64) {
        record = Int64(number >> 1)
        hasRows = number & 1 == 1
    }
}

extension Node {
    /// Rows looked at for one part of a file.
    private static let exportRows = 500

    /// The first pass over what is going to be exported.
    public func exportPlan(
        _ query: SearchQuery, now: Int64
    ) async throws(NodeError) -> ExportPlan {
        var kinds: Set<String> = []
        var languages: [String: Int] = [:]
        var ext: [String: Int] = [:]
        var next: Int64? = 0
        while let after = next {
            let page = try await exportPage(query, after: after, now: now)
            for record in page.records {
                kinds.insert(record.id.key.kind)
                let view = Record(json: record.payload)
                let texts = view.names + view.summaries + view.descriptions
                for tag in Set(texts.map(\.language)) where tag != view.lang {
                    languages[tag, default: 0] += 1
                }
                // Names beyond any measure are not counted: they stand in `more`.
                guard ext.count < 10_000 else { continue }
                for member in record.payload["ext"]?.object?.members ?? [] {
                    ext[member.name, default: 0] += 1
                }
            }
            next = page.next
        }
        return ExportPlan(
            kinds: kinds.sorted(), languages: Self.most(languages, ExportPlan.languagesMax),
            ext: Self.most(ext, ExportPlan.extMax))
    }

    private static func most(_ counts: [String: Int], _ limit: Int) -> [String] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map(\.key)
    }

    private func exportPage(
        _ query: SearchQuery, after: Int64, now: Int64
    ) async throws(NodeError) -> ExportPage {
        do {
            return try await reader.export(
                query, after: after, limit: Self.exportRows, now: now)
        } catch { throw NodeError(error) }
    }

    /// One part of a file, and where the next one begins; nil after the last one.
    ///
    /// - Parameter isPublic: leaves out what a bulk export for anybody leaves out.
    public func export(
        _ query: SearchQuery, as format: ExportFormat, plan: ExportPlan, isPublic: Bool,
        after: ExportCursor, now: Int64
    ) async throws(NodeError) -> (bytes: [UInt8], next: ExportCursor?) {
        let page = try await exportPage(query, after: after.record, now: now)
        let privacy: ExportPrivacy = isPublic ? .public : .everything
        let columns = FlatColumns(
            kinds: plan.kinds.isEmpty ? nil : plan.kinds, languages: plan.languages,
            ext: plan.ext)
        var writer: any ExportWriter =
            switch format {
            case .csv: CSVWriter(columns: columns, privacy: privacy)
            case .geojson: GeoJSONWriter(columns: columns, privacy: privacy)
            case .jsonld: JSONLDWriter(privacy: privacy)
            case .ndjson: NDJSONWriter(privacy: privacy)
            }
        var bytes: [UInt8] = []
        if after.record == 0 {
            bytes = writer.begin()
        } else {
            writer.resume(hasRows: after.hasRows)
        }
        var hasRows = after.hasRows
        for record in page.records {
            var record = record
            record.link = configuration.url.map { "\($0)/l/\(record.id)" }
            let row = writer.row(record)
            hasRows = hasRows || !row.isEmpty
            bytes += row
        }
        if page.next == nil { bytes += writer.end() }
        return (bytes, page.next.map { ExportCursor(record: $0, hasRows: hasRows) })
    }
}
