import SangamDirectory
import Testing

@testable import SangamWeb

/// When something takes place, in the words and the grammar of each language.
@Suite struct RuleTextTests {
    private func text(_ tag: String, starts: String, repeats: String) throws -> String {
        let catalogue = try #require(try Catalogues().named(tag))
        let event: JSONObject = [
            "kind": "event", "starts": .string(starts), "repeats": .string(repeats),
        ]
        let timetable = try #require(Timetable(Record(json: event)))
        return RuleText(catalogue: catalogue).text(timetable)
    }

    @Test(arguments: [
        ("en", "Every year on 12 March"), ("fr", "Chaque année, le 12 mars"),
        ("es", "Cada año, el 12 de marzo"), ("pt", "Todos os anos, em 12 de março"),
        ("id", "Setiap tahun pada 12 Maret"), ("ar", "كل سنة في ١٢ مارس"),
        ("ur", "ہر سال 12 مارچ کو"),
    ])
    func `a day of every year is written as the language writes it`(
        tag: String, expected: String
    ) throws {
        #expect(try text(tag, starts: "2026-03-12", repeats: "FREQ=YEARLY") == expected)
    }

    @Test(arguments: [
        ("en", "Every Tuesday"), ("fr", "Chaque mardi"), ("es", "Cada martes"),
        ("pt", "Semanalmente: terça-feira"), ("id", "Setiap Selasa"),
        ("ar", "كل أسبوع: الثلاثاء"), ("ur", "ہر منگل"),
    ])
    func `a day of every week is written as the language writes it`(
        tag: String, expected: String
    ) throws {
        let weekly = try text(tag, starts: "2026-01-06", repeats: "FREQ=WEEKLY;BYDAY=TU")
        #expect(weekly == expected)
    }

    /// In Portuguese five days of the week are feminine and two are not.
    @Test(arguments: [
        ("en", "Every first Saturday of the month"), ("fr", "Chaque premier samedi du mois"),
        ("es", "Cada primer sábado del mes"),
        ("pt", "Todos os meses: sábado (1.ª vez no mês)"),
        ("ar", "كل شهر، يوم السبت الأول"),
    ])
    func `a day of every month agrees with its number`(tag: String, expected: String) throws {
        let monthly = try text(tag, starts: "2026-01-03", repeats: "FREQ=MONTHLY;BYDAY=1SA")
        #expect(monthly == expected)
    }
}
