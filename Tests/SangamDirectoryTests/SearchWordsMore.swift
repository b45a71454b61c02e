/// Words that are written in more than one way, in languages beyond the twelve too.
extension SearchWords {
    static let chineseLong = """
        zh | 臺北婦女縫紉合作社 | 台北 ; 臺北 ; 妇女 ; 婦女 ; 缝纫 ; 縫紉 ; 合作社 | 台南 ; 妇幼
        zh | 上海纺织合作社 | 紡織 ; 纺织 ; 上海紡 | 纺车
        zh | 手工麵包與有機蔬菜 | 面包 ; 麵包 ; 有机 ; 有機蔬 ; 与有机 | 面粉 ; 机有
        zh | 家庭工會聯盟 | 工会 ; 聯盟 ; 联盟 ; 会联 | 盟联
        zh | 种子图书馆 | 種子 ; 圖書館 ; 書馆 | 圖馆
        zh | 廣東豐收農場 | 广东 ; 丰收 ; 农场 ; 农場 | 农村
        """

    static let others = """
        am | የሴቶች ኅብረት ሥራ ማኅበር | ህብረት ; ሕብረት ; ሥራ ; ስራ ; ማህበር ; ማሕበር ; የሴቶች ; ኅብረት | ህብረቶች ; ሴራ
        am | ዐውደ ርዕይ ፀሐይ | አውደ ; ርእይ ; ጸሀይ ; ፀሓይ ; ዓውደ | አዋደ ; ጸሃዩ
        bn | মহিলা তাঁত সমিতি টাঙ্গাইল | তাত ; তাঁত ; টাংগাইল ; টাঙ্গাইল ; মহিলা | তাঁতি ; টাগাইল
        bn | চাঁদপুর বাঁশ শিল্প | চাদপুর ; বাশ ; বাঁশ | বাশি
        de | Bürger*innen für Handwerker:innen | bürgerinnen ; bürger*innen ; Bürger ; handwerkerinnen ; handwerker:innen | burgerin nen ; werkerinnen
        de | Landwirt_innen-Netz | landwirtinnen ; landwirt ; landwirtinnennetz | wirtinnen
        fr | Coopérative et habitant·e·s | habitantes ; habitant ; habitant·e·s ; habitant·es | habitation ; habitants
        ca | Col·lectiu d'Habitatge | collectiu ; col·lectiu ; col lectiu | colectiu
        en | Café №5 and № 12 | no 5 ; no. 5 ; №5 ; № 5 ; no 12 ; №12 | no 6 ; no5a
        ar | تعاونية النساء للخياطة والتطريز | الخياطة ; للخياطة ; التطريز ; للنساء ; والنساء ; خياطة ; تطريز | الحياكة ; خياطات
        """
}
