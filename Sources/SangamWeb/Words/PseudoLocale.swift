/// Catalogues that nobody speaks, made of the English one to try the pages with: `en-XA` has long
/// words with marks, `ar-XB` runs from right to left. They are there when their tag is in the path,
/// and nowhere else.
enum PseudoLocale {
    static let long = "en-XA"
    static let rightToLeft = "ar-XB"

    static func all(_ english: Catalogue) -> [Catalogue] {
        [
            make(long, "[Ļöñĝ Éñĝļîšĥ]", .leftToRight, english) { lengthened($0, accented) },
            make(rightToLeft, "زق رنقلنسح", .rightToLeft, english) { lengthened($0, arabic) },
        ]
    }

    private static func make(
        _ tag: String, _ name: String, _ direction: Catalogue.Direction, _ english: Catalogue,
        _ change: (String) -> String
    ) -> Catalogue {
        Catalogue(
            tag: tag, ownName: name, englishName: "Pseudo \(tag)", direction: direction,
            checkedBy: "made for tests, unchecked",
            messages: english.messages.mapValues { message in
                switch message {
                case .text(let text): .text(text.replacing(change))
                case .plural(let forms, let rules):
                    .plural(forms.mapValues { $0.replacing(change) }, rules)
                }
            })
    }

    /// Other letters, and about a third more of them, as German or Tamil would have.
    private static func lengthened(_ text: String, _ letters: [Unicode.Scalar]) -> String {
        var shown = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            let lower = scalar.value | 0x20
            guard (0x61...0x7A).contains(lower), scalar.isASCII, letters.count == 26 else {
                shown.append(scalar)
                continue
            }
            let letter = letters[Int(lower) - 0x61]
            shown.append(letter)
            count += 1
            if count % 3 == 0 { shown.append(letter) }
        }
        return String(shown)
    }

    private static let accented = Array("áƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž".unicodeScalars)
    private static let arabic = Array("اببدهفغحيجكلمنوبقرستعفوخيز".unicodeScalars)
}
