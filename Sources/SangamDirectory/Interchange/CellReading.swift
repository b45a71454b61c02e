/// Small readings of one cell.
enum CellReading {
    /// A number of people: `14`, `1,200`, `14 members`; nil if the cell says something else.
    static func count(_ written: String) -> Int? {
        let text = plainDigits(written)
        let words = text.split(separator: " ")
        var digits = text
        if words.count == 2, let last = words.last, last.utf8.allSatisfy({ $0 > 0x40 }) {
            digits = String(words[0])
        }
        let bytes = Array(digits.utf8)
        if let count = Int(digits), (0...1_000_000_000).contains(count) { return count }
        if digits.hasSuffix(".0"), let count = Int(digits.dropLast(2)), count >= 0 { return count }
        let groups = bytes.split { $0 == 0x2C || $0 == 0x2E || $0 == 0x20 || $0 == 0x27 }
        guard groups.count > 1, (1...3).contains(groups[0].count),
            groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        let joined = groups.flatMap { $0 }
        guard joined.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(String(decoding: joined, as: UTF8.self)).flatMap {
            $0 <= 1_000_000_000 ? $0 : nil
        }
    }

    /// A date, as exact as it can be known: `2019`, `2019-05-31`; `31.05.2019`, `31/05/2019` too,
    /// but of `04/05/2019` the year only, because nobody knows which is the month.
    ///
    /// A year of the Buddhist calendar, such as 2563, is told as 2020.
    static func date(_ written: String) -> String? {
        guard let date = writtenDate(plainDigits(written)) else { return nil }
        guard let year = Int(date.prefix(4)), (2_400..<2_700).contains(year) else { return date }
        return "\(year - 543)" + date.dropFirst(4)
    }

    private static func writtenDate(_ text: String) -> String? {
        if CivilTime.isPartialDate(text) { return text }
        let day = String(text.unicodeScalars.prefix(10))
        if CivilTime.isDate(day), let next = text.unicodeScalars.dropFirst(10).first,
            next == "T" || next == " "
        {
            return day
        }
        let isDotted = text.utf8.contains(UInt8(ascii: "."))
        let numbers = text.utf8.split { !(0x30...0x39).contains($0) }
            .map { String(decoding: $0, as: UTF8.self) }
        if numbers.count == 3, numbers[2].utf8.count == 4, let a = Int(numbers[0]),
            let b = Int(numbers[1]), text.utf8.allSatisfy({ $0 < 0x3A })
        {
            if isDotted || a > 12 || a == b { return date(numbers[2], b, a) ?? year(numbers) }
            if b > 12 { return date(numbers[2], a, b) ?? year(numbers) }
        }
        return year(numbers)
    }

