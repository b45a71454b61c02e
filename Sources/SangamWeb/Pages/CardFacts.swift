import SangamDirectory

/// The line of a card that says what one comes for: goods, price, terms, when.
struct CardFacts {
    let line: ShownLine?

    /// So many goods one line names.
    private static let goodsMost = 4

    init(_ record: Record, _ context: PageContext) {
        let catalogue = context.catalogue
        var parts: [String] = []
        if let offer = Offer(record) {
            parts += offer.terms.prefix(3).map { catalogue.word("terms", $0) ?? $0 }
            if let price = offer.price { parts.append(Self.text(of: price, context)) }
            if offer.stock == "few" || offer.stock == "out" {
                parts.append(catalogue.word("stock", offer.stock ?? "") ?? "")
            }
        }
        if let event = Event(record), let starts = event.starts {
            parts.append(catalogue.written(starts) ?? starts)
        }
        if parts.isEmpty {
            let labels = FacetLabels(languages: context.languages)
            let goods = record.goods
            parts = goods.prefix(Self.goodsMost).compactMap { term in
                switch labels.term(term) {
                case .text(let text): text.text
                case .written(let text): text
                case .key: nil
                }
            }
            if goods.count > Self.goodsMost {
                parts.append(catalogue.text("andMore", count: goods.count - Self.goodsMost))
            }
        }
        let text = ShownText.line(catalogue.list(parts.filter { !$0.isEmpty }), scalarsMax: 160)
        line = text.isEmpty ? nil : ShownLine(text, joinedIn: catalogue)
    }

    /// `18.50 ZAR per loaf`.
    static func text(of price: Offer.Price, _ context: PageContext) -> String {
        let amount = [price.amount, price.currency ?? ""].filter { !$0.isEmpty }
            .joined(separator: " ")
        guard let per = price.per, !per.isEmpty else { return amount }
        return amount + " " + context.text("partPer", ["unit": per])
    }
}
