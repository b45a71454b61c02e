import Testing

@testable import SangamWeb

@Suite struct NumberTextTests {
    @Test(arguments: [
        ("en", "1,234,567"), ("fr", "1\u{202F}234\u{202F}567"), ("es", "1.234.567"),
        ("pt", "1.234.567"), ("ar", "١٬٢٣٤٬٥٦٧"), ("ar-MA", "1,234,567"), ("id", "1.234.567"),
        ("ur", "1,234,567"), ("hi", "12,34,567"), ("bn", "১২,৩৪,৫৬৭"), ("fa", "۱٬۲۳۴٬۵۶۷"),
        ("th", "1,234,567"), ("km", "1,234,567"), ("zh-Hant", "1,234,567"), ("zu", "1,234,567"),
        ("de", "1.234.567"), ("ru", "1\u{A0}234\u{A0}567"), ("ar-Arab-EG", "١٬٢٣٤٬٥٦٧"),
    ])
    func `numbers are grouped and written as the language does`(tag: String, text: String) {
        #expect(NumberText(tag).grouped(1_234_567) == text)
    }

    @Test func `numbers of four digits stay whole in Spanish only`() {
        #expect(NumberText("es").grouped(1_234) == "1234")
        #expect(NumberText("es").grouped(12_345) == "12.345")
        #expect(NumberText("en").grouped(1_234) == "1,234")
        #expect(NumberText("hi").grouped(1_23_45_678) == "1,23,45,678")
        #expect(NumberText("en").grouped(-1_000) == "\u{2212}1,000")
        #expect(NumberText("en").grouped(0) == "0")
        #expect(NumberText("en").grouped(UInt64.max) == "18,446,744,073,709,551,615")
        #expect(NumberText("en").grouped(Int.min) == "\u{2212}9,223,372,036,854,775,808")
    }

    @Test func `years have no groups`() {
        #expect(NumberText("ar").plain(2026) == "٢٠٢٦")
        #expect(NumberText("fr").plain(2026) == "2026")
    }
}
