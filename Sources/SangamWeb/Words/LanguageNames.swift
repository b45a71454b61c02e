/// Languages in their own script, for the languages that listings are written in. Those of the
/// pages themselves are in the heads of their catalogues.
enum LanguageNames {
    /// The name of a language by its tag; the tag itself for one that we do not know.
    static func own(_ tag: String) -> String {
        names[tag.lowercased().prefix { $0 != "-" }].map(String.init) ?? tag
    }

    private static let names: [Substring: Substring] = {
        var names: [Substring: Substring] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: ":")
            if parts.count == 2 { names[parts[0]] = parts[1] }
        }
        return names
    }()

    private static let table: Substring = """
        en:English
        fr:Français
        es:Español
        pt:Português
        ar:العربية
        id:Bahasa Indonesia
        ur:اردو
        zu:isiZulu
        xh:isiXhosa
        st:Sesotho
        nso:Sepedi
        tn:Setswana
        ss:siSwati
        ve:Tshivenḓa
        ts:Xitsonga
        nr:isiNdebele
        af:Afrikaans
        sw:Kiswahili
        ha:Hausa
        yo:Yorùbá
        ig:Igbo
        am:አማርኛ
        so:Soomaali
        rw:Ikinyarwanda
        lg:Luganda
        sn:chiShona
        ny:Chichewa
        mg:Malagasy
        wo:Wolof
        ln:Lingála
        hi:हिन्दी
        bn:বাংলা
        ta:தமிழ்
        te:తెలుగు
        mr:मराठी
        gu:ગુજરાતી
        pa:ਪੰਜਾਬੀ
        ml:മലയാളം
        kn:ಕನ್ನಡ
        si:සිංහල
        ne:नेपाली
        ps:پښتو
        sd:سنڌي
        fa:فارسی
        ku:Kurdî
        ckb:کوردی
        th:ไทย
        km:ខ្មែរ
        lo:ລາວ
        my:မြန်မာ
        vi:Tiếng Việt
        ms:Melayu
        jv:Basa Jawa
        su:Basa Sunda
        tl:Filipino
        fil:Filipino
        zh:中文
        ja:日本語
        ko:한국어
        de:Deutsch
        it:Italiano
        nl:Nederlands
        pl:Polski
        ru:Русский
        uk:Українська
        el:Ελληνικά
        tr:Türkçe
        he:עברית
        ca:Català
        eu:Euskara
        gl:Galego
        ro:Română
        hu:Magyar
        cs:Čeština
        da:Dansk
        sv:Svenska
        nb:Norsk bokmål
        no:Norsk
        fi:Suomi
        cy:Cymraeg
        ga:Gaeilge
        gd:Gàidhlig
        qu:Runasimi
        ay:Aymar aru
        gn:Avañe'ẽ
        ht:Kreyòl ayisyen
        eo:Esperanto
        """
}
