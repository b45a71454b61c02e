import SangamDirectory
import SangamLog

/// A view of the directory that can be had as a file at its own address.
enum ExportedView: Sendable {
    case search, map, calendar, networks
    /// What one network lists.
    case network(NodeID)
    /// What is part of a record.
    case tree(RecordID)

    /// The page of the view, without the language.
    var path: String {
        switch self {
        case .search: "/search"
        case .map: "/map"
        case .calendar: "/calendar"
        case .networks: "/networks"
        case .network(let node): "/n/\(node.text)"
        case .tree(let id): "/tree/\(id)"
        }
    }

    /// For the name of the file.
    var name: String {
        switch self {
        case .search: "search"
        case .map: "map"
        case .calendar: "calendar"
        case .networks: "networks"
        case .network(let node): String(node.text.prefix(6))
        case .tree(let id): "tree-\(id.key.id.prefix(6))"
        }
    }
}
