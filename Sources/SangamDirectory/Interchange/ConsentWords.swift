/// Columns that say whether people agreed to be listed, and the cells that say they did not.
enum ConsentWords {
    /// Whether a header asks for leave to publish: `Do you agree to be listed publicly?`.
    ///
    /// `folded` is the header as `SearchText.fold` gives it.
    static func ask(_ folded: String) -> Bool {
        if whole.contains(folded) { return true }
        let words = Set(folded.split(separator: " ").map(String.init))
        return !words.isDisjoint(with: leave) && !words.isDisjoint(with: publication)
    }

    /// Whether a cell says no: the word alone, or an answer that begins with it.
    static func isNo(_ text: String) -> Bool {
        let words = SearchText.fold(text).split(separator: " ").map(String.init)
        guard let first = words.first else { return false }
        return PathCell.flag(first) == false || moreNo.contains(first) || words.contains("disagree")
            || words.starts(with: ["i", "do", "not"]) || words.starts(with: ["we", "do", "not"])
    }

    /// Beside those of any cell that is a flag.
    private static let moreNo = HeaderRecognition.foldedWords("لا نہیں नहीं")

    private static let whole = Set(
        [
            "publish", "may be published", "can be published", "list publicly",
            "public listing", "show in directory", "show on map", "show on the map", "consent",
            "veröffentlichen", "publier", "publicar", "consentement", "consentimiento",
            "consentimento", "einwilligung", "persetujuan",
        ].map(SearchText.fold))

    private static let leave = HeaderRecognition.foldedWords(
        """
        consent consents agree agrees agreed permission permit allow allowed may authorise \
        authorize authorised authorized einverstanden einwilligung zustimmung dürfen \
        consentement accord accepte acceptez acceptent autorisation autorise autorisez \
        consentimiento acepta aceptan aceptas autoriza autorizan autorización consentimento \
        aceita aceitam autorização concorda persetujuan setuju bersedia izin موافقة توافق توافقون
        """)

    private static let publication = HeaderRecognition.foldedWords(
        """
        listed listing list publish published public publicly directory map website online \
        publication shared share verzeichnis karte veröffentlicht veröffentlichung öffentlich \
        annuaire publier publié publiée publiés public publique carte directorio mapa publicar \
        publicado pública público diretório publicada direktori peta publik diterbitkan \
        dipublikasikan نشر الدليل
        """)
}
