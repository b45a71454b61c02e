import SangamLog

/// An offer or a want as matching sees it: what it is about, where, when and on what terms.
public struct TradeSubject: Sendable {
    /// The record.
    public let id: RecordID
    /// Whether something is wanted, not offered.
    public let isWanted: Bool
    let provider: RecordID?
    let item: String?
    let terms: Set<String>
    let isOut: Bool
    /// Its goods as places in the built-in vocabularies, the same words elsewhere included.
    let goods: Set<Int>
    /// The wider words of its goods.
    let wider: Set<Int>
    /// Folded words of goods and tags that no vocabulary has, and those of its name.
    let strongWords: Set<String>
    let nameWords: Set<String>
    let point: GeoPoint?
    let radiusKilometres: Double?
    let country: String?
    /// Folded names of where it is, and of where it is brought to.
    let towns: Set<String>
    let deliveries: [String]
    let isAnywhere: Bool
    let from: Int64?
    let until: Int64?
    /// Months 1…12; nil if no season is named or it cannot be read.
    let months: Set<Int>?

    /// The most words of one record that are compared.
    private static let maximumWords = 60
    private static let maximumText = 300

    /// The view of an offer; nil for another kind. `place`: where its provider is, for an offer
    /// that does not say where it is itself.
    public init?(
        id: RecordID, record: Record, providerPlace: Place? = nil,
        vocabularies: BuiltinVocabularies = .standard
    ) {
        guard let offer = Offer(record) else { return nil }
        self.id = id
        isWanted = offer.isWanted
        provider = offer.provider.flatMap { RecordID.resolve($0, home: id.node) }
        item = offer.item
        terms = Set(offer.terms.prefix(20).map { $0.lowercased() })
        isOut = offer.stock == "out" || record.status == "closed" || record.status == "paused"
        let index = vocabularies.index
        let reach = index.reach(of: Self.places(record, index))
        goods = Set(reach.words)
        wider = Set(reach.wider)
        (strongWords, nameWords) = Self.words(record)
        let place = record.place
        let isPlaced = place?.point != nil || place?.country != nil || place?.locality != nil
        let spot = isPlaced ? place : providerPlace
        point = spot?.point
        country = spot?.country
        radiusKilometres = place?.serviceRadiusKilometres ?? spot?.serviceRadiusKilometres
        towns = Set(
            [spot?.locality, spot?.region].compactMap { $0 }.map { Self.fold($0) }
                .filter { !$0.isEmpty })
        deliveries = offer.delivers.prefix(50).compactMap { $0.area }.map { Self.fold($0) }
            .filter { !$0.isEmpty }
        isAnywhere = offer.reach.map { Self.anywhere.contains(Self.fold($0)) } ?? false
        from = offer.availableFrom
        until = record.isStanding ? nil : record.expiry
        months = offer.season.flatMap { SeasonText.months($0) }
    }

    /// Codes and words by which a store finds what may answer it: records with one of the codes, or
    /// one of the words. Bounded, strongest first.
    public func candidates(vocabularies: BuiltinVocabularies = .standard)
        -> (codes: [Code], words: [String])
    {
        let index = vocabularies.index
        let codes = (goods.sorted() + wider.sorted()).prefix(60).map { index.concepts[$0].code }
        let words = strongWords.sorted() + nameWords.subtracting(strongWords).sorted()
        return (codes, Array(words.prefix(20)))
    }

    // MARK: - What it is about

    /// The goods named by codes, by texts of `goods` and tags, and by the whole name.
    private static func places(_ record: Record, _ index: ConceptIndex) -> [Int] {
        // Only `goods`: a category or a legal form is nothing that changes hands.
        var reduced = JSONObject([.init(name: "kind", value: "offer")])
        reduced["lang"] = record.json["lang"]
        reduced["goods"] = record.json["goods"]
        var places = index.places(for: Record(json: reduced))
        for tag in record.tags.prefix(20) {
            places += index.places(ofText: tag, language: record.lang)
        }
        for name in record.names.prefix(20) {
            places += index.places(ofText: name.text, language: name.language)
        }
        return Array(places.prefix(ConceptIndex.maximumWords))
    }

    private static func words(_ record: Record) -> (strong: Set<String>, name: Set<String>) {
        var strong: Set<String> = []
        for case .text(let text) in record.goods.prefix(20) { strong.formUnion(words(text)) }
        for tag in record.tags.prefix(20) { strong.formUnion(words(tag)) }
        var name: Set<String> = []
        for text in record.names.prefix(20) { name.formUnion(words(text.text)) }
        return (
            Set(strong.sorted().prefix(maximumWords)), Set(name.sorted().prefix(maximumWords))
        )
    }

    /// Words that say something: not short, no number, not one that every want has.
    private static func words(_ text: String) -> [String] {
        fold(text).split(separator: " ").map(String.init).filter { word in
            word.utf8.count >= 3 && !empty.contains(word)
                && !word.utf8.contains { (0x30...0x39).contains($0) }
        }
    }

    static func fold(_ text: String) -> String {
        SearchText.fold(ShortText.cut(text, scalars: maximumText))
    }

    private static let empty = Set(
        """
        wanted want wants need needed needs looking seek seeking for offer offered offers sale sell
        selling buy buying fresh good the and with from our your per any all new free help week day
        days month hour hours kilo piece small large busco buscamos necesito necesitamos se vende
        para con por los las del une des les pour avec cherche cherchons recherche vend vente dan
        untuk dengan yang dicari mencari butuh jual dijual procuro procura precisa preciso vendo
        com مطلوب للبيع من في على مع
        """.split { $0 == " " || $0 == "\n" }.map { SearchText.fold(String($0)) })

    private static let anywhere = Set(
        """
        anywhere|everywhere|worldwide|global|international|online|remote|by post|partout|en ligne|
        dans le monde entier|en todas partes|todo el mundo|en linea|em qualquer lugar|mundo inteiro|
        di mana saja|seluruh dunia|daring|في كل مكان|عالمي|ہر جگہ|دنیا بھر|آن لائن
        """.split { $0 == "|" || $0 == "\n" }.map { SearchText.fold(String($0)) })
}

/// Reads a season written in words, such as `November to January`.
enum SeasonText {
    /// The months 1…12 of a season; nil if no month is named. Two months are the ends of a span,
    /// which may run over the new year; more are a list.
    static func months(_ text: String) -> Set<Int>? {
        let words = SearchText.fold(ShortText.cut(text, scalars: 200)).split(separator: " ")
        let found = words.prefix(40).compactMap { names[String($0)] }
        guard let first = found.first else { return nil }
        guard found.count == 2, let last = found.last else { return Set(found) }
        let length = (last - first + 12) % 12
        return Set((0...length).map { (first - 1 + $0) % 12 + 1 })
    }

    private static let names: [String: Int] = {
        var names: [String: Int] = [:]
        for line in table.split(separator: "\n") {
            for (place, name) in line.split(separator: " ").enumerated() {
                names[SearchText.fold(String(name))] = place + 1
            }
        }
        return names
    }()

    private static let table = """
        january february march april may june july august september october november december
        jan feb mar apr may jun jul aug sep oct nov dec
        janvier février mars avril mai juin juillet août septembre octobre novembre décembre
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
        janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
        januari februari maret april mei juni juli agustus september oktober november desember
        يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
        جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
        """
}
