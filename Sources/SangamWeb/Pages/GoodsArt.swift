/// The small drawings of art.svg for goods: one for each sort, so that somebody who reads little
/// still finds the way.
enum GoodsArt {
    /// The symbol for a code of the vocabulary `goods`: its own, or that of the nearest wider word.
    ///
    /// - Parameter codes: the code, then wider and wider ones.
    static func symbol(_ codes: [String]) -> String {
        for code in codes {
            if let symbol = symbols[code] { return symbol }
        }
        return "basket"
    }

    /// Every symbol that is used here.
    static var all: Set<String> { Set(symbols.values).union(["basket"]) }

    private static let symbols: [String: String] = {
        var symbols: [String: String] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: ":")
            guard parts.count == 2 else { continue }
            let symbol = String(parts[0].drop { $0 == " " })
            for code in parts[1].split(separator: " ") { symbols[String(code)] = symbol }
        }
        return symbols
    }()

    /// A symbol, and the codes that it stands for.
    private static let table = """
        food: bread flatbread cakes biscuits pasta-noodles snacks ready-meals catering
        food: restaurant-cafe cooking-skills food
        grain: flour maize-meal grains pulses groundnuts nuts animal-feed beer seeds
        vegetable: vegetables organic-food
        fruit: fruit olives coconut dried-fruit
        jar: jam pickles sauces spices salt sugar honey cooking-oil olive-oil sweets
        jar: chocolate-cocoa beekeeping cosmetics soap cleaning-products
        leaf: herbs plants flowers nature-conservation forestry traditional-medicine
        leaf: waste-recycling tofu-tempeh
        dairy: dairy
        egg: eggs
        animal: fish seafood fishing meat livestock
        drink: drinks
        farm: farm-supplies compost farming gardening land
        tool: tools metalwork repair vehicle-repair equipment-hire plumbing electrical-work
        tool: bicycles
        craft: craft basketry fabric embroidery knitting beadwork carpets sewing craft-lessons
        craft: bedding jewellery leather woodwork art
        pot: pottery candles
        shirt: clothing shoes bags laundry menstrual-products
        house: household-goods furniture construction architecture building-materials housing
        house: accommodation domestic-work cleaning workspace painting-decorating security
        shop: shop market-stall wholesale fair-trade second-hand marketing
        care: childcare care social-work health hair-beauty toys funeral
        people: organising facilitation job-placement events tourism sport-leisure service
        people: consulting
        move: transport driving
        energy: energy fuel water-sanitation
        screen: internet-telecom web-design software it-support graphic-design printing
        screen: photography-film media
        talk: translation legal-advice counselling language-teaching
        music: music-performance musical-instruments
        money: savings-credit finance insurance accounting
        skill: skill education books paper-stationery
        """
}
