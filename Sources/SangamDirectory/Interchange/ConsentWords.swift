/// Columns that say whether people agreed to be listed, and the cells that say they did not.
enum ConsentWords {
    /// Whether a header asks for leave to publish: `Do you agree to be listed publicly?`.
    ///
    /// `folded` is the header as `SearchText.fold` gives it, `written` as it stands.
    static func ask(_ folded: String, written: String) -> Bool {
        if whole.contains(folded) { return true }
        let words = Set(folded.split(separator: " ").map(String.init))
        if !words.isDisjoint(with: leave), !words.isDisjoint(with: publication) { return true }
        return spacelessWhole.isIn(written)
            || spacelessLeave.isIn(written) && spacelessPublication.isIn(written)
    }

    /// Whether a cell says no: the word alone, or an answer that begins with it.
    static func isNo(_ text: String) -> Bool {
        let words = SearchText.fold(text).split(separator: " ").map(String.init)
        guard let first = words.first else { return false }
        if PathCell.flag(first) == false || moreNo.contains(first) { return true }
        if words.contains("disagree") || !noAnywhere.isDisjoint(with: words) { return true }
        if words.starts(with: ["i", "do", "not"]) || words.starts(with: ["we", "do", "not"]) {
            return true
        }
        let trimmed = CellDecoder.trimmed(text)
        return spacelessNo.contains { trimmed.utf8.starts(with: $0.utf8) }
    }

    /// Beside those of any cell that is a flag.
    private static let moreNo = HeaderRecognition.foldedWords(
        """
        لا না nee nej hayır không hapana cha hhayi angivumi нет ne never nunca \
        jamais niemals jamás refuse refused refused tolak menolak unwilling reject rejected denied
        """)

    /// Words that say no wherever they stand.
    private static let noAnywhere = HeaderRecognition.foldedWords("نہیں नहीं")

    private static let spacelessNo = [
        "否", "不", "未", "ไม่", "មិន", "ទេ", "អត់", "いいえ", "아니",
    ]
    private static let spacelessLeave = SpacelessWords([
        "同意", "允许", "允許", "授权", "授權", "许可", "許可", "愿意", "願意", "ยินยอม", "อนุญาต",
        "ตกลง", "เห็นด้วย", "យល់ព្រម", "អនុញ្ញាត", "ព្រម", "동의",
    ])
    private static let spacelessPublication = SpacelessWords([
        "公开", "公開", "发布", "發布", "公布", "刊登", "发表", "名录", "名錄", "เผยแพร่", "สาธารณะ",
        "ประกาศ", "เปิดเผย", "รายชื่อ", "ផ្សព្វផ្សាយ", "សាធារណៈ", "បោះពុម្ព", "បង្ហាញ", "공개",
    ])
    private static let spacelessWhole = SpacelessWords([
        "是否公开", "是否公開", "可否公开", "可否公開",
    ])

    private static let whole = Set(
        [
            "publish", "may be published", "can be published", "list publicly",
            "public listing", "show in directory", "show on map", "show on the map", "consent",
            "veröffentlichen", "publier", "publicar", "consentement", "consentimiento",
            "consentimento", "einwilligung", "persetujuan", "autoriza", "autorización",
            "autorização", "autorisation", "data protection", "data protection consent", "gdpr",
            "gdpr consent", "rgpd", "lgpd", "اجازت", "رضامندی", "موافقة", "सहमति", "अनुमति",
        ].map(SearchText.fold))

    private static let leave = HeaderRecognition.foldedWords(
        """
        consent consents agree agrees agreed permission permit allow allowed may authorise \
        authorize authorised authorized einverstanden einwilligung zustimmung dürfen \
        consentement accord accepte acceptez acceptent autorisation autorise autorisez \
        consentimiento acepta aceptan aceptas autoriza autorizan autorización consentimento \
        aceita aceitam autorização concorda concordam permite permiten permitem permiso \
        permissão persetujuan menyetujui setuju bersedia izin izinkan mengizinkan موافقة توافق \
        توافقون تسمح تسمحون نوافق أوافق إذن راضی متفق رضامند رضامندی اجازت सहमत सहमति अनुमति \
        राज़ी vuma vumela uyavuma imvume
        """)

    private static let publication = HeaderRecognition.foldedWords(
        """
        listed listing list publish published public publicly directory map website online \
        publication shared share verzeichnis karte veröffentlicht veröffentlichung öffentlich \
        annuaire publier publié publiée publiés public publique carte directorio mapa publicar \
        publicado pública público diretório publicada direktori peta publik diterbitkan \
        dipublikasikan publicación publiquen publicarse difusión difundir \
        divulgação divulgar divulgados divulgación publicação publicação datos dados données \
        daten diffusion diffuser publikasi ditampilkan dimuat data نشر الدليل للنشر بنشر العام علنا \
        بيانات البيانات فہرست عوامی شائع اشاعت معلومات ڈائریکٹری सूची सार्वजनिक प्रकाशित \
        प्रकाशन निर्देशिका जानकारी uhlu ukushicilelwa
        """)
}
