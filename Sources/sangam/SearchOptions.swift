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

    @Option(help: ArgumentHelp("Only in this town or region, as written.", valueName: "name"))
    var place: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only with these goods, by their code (goods:bread) or word.", valueName: "goods"))
    var goods: [String] = []

    @Option(
        help: ArgumentHelp("Only what is offered, or wanted: offer or want.", valueName: "word"))
    var direction: [String] = []

    @Option(
        help: ArgumentHelp("Only members that this network confirms.", valueName: "node id"))
    var member: [String] = []

    @Option(help: ArgumentHelp("Only what is part of this record.", valueName: "id"))
    var below: String?

    @Option(
        // A southern latitude begins with a hyphen.
        parsing: .unconditional,
        help: ArgumentHelp("Only within KM kilometres of a point.", valueName: "lat,lon,km"))
    var near: String?

    func validate() throws {
        for (name, nodes) in [("network", network), ("member", member)] {
            guard nodes.allSatisfy({ NodeID($0) != nil }) else {
                throw ValidationError(
                    "--\(name) has to be a node id, 32 of the characters a-z and 2-7.")
            }
        }
        guard below.map({ RecordID($0) != nil }) ?? true else {
            throw ValidationError("--below has to be a record's id, NODE/KIND/ID.")
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
        query += place.map { ("place", $0) } + goods.map { ("goods", $0) }
        query += direction.map { ("direction", $0) } + member.map { ("member", $0) }
        query += [("below", below), ("near", near)]
        return query
    }
}
