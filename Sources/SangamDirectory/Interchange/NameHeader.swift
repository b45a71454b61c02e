/// Which column holds the names, in a table where no header is called so.
enum NameHeader {
    /// The first header that asks for the name of what is listed, else of the one who fills the
    /// form, else the first that is called after a group and nothing else of it.
    static func index(in headers: [(index: Int, text: String)]) -> Int? {
        let found =
            headers.first { speaksOfName($0.text) }
            ?? headers.first { sameBytes(SearchText.fold($0.text), "your name") }
            ?? headers.first { isGroup($0.text) }
        return found?.index
    }

    /// Whether a long header, such as a form's question, asks for the name of what is listed, and
    /// not of a person.
    private static func speaksOfName(_ header: String) -> Bool {
        let words = words(header)
        guard !words.isDisjoint(with: nameWords) else { return false }
        // "Your name" is a person's, "the name of your co-op" is not.
        let people = words.intersection(personWords)
        return people.isEmpty
            || people == ["your"] && !words.isDisjoint(with: groupWords)
    }

    /// `Group`, `Registrant organisation`, but not `Group size` or `Parent organisation`.
    private static func isGroup(_ header: String) -> Bool {
        let words = words(header)
        return words.count <= 3 && !words.isDisjoint(with: groupWords)
            && words.isDisjoint(with: aboutGroups) && words.isDisjoint(with: personWords)
    }

    private static func words(_ header: String) -> Set<String> {
        Set(SearchText.fold(header).split(separator: " ").map(String.init))
    }

    private static let nameWords = HeaderRecognition.foldedWords(
        """
        name nom nombre nome nama naam nazwa jina igama pangalan isim adı tên denomination \
        denominación denominação denominazione titre titulo título اسم الاسم نام नाम নাম ስም ชื่อ \
        ឈ្មោះ 名称 名稱 名前 名字 название наименование 이름
        """)

    private static let personWords = HeaderRecognition.foldedWords(
        """
        contact contacto contato kontak kontakt person persona pessoa personne first last surname \
        prénom vorname nachname your user username file domain bank account street manager field \
        column
        """)

    private static let groupWords = HeaderRecognition.foldedWords(
        """
        cooperative cooperatives coop op organisation organization group company business \
        enterprise initiative association network project society collective ngo cbo club \
        cooperativa organización organização asociación associação colectivo coletivo grupo \
        entidad entidade empresa coopérative collectif société structure entreprise verein \
        genossenschaft initiative gruppe kollektiv koperasi kelompok organisasi kooperatif dernek \
        ushirika kikundi shirika समूह संस्था संगठन समिति সমিতি সংগঠন
        """)

    /// What a header says of a group that is not its name.
    private static let aboutGroups = HeaderRecognition.foldedWords(
        """
        type kind form size id no nr number code parent umbrella email mail phone tel website \
        web url link address date year status category description members count sector activity \
        age status reg registration registered notes count level tipo type tamaño fecha año \
        número data ano taille année numéro art jenis jumlah tahun nomor
        """)
}
