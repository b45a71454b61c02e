import SangamDirectory

/// The line of a card that says what one comes for: goods, price, terms, when.
struct CardFacts {
    let line: ShownLine?

    /// So many goods one line names.
    static let goodsMost = 4

    init(_ record: Record, _ context: PageContext) {
        let catalogue = context.catalogue
        var parts: [String] = []
        if let offer = Offer(record) {
            parts += offer.terms.prefix(3).map { catalogue.word("terms", $0) ?? $0 }
            if let price = offer.price { parts.append(Self.text(of: price, context)) }
            if offer.stock == "few" || offer.stock == "out" {
                parts.append(catalogue.word("stock", offer.stock ?? "") ?? "")
            }
            parts += Self.days(of: record, catalogue)
        } else if let timetable = Timetable(record) {
            let starts = Event(record)?.starts ?? Market(record)?.schedule?.starts ?? ""
            parts.append(
                timetable.isOnce
                    ? catalogue.written(starts) ?? starts
                    : RuleText(catalogue: catalogue).text(timetable))
        } else if let starts = Event(record)?.starts {
            parts.append(starts)
        }
        if parts.isEmpty {
            let goods = record.goods
            parts = goods.prefix(Self.goodsMost).compactMap { term in
                guard case .code(let code) = term else { return term.label }
                return switch context.label(code) {
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

    /// When it is brought; nothing if that is every day.
    private static func days(of record: Record, _ catalogue: Catalogue) -> [String] {
        let days = record.weekdays.compactMap { catalogue.weekday(code: $0.rawValue) }
        return days.count < 7 ? days : []
    }

    /// `18.50 ZAR per loaf`.
    static func text(of price: Offer.Price, _ context: PageContext) -> String {
        let amount = [price.amount, price.currency ?? ""].filter { !$0.isEmpty }
            .joined(separator: " ")
        guard let per = price.per, !per.isEmpty else { return amount }
        return amount + " " + context.text("partPer", ["unit": per])
    }
}
