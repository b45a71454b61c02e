import SangamDirectory
import SangamLog
import SangamStore

/// What became of a listing, entry by entry.
struct HistoryMaking {
    let context: PageContext

    func lines(_ entries: [HistoryEntry], of id: RecordID) -> [HistoryLine] {
        entries.prefix(WebLimits.historyMax).enumerated().map { place, entry in
            let isFirst = place == entries.count - 1
            let key =
                switch entry.operation {
                case .remove: "historyRemoved"
                case .put: isFirst ? "historyAdded" : "historyChanged"
                }
            return HistoryLine(
                historyText: context.text(key, ["network": context.networks.name(id.node)]),
                historyWhen: context.moment(Int64(clamping: entry.time)))
        }
    }
}
