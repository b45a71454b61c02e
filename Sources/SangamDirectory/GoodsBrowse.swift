/// The built-in goods in two levels, to be found by name and picture: groups, and what is in them.
///
/// Shape: a group is a word with three or more words right under it (*vegetables*), or one at the
/// top; each word stands in its nearest group, a group after the one that it belongs to.
public struct GoodsBrowse: Sendable {
    /// One word to choose.
    public struct Good: Hashable, Sendable {
        /// The word, for `category=goods:bread`.
        public let code: Code
        /// What it is called.
        public let label: LanguageText
        /// A picture from the system's fonts, to be hidden from screen readers; nil if there is
        /// none that fits. Phones and computers have had these signs since 2016.
        public let sign: String?
        /// How many listings have it, if that was asked.
        public let count: Int
    }

    /// A heading with its words.
    public struct Group: Hashable, Sendable {
        /// The heading; it can be chosen too: narrower words are found by it.
        public let head: Good
        /// The group that it is part of, if any.
        public let within: Code?
        /// Its words, sorted by label.
        public let goods: [Good]
    }

    /// The groups, in the order of the vocabulary.
    public let groups: [Group]

    /// The goods for somebody who reads `languages`. `counts`: how many listings have each code.
    public init(
        languages: [String], counts: [Code: Int] = [:],
        vocabularies: BuiltinVocabularies = .standard
    ) {
        let concepts = vocabularies.scheme("goods")?.concepts ?? []
        var above: [Code: Code] = [:]
        var under: [Code: Int] = [:]
        for concept in concepts {
            guard let wider = concept.broader.first else { continue }
            let code = Code(scheme: concept.code.scheme, code: wider)
            above[concept.code] = code
            under[code, default: 0] += 1
        }
        func isGroup(_ code: Code) -> Bool {
            above[code] == nil ? under[code] != nil : (under[code] ?? 0) >= Self.leastWords
        }
        func group(of code: Code) -> Code? {
            var place = above[code]
            for _ in 0..<8 {
                guard let here = place, !isGroup(here) else { break }
                place = above[here]
            }
            return place
        }
        func good(_ concept: Concept) -> Good {
            let label =
                concept.labels.best(for: languages, original: "en")
                ?? LanguageText(language: "und", text: concept.code.code)
            return Good(
                code: concept.code, label: label, sign: GoodsSigns.sign(of: concept.code.code),
                count: counts[concept.code] ?? 0)
        }
        var goods: [Code: [Good]] = [:]
        var alone: [Concept] = []
        for concept in concepts where !isGroup(concept.code) {
            if let group = group(of: concept.code) {
                goods[group, default: []].append(good(concept))
            } else {
                alone.append(concept)
            }
        }
        groups = (concepts.filter { isGroup($0.code) } + alone).map { concept in
            Group(
                head: good(concept), within: group(of: concept.code),
                goods: (goods[concept.code] ?? []).sorted { Self.isBefore($0, $1) })
        }
    }

    private static let leastWords = 3

    private static func isBefore(_ left: Good, _ right: Good) -> Bool {
        let one = Array(SearchText.fold(left.label.text).utf8)
        let other = Array(SearchText.fold(right.label.text).utf8)
        return one == other
            ? left.code.code < right.code.code : one.lexicographicallyPrecedes(other)
    }
}

/// One sign of Unicode 9 or older for words of `goods`; a word without one has none.
enum GoodsSigns {
    static func sign(of code: String) -> String? { table[code] }

    static let table: [String: String] = {
        var table: [String: String] = [:]
        for pair in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let parts = pair.split(separator: "=")
            guard parts.count == 2, let sign = parts[1].unicodeScalars.first else { continue }
            // Some signs are also letters of old fonts: U+FE0F asks for the picture.
            let isPicture = sign.properties.isEmojiPresentation
            table[String(parts[0])] = String(parts[1]) + (isPicture ? "" : "\u{FE0F}")
        }
        return table
    }()

    private static let text = """
        food=🍲 bread=🍞 flatbread=🌮 cakes=🍰 biscuits=🍪 flour=🌾 maize-meal=🌽 grains=🌾 rice=🍚
        maize=🌽 millet-sorghum=🌾 pasta-noodles=🍜 pulses=🌱 groundnuts=🥜 nuts=🌰 vegetables=🥕
        leafy-greens=🌿 potatoes=🥔 sweet-potatoes=🍠 cassava=🍠 taro-yam=🍠 tomatoes=🍅
        carrots=🥕 pumpkin=🎃 peppers=🌶 aubergine-okra=🍆 cucumbers=🥒 mushrooms=🍄 fruit=🍎
        bananas=🍌 mangoes=🍊 citrus=🍋 apples-pears=🍐 peaches-plums=🍑 grapes=🍇 avocado=🥑
        pineapple=🍍 melons=🍉 berries=🍓 jam=🍓 sauces=🌶 spices=🌶 herbs=🌿 honey=🍯 dairy=🧀
        milk=🥛 cheese=🧀 eggs=🥚 meat=🍖 beef=🐄 lamb-goat-meat=🐑 poultry=🍗 pork=🐖 fish=🐟
        seafood=🦐 ready-meals=🍱 snacks=🍿 sweets=🍬 chocolate-cocoa=🍫 organic-food=🌱 drinks=🍵
        coffee=☕ tea=🍵 juice=🍹 drinking-water=💧 beer=🍺 wine=🍷 farm-supplies=🌱 seeds=🌱
        plants=🌿 flowers=💐 animal-feed=🌾 livestock=🐐 tools=🔨 craft=🎨 embroidery=🌸
        jewellery=💍 furniture=🚪 candles=🔥 soap=🛁 cosmetics=💄 clothing=👗 shoes=👞 bags=👜
        bedding=🛏 toys=🎲 musical-instruments=🎸 paper-stationery=📝 art=🎨 books=📚
        household-goods=🏠 fuel=🔥 second-hand=♻ service=🤝 catering=🍽 restaurant-cafe=🍽
        shop=🏪 market-stall=🏪 wholesale=📦 fair-trade=🤝 childcare=👶 care=💗 health=🏥
        hair-beauty=💇 construction=🔧 plumbing=🚰 electrical-work=💡 painting-decorating=🎨
        architecture=📐 gardening=🌷 farming=🚜 beekeeping=🐝 fishing=🎣 forestry=🌲
        nature-conservation=🌳 transport=🚚 passenger-transport=🚌 delivery=📦 bicycles=🚲
        vehicle-repair=🔧 repair=🔧 waste-recycling=♻ water-sanitation=🚰 energy=⚡ solar-power=🌞
        internet-telecom=📡 web-design=💻 software=💻 it-support=💻 graphic-design=🎨 printing=📰
        photography-film=📷 translation=💬 media=📰 marketing=📣 music-performance=🎵 events=🎪
        tourism=🗺 accommodation=🛏 housing=🏠 workspace=🏢 land=🌍 savings-credit=💰 finance=💰
        insurance=☂ accounting=📊 legal-advice=⚖ consulting=💬 security=🔒 sport-leisure=⚽
        skill=🎓 education=🎓 vocational-training=🎓 tutoring=📖 language-teaching=💬 driving=🚗
        cooking-skills=🍳 organising=📋
        """
}
