/// Columns of other people's tables that no member of a record took, and that speak of a person:
/// who is treasurer, whose number it is, who is born when.
enum PersonalColumn {
    /// Whether such a column, or the cell in it, is about a person or a way to reach one.
    static func isPersonal(_ header: String, _ value: JSON) -> Bool {
        let folded = SearchText.fold(header)
        return numbers.contains(folded)
            || !people.isDisjoint(with: folded.split(separator: " ").map(String.init))
            || spaceless.isIn(header) || isPhone(value)
    }

    /// Digits as people write a number to call, and nothing else: `+254 711 000 001`, `0711000001`.
    private static func isPhone(_ value: JSON) -> Bool {
        // Most cells end here, before anything of them is folded.
        guard let text = value.string, text.utf8.count <= 60,
            text.unicodeScalars.allSatisfy({
                $0.properties.numericType != nil || marks.contains($0)
            })
        else { return false }
        let digits = SearchText.fold(text).utf8.filter { (0x30...0x39).contains($0) }
        guard (9...24).contains(digits.count) else { return false }
        let trimmed = CellDecoder.trimmed(text)
        return trimmed.utf8.first == UInt8(ascii: "+") || digits.first == UInt8(ascii: "0")
    }

    private static let marks = Set(" +-()/.,;\u{A0}\t\n".unicodeScalars)

    /// Who somebody is to a group, how they are called, and how they are reached.
    private static let people = HeaderRecognition.foldedWords(
        """
        treasurer secretary chair chairman chairwoman chairlady chairperson president leader owner \
        proprietor director manager coordinator officer signatory beneficiary kin spouse husband \
        wife guardian surname firstname lastname respondent enumerator person people contact \
        contacts phone phones cell cellphone mobile telephone tel handphone hp wa whatsapp telegram \
        viber email mail fax passport birth birthday birthdate dob aadhaar nid \
        ketua bendahara sekretaris pengurus pemilik pimpinan direktur manajer ktp nik telepon telp \
        ponsel surel lahir kontak \
        tesorero tesorera presidente presidenta secretario secretaria dueño dueña titular gerente \
        representante encargado encargada coordinador coordinadora apellido apellidos cédula dni \
        curp teléfono telefono celular móvil correo nacimiento contacto persona \
        tesoureiro tesoureira secretária secretário dono dona cpf rg telefone contato nascimento \
        responsável coordenador coordenadora sobrenome pessoa \
        trésorier trésorière président présidente secrétaire propriétaire gérant gérante \
        responsable directeur directrice prénom téléphone portable courriel naissance personne \
        vorsitzende vorsitzender kassierer kassenwart inhaber inhaberin geschäftsführer vorname \
        nachname telefon handy geburtsdatum ansprechpartner \
        رئيس الرئيس رئيسة أمين أمينة مسؤول المسؤول المسؤولة المدير مدير مديرة هاتف الهاتف جوال \
        الجوال موبايل واتساب البريد الإيميل الميلاد الهوية \
        صدر سربراہ سیکرٹری خزانچی مالک رابطہ فون موبائل نمبردار شناختی والد شوہر پیدائش \
        अध्यक्ष अध्यक्षा सचिव कोषाध्यक्ष मालिक संचालक प्रमुख संपर्क फ़ोन मोबाइल दूरभाष ईमेल आधार \
        जन्म पति पिता \
        usihlalo umgcinimafa unobhala umnikazi ucingo iselula
        """)

    private static let numbers: Set<String> = [
        "id number", "id no", "identity number", "national id", "national id number", "id card",
    ]

    private static let spaceless = SpacelessWords([
        "负责人", "負責人", "联系人", "聯繫人", "会长", "會長", "主席", "理事长", "理事長", "法人",
        "社长", "姓名", "电话", "電話", "手机", "手機", "微信", "邮箱", "身份证", "生日",
        "ประธาน", "เลขานุการ", "เหรัญญิก", "ผู้ติดต่อ", "หัวหน้า", "เจ้าของ", "โทร", "มือถือ", "อีเมล",
        "บัตรประชาชน", "วันเกิด", "ប្រធាន", "លេខាធិការ", "ហេរញ្ញិក", "ម្ចាស់", "ទូរស័ព្ទ", "អ៊ីមែល",
        "អត្តសញ្ញាណប័ណ្ណ", "ទំនាក់ទំនង",
    ])
}
