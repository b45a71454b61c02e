import SangamDirectory
import Testing

/// What other programs and other alphabets call their columns.
@Suite struct ForeignTablesTests {
    private func notices(_ text: String, language: String = "en") -> [String] {
        readRows(Array(text.utf8), language: language).reader.fileNotices
    }

    @Test func `headers in Arabic, Urdu, Hindi, Thai, Khmer and Chinese are understood`() throws {
        let sheets = [
            "الاسم,الوصف,المدينة,البلد,الهاتف\nالزيتون,زيت,نابلس,فلسطين,1\n",
            "نام,تفصیل,شہر,ملک,فون\nستارہ,کڑھائی,لاہور,پاکستان,1\n",
            "नाम,विवरण,गाँव,देश,फ़ोन\nबुनकर,साड़ी,चंदेरी,भारत,1\n",
            "ชื่อ,รายละเอียด,หมู่บ้าน,ประเทศ,โทรศัพท์\nผ้า,ทอ,แม่แจ่ม,ไทย,1\n",
            "ឈ្មោះ,ពណ៌នា,ភូមិ,ប្រទេស,ទូរស័ព្ទ\nសូត្រ,តម្បាញ,តាកែវ,កម្ពុជា,1\n",
            "名称,描述,城市,国家,电话\n织布社,布,昆明,中国,1\n",
        ]
        for sheet in sheets {
            let json = try payload(readRows(sheet).first)
            #expect(json.at("name.en") != nil && json.at("description.en") != nil)
            #expect(json.at("place.address.locality") != nil, "\(sheet)")
            #expect(json.at("contact.phone") == "1")
        }
    }

