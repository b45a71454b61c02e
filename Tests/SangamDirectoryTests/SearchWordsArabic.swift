/// The same for the Arabic script, and for Indonesian and Zulu.
extension SearchWords {
    static let arabic = """
        ar | مخبز تعاوني | مخبز ; تعاوني ; تعاونى ; مَخْبَز ; مخب ; مخـــبز | مكتب ; مخزن
        ar | خُبْز الشعير | خبز ; خُبز ; خبز الشعير ; الشع | خبر
        ar | جمعية تعاونية | جمعية ; جمعيه ; تعاونية ; تعاونيه ; جمعية تعاو ; ﺟﻤﻌﻴﺔ | جماعة
        ar | إسكان أهلي | اسكان ; إسكان ; أسكان ; اهلي ; أهلى ; اسكان اهلي | سكر
        ar | سوق المزارعين | سوق المزارعين ; سوق ; المزار ; سُوق | شوق
        ar | نسيج يدوي | نسيج ; يدوي ; يدوى ; نَسِيج ; نسي | نشيد
        ar | نقابة العمّال | نقابة ; نقابه ; العمال ; العمّال ; نقابة العم | نقود
        ar | تدريب مهني | تدريب ; مهني ; مهنى ; تَدْرِيب ; تدر | تجريب
        ar | ادّخار وإقراض | ادخار ; ادّخار ; إدخار ; واقراض ; وإقراض | افتخار
        ar | طاقة شمسية | طاقة ; طاقه ; شمسيه ; طاقة شم ; طاقة شمسيّة | باقة
        ar | مؤسسة النُّور | مؤسسة ; موسسه ; النور ; مؤسّسة النور ; النُّور | النار
        ar | حضانة أطفال | حضانة ; حضانه ; اطفال ; أطفال ; حضانة اط | حصانة
        ar | مستشفى القرية | مستشفى ; مستشفي ; القريه ; القرية مست | متحف
        ar | بئر ماء | بئر ; بير ; ماء ; ما | بحر
        ar | شبكة ٢٠٢٦ | 2026 ; ٢٠٢٦ ; ۲۰۲۶ ; شبكه 2026 | 2025
        ar | لا للغلاء | لا ; ﻻ ; للغلاء ; للغلا | لم
        ar | آلات زراعية | الات ; آلات ; آلات زراعيه ; زراع | اللات
        ar | مدرسة شعبية | مدرسة ; مدرسه شعبيه ; شعبيّة ; مدر | مدربة
        ar | إعادة تدوير | اعادة ; إعادة ; اعاده تدوير ; تدو | عادت
        ar | زيت زيتون | زيت ; زيتون ; زَيْت زَيْتُون ; زيتو | بيت
        ar | امرأة ريفية | امرأة ; امراه ; امراة ريفيه ; ريف | مرآب
        ar | مكتبة الإسكندرية | اسكندرية ; إسكندريّة ; الاسكندريه ; اسكندر ; اسكندرية مكتبة ; مكتبة إسكندرية | اسكندنافية ; سكندر
        ar | خبّازو القاهرة | قاهرة ; قاهره ; القاهرة ; خبازو قاه | قهر ; قاهر جديد
        ar | تبادل الخبرات، رام الله | رام الله ; الخبرات ; تبادل، رام ; رام ال | رامي
        """

    static let urdu = """
        ur | روٹی کی دکان | روٹی ; روٹي ; روٹى ; روٹی دکان ; دكان ; روٹ | روتی ; بوٹی
        ur | کوآپریٹو سوسائٹی | کوآپریٹو ; كوآپريٹو ; کواپریٹو ; سوسائٹی ; سوسايٹي ; کوآپ | کمپنی
        ur | ہاؤسنگ اسکیم | ہاؤسنگ ; هاؤسنگ ; ہاوسنگ ; اسکیم ; اسكيم ; ہاؤ | ہاکی
        ur | کسان بازار | کسان ; كسان ; کسان بازار ; بازار کسا | انسان
        ur | بُنائی اور کڑھائی | بنائی ; بُنائی ; بنايي ; کڑھائی ; كڑهائي ; بنا | پڑھائی
        ur | مزدور یونین | مزدور ; یونین ; يونين ; مزدور يون | مزار
        ur | تربیت | تربیت ; تربيت ; تَربیت ; ترب | ترتیب
        ur | بچت گروپ ۱۲ | بچت ; بچت 12 ; گروپ ۱۲ ; گروپ ١٢ ; بچ | بحث
        ur | شمسی توانائی | شمسی ; شمسي توانائي ; توانا ; شمسى | شمع
        ur | خواتین کی انجمن | خواتین ; خواتين ; انجمن خوا ; انجمن | خواب
        ur | ملے جلے ہاتھ | ملے ; ہاتھ ; هاته ; ھاتھ ; ہات | ملی ; ملي
        ur | بھائی چارہ | بھائی ; بهائي ; چارہ ; چاره ; بھائی چار | بائی
        ur | دودھ کی انجمن | دودھ ; دوده ; دودہ ; انجمن دودھ | دوڑ
        ur | سبزی منڈی | سبزی ; سبزي ; سبزى ; منڈی ; منڈي سبزي ; منڈ | مندی
        ur | تعلیمِ بالغاں | تعلیم ; تعليم ; تعلیمِ ; بالغاں ; بالغا | تعظیم
        ur | کپڑا بنانے والے | کپڑا ; كپڑا ; والے ; کپڑ ; بنانے | کیڑا
        ur | قرضِ حسنہ | قرض ; قرضِ حسنہ ; حسنه ; حسنة ; قرض حس | فرض
        ur | لاہور | لاہور ; لاهور ; لاھور ; لاہ | لہور
        ur | مچھلی فارم | مچھلی ; مچهلي ; مچھلي فارم ; مچھ | مکھی
        ur | پانی کا انتظام | پانی ; پاني ; پانى انتظام ; انتظ | بانی
        ur | دستکاری مرکز | دستکاری ; دستكاري ; مرکز ; مركز دست | دستخط
        ur | کتاب گھر | کتاب ; كتاب ; گھر ; گهر ; کتاب گھ | گر
        """

