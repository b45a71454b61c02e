import ArgumentParser
import SangamDirectory
import SangamLog

/// The filters that searching and exporting share. One that is given more than once means or.
struct SearchOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this kind, such as organisation or offer.", valueName: "kind"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("Only this network's.", valueName: "node id"))
    var network: [String] = []

    @Option(help: ArgumentHelp("Only in this country, by its two letters.", valueName: "code"))
    var country: [String] = []

    @Option(help: ArgumentHelp("Only in this category.", valueName: "scheme:code"))
    var category: [String] = []

    @Option(
        // A southern latitude begins with a hyphen.
        parsing: .unconditional,
        help: ArgumentHelp("Only within KM kilometres of a point.", valueName: "lat,lon,km"))
    var near: String?

    func validate() throws {
        for node in network where NodeID(node) == nil {
            throw ValidationError(
                "--network has to be a node id, 32 of the characters a-z and 2-7.")
        }
        guard near.map({ SearchQuery.Near($0) != nil }) ?? true else {
            throw ValidationError("--near has to be LAT,LON,KM, such as -29.86,31.03,25.")
        }
    }

    /// The filters as parameters of a request.
    var query: [(name: String, value: String?)] {
        var query: [(name: String, value: String?)] = kind.map { ("kind", $0) }
        query += network.map { ("network", $0) } + country.map { ("country", $0) }
        query += category.map { ("category", $0) }
        query.append(("near", near))
        return query
    }
}
