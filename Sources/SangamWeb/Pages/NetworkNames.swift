import SangamDirectory
import SangamLog
import SangamStore

/// What networks are called on pages. Two with one name are told apart by the beginning of their
/// node id.
struct NetworkNames: Sendable {
    private var names: [NodeID: String] = [:]
    private let catalogue: Catalogue
    let rows: [NetworkRow]

    init(_ rows: [NetworkRow], for visit: Visit) {
        self.rows = rows
        catalogue = visit.catalogue
        var nodesByName: [String: Set<NodeID>] = [:]
        for row in rows {
            let written = row.name.best(for: visit.languages, original: row.record?.lang)?.text
            let cleaned = written.map { ShownText.line($0, scalarsMax: 120) } ?? ""
            let name = cleaned.isEmpty ? row.label : cleaned
            names[row.node] = name
            nodesByName[name, default: []].insert(row.node)
        }
        for (name, nodes) in nodesByName where nodes.count > 1 {
            for node in nodes {
                names[node] = catalogue.text(
                    "networkSameName", ["name": name, "number": String(node.text.prefix(6))])
            }
        }
    }

    /// The name of a network; of one that is not held here, the beginning of its node id.
    func name(_ node: NodeID) -> String {
        names[node]
            ?? catalogue.text("networkUnnamed", ["number": String(node.text.prefix(6))])
    }

    var own: NetworkRow? { rows.first(where: \.isOwn) }

    /// Who runs this directory.
    var site: String { own.map { name($0.node) } ?? Frame.program }
}
