/// Offers made of what a row says its organisation produces.
enum ProductOffers {
    /// The most offers of one row; further products stay in the row's own record.
    static let most = 200

    /// One offer a product; products that fold to the same words are one.
    static func records(_ products: [String], language: String, isService: Bool = false)
        -> [ImportRecord]
    {
        var seen: Set<String> = []
        var result: [ImportRecord] = []
        for product in products where result.count < most {
            let folded = SearchText.fold(product)
            guard !folded.isEmpty, seen.insert(folded).inserted else { continue }
            result.append(
                ImportRecord(
                    subkey: "product:" + folded,
                    json: [
                        "kind": "offer", "lang": .string(language),
                        "name": .object([language: .string(product)]),
                        "direction": "offer", "goods": [.string(product)], "standing": true,
                    ], refersToOwn: ["provider"]))
        }
        return result
    }
}
