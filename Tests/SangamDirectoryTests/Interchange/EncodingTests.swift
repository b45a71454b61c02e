import SangamDirectory
import Testing

@Suite struct EncodingTests {
    private let text = "Name;Straße;Ort\nBäckerei Größe;Südweg 3;Köln\n"

    private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
        return units.flatMap { unit -> [UInt8] in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return bigEndian ? pair : pair.reversed()
        }
    }

    private func latin(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    private func check(_ bytes: [UInt8]) throws {
        for size in [1, 7, 1_000] {
            let json = try payload(readRows(bytes, pieces: size).rows.first)
            #expect(json.at("name.en") == "Bäckerei Größe")
            #expect(json.at("place.address.street") == "Südweg 3")
            #expect(json.at("place.address.locality") == "Köln")
        }
    }

    @Test func `UTF-8, UTF-16 of both kinds and Windows-1252 read the same, D10`() throws {
        try check(Array(text.utf8))
        try check([0xEF, 0xBB, 0xBF] + Array(text.utf8))
        try check(utf16(text, bigEndian: false, mark: true))
        try check(utf16(text, bigEndian: true, mark: true))
        try check(utf16(text, bigEndian: false, mark: false))
        try check(latin(text))
    }

    @Test func `what was assumed is said, D10`() {
        #expect(readRows(latin(text)).reader.fileNotices.contains { $0.contains("Windows-1252") })
        #expect(readRows(Array(text.utf8)).reader.fileNotices == [])
        #expect(readRows(utf16(text, bigEndian: false, mark: false)).reader.fileNotices.count == 1)
    }

    @Test func `one cell of another encoding is read and said by row, D10`() throws {
        let bytes = Array((text + String(repeating: "é;b;c\n", count: 20_000)).utf8)
        let rows = readRows(bytes + latin("Böse;b;c\n")).rows
        #expect(try payload(rows.last).at("name.en") == "Böse")
        #expect(rows.last?.notices.contains { $0.contains("not UTF-8") } == true)
        #expect(rows[0].notices == [])
    }

    @Test func `letters of another alphabet are refused, not garbled, D10`() {
        // "المخبز" in Windows-1256, "パン屋" in Shift-JIS, "Хлеб" in Windows-1251.
        for word: [UInt8] in [
            [0xC7, 0xE1, 0xE3, 0xCE, 0xC8, 0xD2], [0x83, 0x70, 0x83, 0x93, 0x89, 0xAE],
            [0xD5, 0xEB, 0xE5, 0xE1],
        ] {
            let (rows, reader) = readRows(Array("name,city\n".utf8) + word + Array(",x\n".utf8))
            #expect(rows == [])
            #expect(reader.fileProblem?.contains("encoding") == true)
        }
    }

    @Test func `Windows-1256 is read when it is named, D10`() throws {
        let mapping = try ImportMapping(Array("encoding := windows-1256".utf8))
        let word: [UInt8] = [0xC7, 0xE1, 0xE3, 0xCE, 0xC8, 0xD2]
        let bytes = Array("name,city\n".utf8) + word + Array(",x\n".utf8)
        let rows = readRows(bytes, mapping: mapping).rows
        #expect(try payload(rows.first).at("name.en") == "المخبز")
    }

    @Test func `a Thai or Urdu table of an old code page says by its headers what it is`() throws {
        // "ชื่อกลุ่ม,จังหวัด,โทรศัพท์" and a row, in Windows-874.
        func thai(_ text: String) -> [UInt8] {
            text.unicodeScalars.map { UInt8($0.value < 0x80 ? $0.value : $0.value - 0xE00 + 0xA0) }
        }
        let sheet = thai("ชื่อกลุ่ม,จังหวัด,โทรศัพท์\nทอผ้าบ้านนาข่า,อุดรธานี,042\n")
        let (rows, reader) = readRows(sheet)
        #expect(try payload(rows.first).at("name.en") == "ทอผ้าบ้านนาข่า")
        #expect(try payload(rows.first).at("contact.phone") == "042")
        #expect(reader.fileNotices.contains { $0.contains("windows-874") })
        // The same bytes under headers that nobody knows are refused, with what to do.
        let odd = readRows(thai("กกกก,ขขขข\nทอผ้าบ้านนาข่า,อุดรธานี\n")).reader
        #expect(odd.fileProblem?.contains("encoding := windows-874") == true)
        let told = try ImportMapping(Array("encoding := windows-874\nกกกก = name".utf8))
        let named = readRows(thai("กกกก,ขขขข\nทอผ้า,อุดร\n"), mapping: told).rows
        #expect(try payload(named.first).at("name.en") == "ทอผ้า")
    }

    @Test func `one cell of another program does not spoil a file of Hindi`() throws {
        let sheet =
            Array("name,town\nसहकारी समिति,चंदेरी\nबुनकर,चंदेरी\nCaf".utf8) + [0xE9]
            + Array(",Pune\n".utf8)
        let (rows, reader) = readRows(sheet)
        #expect(reader.fileProblem == nil)
        #expect(try payload(rows.first).at("name.en") == "सहकारी समिति")
        #expect(try payload(rows.last).at("name.en") == "Café")
        #expect(rows.last?.notices.contains { $0.hasPrefix("not UTF-8") } == true)
    }
}