    @Test func `names in letters of another language are told, and how to mark them`() {
        let arabic = notices("name\nالزيتون\nنساجات\nABC\n")
        #expect(
            arabic.contains {
                $0.hasPrefix("2 of 3 names are in Arabic letters but marked as en")
                    && $0.contains("--lang ar")
            })
        #expect(!notices("name\nالزيتون\n", language: "ur").contains { $0.contains("letters") })
        #expect(!notices("name,lang\nالزيتون,ar\n").contains { $0.contains("letters") })
        #expect(!notices("name\nCafé Ω\n").contains { $0.contains("letters") })
    }

    @Test(arguments: [
        ("pt", "Cooperativa das agricultoras do vale, com produtos para as feiras"),
        ("es", "Cooperativa de las mujeres del valle, con productos para los mercados"),
        ("fr", "Coopérative des femmes de la vallée, avec une boutique pour les paniers"),
        ("id", "Kelompok tani yang menjual beras dan sayur untuk pasar dengan gotong royong"),
        ("de", "Genossenschaft der Bäuerinnen und der Bauern, mit einem Laden im Dorf"),
        ("en", "A co-operative of the growers who bring vegetables to the market for all"),
    ])
    func `texts that read like another language are told, and how to mark them`(
        tag: String, text: String
    ) {
        let table =
            "name,description\n"
            + (1...20).map { "Group \($0),\"\(text)\"\n" }.joined()
        let marked = tag == "en" ? "pt-BR" : "en"
        let found = notices(table, language: marked).filter { $0.contains("read like") }
        #expect(found.count == 1 && found.allSatisfy { $0.contains("marked as \(marked)") })
        #expect(found.allSatisfy { $0.contains("--lang \(tag) ") })
        // Nobody is told of what is right, of a few rows, or of rows that say it themselves.
        #expect(!notices(table, language: tag).contains { $0.contains("read like") })
        #expect(!notices(String(table.prefix(300))).contains { $0.contains("read like") })
        let said = table.split(separator: "\n").enumerated().map {
            $0.offset == 0 ? "\($0.element),lang" : "\($0.element),\(tag)"
        }
        #expect(
            !notices(said.joined(separator: "\n"), language: marked)
                .contains { $0.contains("read like") })
    }

    @Test func `a running number is no key`() throws {
        let row = try #require(readRows("No,Name,Town\n1,Rose,Sialkot\n").first)
        #expect(row.key == nil && row.derivedKey != nil)
        #expect(try payload(row).at("ext.No") == "1")
        #expect(readRows("ref,name\n7,A\n").first?.key == "7")
    }

    @Test func `a form's question is the name of the group, not of the person`() throws {
        let header = "Timestamp,Your name,What is the name of your co-op?\n"
        let row = readRows(header + "2024,Thandi,Siyakhula\n").first
        #expect(try payload(row).at("name.en") == "Siyakhula")
        #expect(try payload(row).at("ext.Your name") == "Thandi")
        #expect(try payload(readRows("Your name\nThandi\n").first).at("name.en") == "Thandi")
    }

    @Test func `a row whose people said no is refused, and says why`() throws {
        let question = "name,Do you agree to be listed publicly?\n"
        let rows = readRows(question + "A,Yes\nB,No thanks\nC,\nD,I do not agree\n")
        #expect(rows.map(\.isDeclined) == [false, true, false, true])
        #expect(rows[1].problem?.contains("did not agree") == true)
        #expect(rows[1].records.isEmpty)
        // Other questions of consent are others' business.
        let letters = readRows("name,Do you consent to our newsletter?\nA,No\n")
        #expect(letters.first?.problem == nil)
        let mapping = try ImportMapping(Array("Do you agree to be listed publicly? = ext".utf8))
        #expect(readRows(question + "B,No\n", mapping: mapping).first?.problem == nil)
        let own = try ImportMapping(Array("OK = consent".utf8))
        #expect(readRows("name,OK\nB,nein\n", mapping: own).first?.isDeclined == true)
    }

    @Test(arguments: [
        ("¿Autoriza la publicación de sus datos?", "NO", "Sí"),
        ("Autoriza a divulgação?", "Não", "Sim"),
        ("Acceptez-vous d'être publié dans l'annuaire ?", "Non", "Oui"),
        ("Bersedia dimuat di direktori?", "Tidak", "Ya"),
        ("کیا آپ عوامی فہرست میں شامل ہونے پر راضی ہیں؟", "جی نہیں", "ہاں"),
        ("کیا آپ فہرست سے متفق ہیں", "نہیں", "جی ہاں"),
        ("هل توافقون على نشر بياناتكم؟", "لا", "نعم"),
        ("क्या आप सार्वजनिक सूची के लिए सहमत हैं?", "नहीं", "हाँ"),
        ("是否同意公开", "否", "是"), ("是否公開", "不同意", "同意"),
        ("ยินยอมให้เผยแพร่", "ไม่ยินยอม", "ยินยอม"), ("តើអ្នកយល់ព្រមផ្សព្វផ្សាយទេ", "ទេ", "បាទ"),
    ])
    func `a no is a no in every language`(question: String, no: String, yes: String) {
        let rows = readRows("name,\"\(question)\"\nA,\(no)\nB,\(yes)\n")
        #expect(rows.map(\.isDeclined) == [true, false])
    }

    @Test func `phone forms say each choice for itself, and other is no thing`() throws {
        let text = """
            name,work/products,work/products/shea_butter,work/products/baskets,work/products/other
            A,shea_butter baskets other,1,1,1

            """
        let row = try #require(readRows(text).first)
        #expect(try payload(row)["goods"] == ["shea butter", "baskets"])
        #expect(try payload(row).at("ext.work/products") == "shea_butter baskets other")
        #expect(row.records.count == 3)
    }

    @Test func `places of people who make things are rounded, and the import says so`() throws {
        let people = "Type,Name,Lat,Long\nproducer,Rosa,10.12345,20.12345\n"
        #expect(notices(people).contains { $0.hasPrefix("the places of 1 rows are rounded") })
        let exact = "Type,Name,Lat,Long,precision\nproducer,Rosa,10.12345,20.12345,exact\n"
        #expect(!notices(exact).contains { $0.contains("rounded") })
        // In Indonesia a co-operative of producers is of this type.
        let coop = "Jenis Koperasi,Name,Lat,Long\nProdusen,Tani,10.12345,20.12345\n"
        #expect(try payload(readRows(coop).first).at("forms") == nil)
        #expect(!notices(coop).contains { $0.contains("rounded") })
    }

    @Test(arguments: [
        ("Principais produtos", "goods.0"), ("主营产品", "goods.0"),
        ("What do you sell or make? (tick all that apply)", "goods.0"),
        ("Município/UF", "place.address.locality"), ("No. HP/WA", "contact.phone"),
        ("In which town or village do you work?", "place.address.locality"),
        ("电子邮箱", "contact.email"),
    ])
    func `headers that were seen in lists`(header: String, member: String) throws {
        let row = readRows("name,\(header)\nA,x@y.example\n").first
        #expect(try payload(row).at(member) == "x@y.example")
    }

    @Test func `choices of a form that have a column each become what was chosen`() throws {
        let text = "name,products/honey,products/dried_fish,products/maize\nA,1,yes,0\n"
        let row = try #require(readRows(text).first)
        #expect(try payload(row)["goods"] == ["honey", "dried fish"])
        #expect(row.records.dropFirst().map { $0.json.at("name.en") } == ["honey", "dried fish"])
        #expect(try payload(row).at("ext.products/maize") == "0")
        // A yes under a plain header names nothing.
        #expect(try payload(readRows("name,Products\nA,yes\n").first)["goods"] == nil)
    }

    @Test func `coordinates as phone forms write them`() throws {
        let text = "name,_gps,_gps_latitude,_gps_longitude\nA,x,-13.63,32.65\n"
        #expect(
            try payload(readRows(text).first).at("place.point") == [
                .number("-13.63"), .number("32.65"),
            ])
        let one = readRows("name,geopoint\nA,-13.63 32.65 1100.0 4.5\n").first
        #expect(try payload(one).at("place.point") == [.number("-13.63"), .number("32.65")])
        let metres = readRows("name,lat,lon\nA,-20000.1,-8733000.5\n").first
        #expect(metres?.notices.contains { $0.contains("WGS 84") } == true)
    }

    @Test func `places and contacts nested in JSON are read`() throws {
        let text = """
            [{"name": "One", "address": {"streetAddress": "A 1", "addressLocality": "Den Haag",
              "addressCountry": "NL", "floor": 2}, "geo": {"latitude": 52.1, "longitude": 4.3}},
             {"title": "Two", "location": {"type": "Point", "coordinates": [4.9, 52.37]},
              "contact": {"email": "a@b.org"}}]
            """
        let rows = readRows(text, .json)
        let one = try payload(rows.first)
        #expect(one.at("place.address.street") == "A 1")
        #expect(one.at("place.address.country") == "NL")
        #expect(one.at("place.point") == [.number("52.1"), .number("4.3")])
        #expect(one["ext"]?.object?["address.floor"] == .number("2"))
        let both = #"[{"name": "A", "address.floor": "1", "address": {"floor": "2"}}]"#
        let kept = try #require(try payload(readRows(both, .json).first)["ext"]?.object)
        #expect(kept["address.floor"] == "1" && kept["address"]?.object?["floor"] == "2")
        let two = try payload(rows.last)
        #expect(two.at("place.point") == [.number("52.37"), .number("4.9")])
        #expect(two.at("contact.email") == "a@b.org")
        #expect(two["ext"] == nil)
    }

    @Test(arguments: ["area", "none"])
    func `where points are not to be exact, no column tells them either`(precision: String) throws {
        let table = "name,lat,lon,gps\nA,\"52,10001\",\"4,30001\",\"52.10001, 4.30001\"\n"
        let feature = """
            {"type": "FeatureCollection", "features": [{"type": "Feature", "properties":
            {"name": "A"}, "geometry": {"type": "Polygon", "coordinates":
            [[[4.30001, 52.10001], [4.30002, 52.10002], [4.30003, 52.10001]]]}}]}
            """
        for (text, format) in [(table, RowReader.Format.csv), (feature, .geojson)] {
            var reader = RowReader(format: format, precision: precision)
            let rows = reader.take(Array(text.utf8)) + reader.finish()
            let (json, _) = ListingRules.prepare(
                try payload(rows.first), precision: precision)
            let told = words(.object(json)).filter {
                $0.contains("52.1000") || $0.contains("30001")
            }
            #expect(told == [])
        }
    }
}