    /// The digits of every script as ASCII's.
    static func plainDigits(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isDigit = scalar.properties.generalCategory == .decimalNumber
            let value = isDigit ? scalar.properties.numericValue.map { UInt32($0) } : nil
            result.append(value.flatMap { Unicode.Scalar(0x30 + $0 % 10) } ?? scalar)
        }
        return String(result)
    }

    private static func date(_ year: String, _ month: Int, _ day: Int) -> String? {
        let text =
            year + (month < 10 ? "-0" : "-") + "\(month)" + (day < 10 ? "-0" : "-") + "\(day)"
        return CivilTime.isDate(text) ? text : nil
    }

    private static func year(_ numbers: [String]) -> String? {
        let years = numbers.filter {
            $0.utf8.count == 4 && (Int($0) ?? 0) > 1_000 && (Int($0) ?? 0) < 2_700
        }
        return years.count == 1 ? years.first : nil
    }

    /// A form of our list for the words that people use for it.
    static func form(_ text: String) -> String? {
        forms[SearchText.fold(text)]
    }

    /// `active`, `paused` or `closed` for the words that people use for it.
    static func status(_ text: String) -> String? {
        statuses[SearchText.fold(text)]
    }

    /// What membership is of, for an ESSglobal code or a word.
    static func membershipOf(_ text: String) -> String? {
        memberships[SearchText.fold(text)]
    }

    /// The scheme and code of an ESSglobal address such as
    /// `https://dev.lod.coop/essglobal/2.1/standard/activities-ica/ICA280`.
    static func essglobal(_ text: String) -> Code? {
        guard text.utf8.count <= 300 else { return nil }
        guard text.utf8.starts(with: "http".utf8) else { return nil }
        let parts = text.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "#") }
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.contains("essglobal"), let at = parts.lastIndex(of: "standard"),
            parts.count == at + 3, let code = parts.last
        else { return nil }
        let scheme = "essglobal-" + parts[at + 1]
        return scheme.utf8.count <= 64 && code.utf8.count <= 128
            ? Code(scheme: scheme, code: code) : nil
    }

    private static func words(_ text: String) -> [String: String] {
        var result: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            for word in line[line.index(after: colon)...].split(separator: "|") {
                result[SearchText.fold(String(word))] = String(line[..<colon])
            }
        }
        return result
    }

    private static let forms = words(
        """
        enterprise:enterprise|business|company|cooperative|co-operative|coop|co-op
        enterprise:worker cooperative
        enterprise:worker co-operative|workers cooperative|cooperativa|coopérative|scop|scic|empresa
        enterprise:genossenschaft|eg|koperasi|social enterprise|entreprise|unternehmen
        enterprise:empresa social
        producer:producer|farmer|artisan|producteur|productrice|productor|produtor|petani|erzeuger
        federation:federation|union of cooperatives|fédération|federación|federação|verband|federasi
        network:network|réseau|red|rede|netzwerk|jaringan
        movement:movement|mouvement|movimiento|movimento|bewegung|gerakan
        union:union|trade union|syndicat|sindicato|gewerkschaft|serikat|serikat buruh
        self-help-group:self-help group|self help group|shg|savings group|stokvel|selbsthilfegruppe
        community:community|communauté|comunidad|comunidade|gemeinschaft|komunitas
        support:support organisation|support organization|support|incubator
        fund:fund|credit union|fonds|fondo|fundo|cooperative bank
        media:media|média|medios|medien
        public-body:public body|municipality|government|local authority|commune|öffentliche hand
        informal:informal|informal group|collective|collectif|colectivo|coletivo|kollektiv
        individual:individual|person|freelancer|self-employed|einzelperson|personne
        enterprise:cooperative society|cooperativas|emprendimiento|empreendimento|microempresa|pme
        enterprise:sociedad cooperativa|sociedade cooperativa|usaha|badan usaha|umkm|bumdes
        enterprise:تعاونية|جمعية تعاونية|شركة|مؤسسة|کوآپریٹو|کاروبار|کمپنی
        producer:grower|maker|homeworker|home-based worker|agriculteur|agricultrice|artisane
        producer:paysan|paysanne|productora|produtora|agricultor|agricultora|artesano|artesana
        producer:artesão|artesã|campesino|campesina|nelayan|pengrajin|perajin
        producer:منتج|مزارع|حرفي|کسان|دستکار|ہنرمند
        federation:confederation|confédération|confederación|confederação|gabungan koperasi
        federation:اتحاد|اتحاد تعاونيات|فیڈریشن
        network:شبكة|نیٹ ورک
        movement:حركة|تحریک
        union:trades union|labour union|labor union|serikat pekerja|نقابة|یونین|مزدور یونین
        self-help-group:groupe d'entraide|grupo de ayuda mutua|grupo de ajuda mútua
        self-help-group:kelompok swadaya|tontine|arisan|vsla|مجموعة عون ذاتي|اپنی مدد آپ گروپ
        community:collectivité|جماعة محلية|برادری
        support:organisation d'appui|organización de apoyo|organização de apoio|incubadora
        support:lembaga pendamping|منظمة مساندة
        fund:caja de ahorro|caisse d'épargne|koperasi simpan pinjam|lembaga dana|صندوق|فنڈ
        media:radio|press|mídia|média local|media massa|وسيلة إعلام|میڈیا
        public-body:mairie|ayuntamiento|alcaldía|municipio|município|prefeitura|gobierno|governo
        public-body:câmara municipal|gouvernement|pemerintah|lembaga pemerintah|بلدية|سرکاری ادارہ
        informal:groupe informel|grupo informal|kelompok informal|مجموعة غير رسمية|غیر رسمی گروپ
        individual:persona|pessoa|individu|individuo|indivíduo|perorangan|autónomo|autônomo
        individual:indépendant|indépendante|independiente|شخص|فرد
        """)

    private static let statuses = words(
        """
        active:active|live|open|activa|activo|actif|active member|aktiv|aktif|ativo|ativa|operating
        paused:paused|dormant|inactive|suspended|pausada|inactif|inactivo|inaktiv|tidak aktif
        closed:closed|dissolved|cerrada|cerrado|fermé|fermée|geschlossen|aufgelöst|bubar|tutup
        closed:encerrada|encerrado|disuelta|disuelto|dissous|dissoute|dissolvida|dissolvido
        closed:مغلق|مغلقة|بند
        active:en activité|en actividad|em atividade|beroperasi|نشط|نشطة|سرگرم
        paused:en pause|en pausa|em pausa|inactiva|inativo|inativa|berhenti sementara|متوقف
        """)

    private static let memberships = words(
        """
        users:bmt10|consumers|users|consumer|consumer users|members|usuarios|usagers
        producers:bmt20|producers|producer|productores|producteurs
        workers:bmt30|workers|worker|trabajadores|travailleurs
        multi:bmt40|multi-stakeholders|multi-stakeholder|multi|multistakeholder
        users:consumidores|usuários|utilizadores|usagères et usagers|consommateurs|pengguna
        users:مستخدمون|مستهلكون|صارفین
        producers:produtores|productoras|produtoras|produsen|منتجون|کسان
        workers:trabajadoras|trabalhadores|trabalhadoras|travailleuses|pekerja|عاملون|عمال|مزدور
        """)
}
