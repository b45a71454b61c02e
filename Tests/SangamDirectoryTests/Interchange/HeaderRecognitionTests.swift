import Testing

@testable import SangamDirectory

@Suite struct HeaderRecognitionTests {
    @Test(arguments: [
        ("Name of cooperative", "name"), ("Co-op name", "name"), ("Cooperative / Koperasi", "name"),
        ("Org Name", "name"), ("Nama Koperasi", "name"), ("Nom de la coopérative", "name"),
        ("Razón social", "name"), ("  NAME\u{A0}", "name"), ("Nome da cooperativa", "name"),
        ("Name (official)", "name"), ("name (fr)", "name.fr"), ("name:fr", "name.fr"),
        ("nom_ar", "name.ar"), ("Name [zu]", "name.zu"), ("Name (French)", "name.fr"),
        ("description:gr", "description.el"), ("description_de", "description.de"),
        ("descripiton:de", "description.de"), ("Telefon", "contact.phone"),
        ("Tel.", "contact.phone"), ("Phone 2", "contact.phone"), ("No. HP", "contact.phone"),
        ("E-Mail", "contact.email"), ("Correo electrónico", "contact.email"),
        ("WhatsApp number", "contact.whatsapp"), ("Ansprechpartner", "contact.name"),
        ("PLZ", "postcode"), ("Ort", "locality"), ("Straße", "street"), ("CEP", "postcode"),
        ("Endereço", "street"), ("Alamat", "street"), ("Hausnummer", "housenumber"),
        ("Provinsi", "region"), ("Negara", "country"), ("addr:country", "country"),
        ("Website/Facebook", "website"), ("Página web", "website"), ("Lintang", "latitude"),
        ("Longitide", "longitude"), ("Latitude (decimal degrees)", "latitude"),
        ("lat,lon", "point"), ("Coordenadas GPS", "point"), ("Produits", "products"),
        ("Mots-clés", "tags"), ("Öffnungszeiten", "hours"), ("Jumlah anggota", "size.members"),
        ("Number of members", "size.members"), ("Año de fundación", "founded"),
        ("SIRET", "identifier.siret"), ("Registration No.", "identifier.registration"),
        ("Forme juridique", "legalForm"), ("Logo URL", "image"), ("Lizenz", "licence"),
        ("Main activity", "category"), ("Identifier", "id"), ("_id", "id"),
    ])
    func `a usual header is recognised`(header: String, member: String) {
        let meaning = HeaderRecognition.meaning(of: header)
        let found = [meaning.member.rawValue, meaning.argument].filter { !$0.isEmpty }
        #expect(found.joined(separator: ".") == member)
    }

    @Test(arguments: [
        "Bank name", "Old number", "Phone / Country", "Sector code XYZ", "name_id", "Remarks",
        "SIC Code", "", "???", "Date of visit", "Signed by", "Shoe size", "Name of the dog",
        "N°", "No.", "#",
    ])
    func `a header that says something else is left alone`(header: String) {
        #expect(HeaderRecognition.meaning(of: header).member == .ext)
    }

    @Test func `of two columns for one member the surer one wins and the other is kept`() throws {
        let rows = readRows("Organisation Name,Name\nLegal Ltd,Trading\nOnly Ltd,\n")
        #expect(try payload(rows[0]).at("name.en") == "Trading")
        #expect(try payload(rows[0]).at("ext.Organisation Name") == "Legal Ltd")
        #expect(try payload(rows[1]).at("name.en") == "Only Ltd")
    }
}
