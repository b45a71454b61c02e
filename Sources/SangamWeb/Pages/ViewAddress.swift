/// The address of a view: a page of ours with the question and the filters that it shows.
struct ViewAddress: Sendable {
    /// With the language's prefix.
    let path: String
    /// The language's prefix, such as `/ar`, or nothing; of a map alone, whose links lead to other
    /// views.
    private(set) var root = ""
    /// Whether the live map was asked for; its links ask for it again.
    private(set) var isLive = false
    private(set) var items: [QueryParameters.Item]

    /// - Parameter query: what was asked; empty values and the place in a list are left out.
    init(_ path: String, _ query: QueryParameters) {
        self.path = path
        items = query.items.filter { item in
            !item.value.isEmpty && SearchParameters.kept.contains(item.name)
        }
    }

    /// The address of a map.
    init(mapAt root: String, _ query: QueryParameters) {
        self.init(root + "/map", query)
        self.root = root
        isLive = query.values("live").contains("1")
    }

    init(_ path: String, items: [(String, String)] = []) {
        self.path = path
        self.items = items.map { QueryParameters.Item(name: $0.0, value: $0.1) }
    }

    /// The same question at another page of ours.
    func at(_ path: String) -> ViewAddress {
        var other = ViewAddress(path)
        other.items = items
        return other
    }

    /// With one more value of a filter.
    func adding(_ name: String, _ value: String) -> ViewAddress {
        var other = self
        other.items.append(QueryParameters.Item(name: name, value: value))
        return other
    }

    /// With this value in place of whatever the parameter had.
    func setting(_ name: String, _ value: String) -> ViewAddress {
        leavingOut([name]).adding(name, value)
    }

    /// Without one value of a filter.
    func removing(_ name: String, _ value: String) -> ViewAddress {
        var other = self
        other.items.removeAll { item in
            item.name == name && item.value.utf8.elementsEqual(value.utf8)
        }
        return other
    }

    /// Without some parameters.
    func leavingOut(_ names: [String]) -> ViewAddress {
        var other = self
        other.items.removeAll { names.contains($0.name) }
        return other
    }

    /// Whether a filter has a value.
    func has(_ name: String, _ value: String) -> Bool {
        items.contains { $0.name == name && $0.value.utf8.elementsEqual(value.utf8) }
    }

    /// As it stands in a link.
    var text: String { path + query }

    /// The same view as a file: `/search.csv?q=…`.
    func file(_ ending: String) -> String { path + ending + query }

    private var query: String {
        guard !items.isEmpty else { return "" }
        return "?"
            + items.map { item in
                "\(QueryParameters.encode(item.name))=\(QueryParameters.encode(item.value))"
            }.joined(separator: "&")
    }
}