    static let indonesian = """
        id | Koperasi simpan pinjam | koperasi ; simpan pinjam ; KOPERASI ; koper ; pinjam koperasi | operasi
        id | Roti kukus | roti ; roti kuk ; ROTI ; kukus roti | rosi
        id | Tenun ikat | tenun ; tenun ikat ; ten ; ikat tenun | tekun
        id | Perumahan rakyat | perumahan ; rakyat ; perum ; rakyat perumahan | pertanahan
        id | Pasar tani | pasar tani ; pasar ; tani ; PASAR TAN | pagar
        id | Pertanian organik | pertanian ; organik ; pertanian org | pertahanan
        id | Serikat buruh | serikat ; buruh ; serikat bur ; SERIKAT | bulu
        id | Pelatihan kerja | pelatihan ; kerja ; pelat ; kerja pelatihan | latihan
        id | Usaha bersama | usaha ; bersama ; usaha ber | rusa
        id | Kelompok ibu-ibu | ibu ibu ; ibuibu ; ibu-ibu ; kelompok ibu | ilmu
        id | Anak-anak desa | anak anak ; anak-anak ; anakanak ; desa | dosa
        id | Lumbung pangan | lumbung ; pangan ; lumb ; lumbung pang | lambung
        id | Kain batik | kain ; batik ; bat ; kain batik | balik
        id | Daur ulang sampah | daur ulang ; sampah ; daur ulang samp | damai
        id | Kopi rakyat Gayo | kopi ; gayo ; kopi gay ; KOPI | kapi
        id | Nelayan tradisional | nelayan ; nelay ; tradisional nelayan | pelayan
        id | Gotong-royong | gotong royong ; gotongroyong ; gotong-royong ; gotong | kosong
        id | Jum’at berkah | jumat ; jum'at ; jum’at ; jum at ; jumat berk | jumlah
        id | Kesehatan warga | kesehatan ; warga ; keseh ; kesehatan war | kesempatan
        id | Bank sampah RT 05 | rt 05 ; bank sampah ; 05 ; rt ٠٥ | 06
        id | Énergi surya | energi ; surya ; énergi ; energi sur | enegi
        id | Penyandang disabilitas | penyandang ; disab ; disabilitas penyandang | sandang
        """

    static let zulu = """
        zu | Isinkwa esishisayo | isinkwa ; isink ; ISINKWA ; esishisayo isinkwa | inkwa ; isinkwazi
        zu | Ibhikawozi lobumbano | ibhikawozi ; ibhik ; lobumbano ; IBHIKAWOZI lobu | bhikawozi
        zu | Umbumbano wabasebenzi | umbumbano ; wabasebenzi ; umbumb ; wabasebenzi umb | abasebenzi
        zu | Inyunyana yabasebenzi | inyunyana ; inyuny ; yabasebenzi | inyama
        zu | Umfelandawonye | umfelandawonye ; umfela ; UMFELANDAWONYE | umfula
        zu | Izindlu zomphakathi | izindlu ; zomphakathi ; izind ; zomphakathi izindlu | izinto
        zu | Imakethe yabalimi | imakethe ; yabalimi ; imak ; imakethe yaba | abalimi
        zu | Ukuluka amabhasikidi | ukuluka ; amabhasikidi ; ukuluka ama | ukulima
        zu | Ukuqeqeshwa | ukuqeqeshwa ; ukuqeq ; UKUQEQESHWA | ukuqala
        zu | Izolimo nemfuyo | izolimo ; nemfuyo ; izol | ezolimo
        zu | Ukudla okunempilo | ukudla ; okunempilo ; ukudla oku | ukuhamba
        zu | Isitokofela | isitokofela ; isito ; ISITOKOFELA | stokvel
        zu | Ukonga imali | ukonga ; imali ; ukonga im | ukuonga
        zu | Abesifazane abalimayo | abesifazane ; abalimayo ; abesif | abesilisa
        zu | Ingadi yesikole | ingadi ; yesikole ; ingadi yes | ingane
        zu | E-Thekwini | ethekwini ; e-thekwini ; e thekwini ; Ethek | ekurhuleni
        zu | i-Co-op yethu | icoop ; i-co-op ; i co op ; yethu | coups
        zu | Ubuciko bezandla | ubuciko ; bezandla ; ubuc | ubuhle
        zu | Amandla elanga | amandla ; elanga ; amandla ela | amanzi
        zu | Inkulisa yezingane | inkulisa ; yezingane ; inkul | inkululeko
        zu | Ukuvuselela (recycling) | ukuvuselela ; recycling ; ukuvuselela recyc ; ukuvu | ukuvota
        zu | Umthandazo 2026 | 2026 ; umthandazo ２０２６ ; umth | 2062
        """
}
