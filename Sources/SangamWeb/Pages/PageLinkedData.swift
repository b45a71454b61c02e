import SangamDirectory
import SangamLog
import SangamStore

/// A listing's page as linked data, for search engines and other programs.
enum PageLinkedData {
    static func of(_ facts: ListingFacts, _ context: PageContext) -> LinkedData? {
        let record = ExportedRecord(
            id: facts.detail.id, network: context.networks.name(facts.detail.id.node),
            payload: facts.detail.record.json, link: context.base + "/l/\(facts.detail.id)",
            confirmed: facts.detail.record.confirmedAt,
            updated: Int64(clamping: facts.detail.time))
        return JSONLDWriter.document(record, privacy: .public).flatMap { bytes in
            bytes.count <= WebLimits.linkedDataBytesMax
                ? LinkedData(json: String(decoding: bytes, as: UTF8.self)) : nil
        }
    }
}
