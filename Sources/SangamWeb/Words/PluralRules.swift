/// Which form of a sentence goes with a count, by language. Counts are whole numbers here, so the
/// rules for fractions are left out.
///
/// Source: CLDR, Language Plural Rules, cardinal.
struct PluralRules: Sendable, Equatable {
    /// A family of languages that count in the same way, named after one of them.
    private enum Family: Substring {
        case none, english, zeroOne, french, spanish, portuguese, arabic, polish, russian, serbian
        case czech, welsh, hebrew, irish, slovene, romanian, lithuanian, latvian, filipino
    }

    private let family: Family

    /// The rules of a language; one that we do not know has one form for every count.
    init(_ tag: String) {
        let tag = tag.lowercased()
        let primary = tag.prefix { $0 != "-" }
        family =
            tag == "pt-pt" || tag.hasPrefix("pt-pt-")
            ? .spanish : Self.families[primary] ?? .none
    }

    /// The categories that whole numbers fall into, in the order of CLDR.
    var categories: [PluralCategory] {
        switch family {
        case .none: [.other]
        case .english, .zeroOne, .filipino: [.one, .other]
        case .french, .spanish, .portuguese: [.one, .many, .other]
        case .arabic, .welsh: PluralCategory.allCases
        case .polish, .russian: [.one, .few, .many, .other]
        case .serbian, .czech, .romanian, .lithuanian: [.one, .few, .other]
        case .hebrew: [.one, .two, .other]
        case .irish: [.one, .two, .few, .many, .other]
        case .slovene: [.one, .two, .few, .other]
        case .latvian: [.zero, .one, .other]
        }
    }

    /// The category of a count; the sign does not matter.
    func category(of count: some BinaryInteger) -> PluralCategory {
        let number = UInt64(clamping: count.magnitude)
        switch family {
        case .none: return .other
        case .english: return number == 1 ? .one : .other
        case .zeroOne: return number <= 1 ? .one : .other
        case .french, .portuguese: return number <= 1 ? .one : Self.million(number)
        case .spanish: return number == 1 ? .one : Self.million(number)
        case .filipino: return [4, 6, 9].contains(number % 10) ? .other : .one
        case .hebrew: return number == 1 ? .one : number == 2 ? .two : .other
        case .arabic, .welsh, .irish, .slovene: return manyForms(number)
        case .polish, .russian, .serbian, .czech, .romanian, .lithuanian, .latvian:
            return eastern(number)
        }
    }

    /// In some languages of the West a whole million takes another word with it.
    private static func million(_ number: UInt64) -> PluralCategory {
        number != 0 && number % 1_000_000 == 0 ? .many : .other
    }

    private func manyForms(_ number: UInt64) -> PluralCategory {
        switch family {
        case .arabic:
            switch number {
            case 0: return .zero
            case 1: return .one
            case 2: return .two
            default: break
            }
            return switch number % 100 {
            case 3...10: .few
            case 11...99: .many
            default: .other
            }
        case .welsh:
            return switch number {
            case 0: .zero
            case 1: .one
            case 2: .two
            case 3: .few
            case 6: .many
            default: .other
            }
        case .irish:
            return switch number {
            case 1: .one
            case 2: .two
            case 3...6: .few
            case 7...10: .many
            default: .other
            }
        default:
            return switch number % 100 {
            case 1: .one
            case 2: .two
            case 3, 4: .few
            default: .other
            }
        }
    }

    private func eastern(_ number: UInt64) -> PluralCategory {
        let last = number % 10
        let lastTwo = number % 100
        let isTeen = (11...19).contains(lastTwo)
        let isFew = (2...4).contains(last) && !(12...14).contains(lastTwo)
        switch family {
        case .polish: return number == 1 ? .one : isFew ? .few : .many
        case .russian: return last == 1 && lastTwo != 11 ? .one : isFew ? .few : .many
        case .serbian: return last == 1 && lastTwo != 11 ? .one : isFew ? .few : .other
        case .czech: return number == 1 ? .one : (2...4).contains(number) ? .few : .other
        case .romanian:
            let isLow = number == 0 || (1...19).contains(lastTwo)
            return number == 1 ? .one : isLow ? .few : .other
        case .lithuanian:
            return isTeen ? .other : last == 1 ? .one : last >= 2 ? .few : .other
        default:
            return last == 0 || isTeen ? .zero : last == 1 ? .one : .other
        }
    }

    private static let families: [Substring: Family] = {
        var families: [Substring: Family] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: ":")
            guard parts.count == 2, let family = Family(rawValue: parts[0]) else { continue }
            for tag in parts[1].split(separator: " ") { families[tag] = family }
        }
        return families
    }()

    private static let table: Substring = """
        english: en de nl sw ur tr af da nb nn no sv fi et el hu bg eu gl ta te ml mr ne xh st tn
        english: ss nr ve ts so ku ckb ha ka kk ky mn om ps sd sn sq uz ug rm lg nd ny sg fy lb
        zeroOne: hi bn zu fa gu kn am as doi pa ti ln mg wa
        french: fr
        spanish: es it ca
        portuguese: pt
        arabic: ar
        polish: pl
        russian: ru uk be
        serbian: sr hr bs sh
        czech: cs sk
        welsh: cy
        hebrew: he
        irish: ga
        slovene: sl
        romanian: ro mo
        lithuanian: lt
        latvian: lv
        filipino: fil tl
        """
}
