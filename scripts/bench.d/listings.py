"""Seeded listings in 15 languages and seeded change sets, and the same listings as our payloads.

Listing i depends only on the seed and i: the first 10,000 of 100,000 are the listings of 10,000.
One listing is about 600 bytes of compact UTF-8 JSON. `payload` says the same in the form that
`sangam import` takes.
"""

import hashlib
import json
import random

CATS = ["food", "housing", "energy", "finance", "care", "crafts", "farming", "recycling",
        "education", "media", "transport", "health"]

# language -> coop words, 12 category nouns (order of CATS), adjectives, summary templates
L = {
 "en": (["Cooperative", "Co-op", "Community Trust", "Collective", "Workers' Cooperative", "Mutual"],
        ["bakery", "housing", "solar energy", "credit union", "child care", "weaving", "organic farm", "repair and recycling", "popular school", "community radio", "bicycle delivery", "health clinic"],
        ["Green", "New", "Free", "Common", "Sunrise", "River", "Mountain", "United", "Open", "Golden"],
        ["A member-owned {cat} initiative in {city}, run by {n} worker-owners since {y}. Open to volunteers, with shared meals and a solidarity price for low-income households.",
         "{cat} for and by the neighbourhood of {hood}: {n} members decide together every month. We trade with local producers and publish our accounts.",
         "Founded in {y}, we organise {cat} in {city} and train young people from {hood}. Fair pay, democratic governance, no external shareholders."]),
 "fr": (["Coopérative", "SCOP", "Association", "Collectif", "Mutuelle"],
        ["boulangerie", "habitat partagé", "énergie solaire", "épargne solidaire", "garde d'enfants", "tissage", "ferme biologique", "recyclerie", "université populaire", "radio associative", "livraison à vélo", "centre de santé"],
        ["Verte", "Nouvelle", "Libre", "Commune", "Soleil", "Rivière", "Solidaire", "Unie"],
        ["Initiative de {cat} à {city}, gérée par {n} sociétaires depuis {y}. Prix libre pour les foyers modestes et ateliers ouverts aux habitants de {hood}.",
         "Le collectif réunit {n} membres autour de {cat}. Décisions en assemblée, comptes publics, circuits courts avec les producteurs de {hood}."]),
 "es": (["Cooperativa", "Asociación", "Mutual", "Colectivo", "Red"],
        ["panadería", "vivienda", "energía solar", "banca ética", "cuidados", "tejido", "huerta ecológica", "reciclaje", "escuela popular", "radio comunitaria", "mensajería en bicicleta", "clínica de salud"],
        ["Verde", "Nueva", "Libre", "Común", "Aurora", "Río", "Solidaria", "Unida"],
        ["Proyecto de {cat} en {city} autogestionado por {n} personas socias desde {y}. Precios solidarios y talleres abiertos al barrio de {hood}.",
         "Somos {n} familias organizadas en torno a {cat}; compramos a productores locales y rendimos cuentas en asamblea en {hood}."]),
 "pt": (["Cooperativa", "Associação", "Coletivo", "Rede", "Banco Comunitário"],
        ["padaria", "moradia", "energia solar", "finanças solidárias", "creche", "tecelagem", "agroecologia", "reciclagem", "escola popular", "rádio comunitária", "entregas de bicicleta", "saúde popular"],
        ["Verde", "Nova", "Livre", "Comum", "Aurora", "Sertão", "Solidária", "Unida"],
        ["Empreendimento de {cat} em {city}, autogerido por {n} pessoas desde {y}, com feira solidária e formação em {hood}.",
         "{n} famílias produzem e vendem juntas: {cat}, consumo responsável e moeda social no bairro {hood}."]),
 "de": (["Genossenschaft", "Verein", "Kollektiv", "Initiative"],
        ["Bäckerei", "Wohnprojekt", "Bürgerenergie", "Gemeinschaftsbank", "Kinderbetreuung", "Weberei", "solidarische Landwirtschaft", "Reparaturcafé", "Volksschule", "Bürgerradio", "Lastenradkurier", "Gesundheitszentrum"],
        ["Grüne", "Neue", "Freie", "Gemeinsame", "Sonnen", "Fluss", "Solidarische"],
        ["{cat} in {city}, seit {y} getragen von {n} Mitgliedern. Gemeinsame Entscheidungen, faire Löhne und offene Werkstatt in {hood}.",
         "Wir sind {n} Menschen aus {hood} und organisieren {cat} nach Bedürfnissen statt nach Profit."]),
 "tr": (["Kooperatifi", "Derneği", "Kolektifi"],
        ["fırın", "konut", "güneş enerjisi", "dayanışma fonu", "çocuk bakımı", "dokuma", "ekolojik çiftlik", "geri dönüşüm", "halk okulu", "topluluk radyosu", "bisikletli kurye", "sağlık merkezi"],
        ["Yeşil", "Yeni", "Özgür", "Ortak", "Güneş", "Irmak"],
        ["{city} şehrinde {y} yılından beri {n} ortakla çalışan {cat} girişimi. Kararlar birlikte alınır, {hood} mahallesine açıktır."]),
 "ru": (["Кооператив", "Товарищество", "Объединение"],
        ["пекарня", "жильё", "солнечная энергия", "взаимный кредит", "детский сад", "ткачество", "экоферма", "переработка", "народная школа", "общинное радио", "велодоставка", "поликлиника"],
        ["Зелёный", "Новый", "Свободный", "Общий", "Рассвет"],
        ["{cat} в городе {city}: {n} участников с {y} года. Решения принимаем вместе, район {hood}."]),
 "el": (["Συνεταιρισμός", "Κοινσεπ", "Συλλογικότητα"],
        ["φούρνος", "στέγαση", "ηλιακή ενέργεια", "αλληλέγγυα πίστη", "φροντίδα παιδιών", "υφαντική", "βιολογικό αγρόκτημα", "ανακύκλωση", "λαϊκό σχολείο", "κοινοτικό ραδιόφωνο", "ποδηλατική μεταφορά", "κοινωνικό ιατρείο"],
        ["Πράσινος", "Νέος", "Ελεύθερος", "Κοινός"],
        ["{cat} στην πόλη {city} από το {y}, με {n} μέλη και συνελεύσεις στη γειτονιά {hood}."]),
 "ar": (["تعاونية", "جمعية", "مبادرة", "صندوق"],
        ["مخبز", "سكن", "طاقة شمسية", "ادخار تضامني", "رعاية الأطفال", "نسيج", "مزرعة عضوية", "إعادة تدوير", "مدرسة شعبية", "إذاعة محلية", "توصيل بالدراجات", "مركز صحي"],
        ["الخضراء", "الجديدة", "الحرة", "المشتركة", "الشروق", "النهر", "التضامن"],
        ["مبادرة {cat} في {city} يديرها {n} من الأعضاء منذ {y}. أسعار تضامنية وورشات مفتوحة لسكان حي {hood}.",
         "نحن {n} أسرة نعمل معا في مجال {cat} ونتخذ القرارات في اجتماع شهري في {hood}."]),
 "hi": (["सहकारी समिति", "स्वयं सहायता समूह", "संघ", "न्यास"],
        ["बेकरी", "आवास", "सौर ऊर्जा", "बचत समूह", "बाल देखभाल", "बुनाई", "जैविक खेती", "पुनर्चक्रण", "लोक विद्यालय", "सामुदायिक रेडियो", "साइकिल वितरण", "स्वास्थ्य केंद्र"],
        ["हरित", "नया", "मुक्त", "साझा", "सूर्योदय", "नदी", "एकता"],
        ["{city} में {cat} का साझा काम, {n} सदस्य, {y} से। {hood} मोहल्ले के लिए खुला।",
         "{n} महिलाएँ मिलकर {cat} चलाती हैं और हर महीने बैठक में निर्णय लेती हैं।"]),
 "bn": (["সমবায় সমিতি", "সংঘ", "উদ্যোগ"],
        ["বেকারি", "আবাসন", "সৌর শক্তি", "সঞ্চয় দল", "শিশু যত্ন", "তাঁত", "জৈব খামার", "পুনর্ব্যবহার", "গণ বিদ্যালয়", "কমিউনিটি রেডিও", "সাইকেল ডেলিভারি", "স্বাস্থ্য কেন্দ্র"],
        ["সবুজ", "নতুন", "মুক্ত", "যৌথ"],
        ["{city} শহরে {cat}, {n} জন সদস্য, {y} থেকে। {hood} এলাকার জন্য খোলা।"]),
 "th": (["สหกรณ์", "กลุ่มออมทรัพย์", "วิสาหกิจชุมชน", "เครือข่าย"],
        ["เบเกอรี่", "ที่อยู่อาศัย", "พลังงานแสงอาทิตย์", "ออมทรัพย์", "ดูแลเด็ก", "ทอผ้า", "เกษตรอินทรีย์", "รีไซเคิล", "โรงเรียนชุมชน", "วิทยุชุมชน", "ส่งของด้วยจักรยาน", "คลินิกสุขภาพ"],
        ["เขียว", "ใหม่", "เสรี", "ร่วมใจ", "รุ่งอรุณ"],
        ["กลุ่ม{cat}ใน{city} สมาชิก {n} คน ตั้งแต่ปี {y} เปิดให้ชุมชน{hood}เข้าร่วม",
         "สมาชิก {n} คนร่วมกันทำ{cat} ประชุมทุกเดือนที่{hood}"]),
 "ja": (["協同組合", "労働者協同組合", "市民ネット"],
        ["パン屋", "共同住宅", "太陽光発電", "市民金融", "子育て支援", "織物", "有機農園", "リサイクル", "市民学校", "コミュニティ放送", "自転車便", "診療所"],
        ["みどり", "あたらしい", "ひまわり", "共生"],
        ["{city}で{y}年から続く{cat}。組合員{n}人が話し合いで運営し、{hood}の住民に開かれています。"]),
 "sw": (["Ushirika", "Chama", "Umoja", "Kikundi"],
        ["mikate", "nyumba", "umeme wa jua", "akiba na mikopo", "malezi ya watoto", "ufumaji", "kilimo hai", "urejelezaji", "shule ya jamii", "redio ya jamii", "usafiri wa baiskeli", "zahanati"],
        ["Kijani", "Mpya", "Huru", "Pamoja", "Mto"],
        ["Kikundi cha {cat} mjini {city} chenye wanachama {n} tangu {y}. Tunafanya maamuzi pamoja katika mtaa wa {hood}.",
         "Wanachama {n} wanashirikiana katika {cat}, na faida inabaki kwa jamii ya {hood}."]),
 "id": (["Koperasi", "Kelompok", "Serikat", "Lumbung"],
        ["roti", "perumahan", "tenaga surya", "simpan pinjam", "penitipan anak", "tenun", "pertanian organik", "daur ulang", "sekolah rakyat", "radio komunitas", "kurir sepeda", "klinik kesehatan"],
        ["Hijau", "Baru", "Merdeka", "Bersama", "Fajar"],
        ["Usaha {cat} di {city} milik {n} anggota sejak {y}. Terbuka bagi warga {hood} dengan harga solidaritas."]),
}
LATIN = "ba be bo ka ke lo la li ma mo na ni po pa ra ri sa so ta te to va ve zu mi du gran vil mar san mont field stan dor".split()
SYL = {
 "ar": "با بو تا دار سا سي شا عين قا كا لا ما مو نا نور ها وا يا را زا حي سو فا بن جب".split(),
 "hi": "का की गा चा जा टा ता दा ना पा बा मा या रा ला वा शा सा हा नी री पु गंज नगर पुर".split(),
 "bn": "কা গা চা জা টা তা দা না পা বা মা রা লা সা হা নি রি পু গঞ্জ নগর".split(),
 "th": "กา บาง ขา คา งา จา ชา ดา ตา ทา นา บา ปา พา มา ยา รา ลา วา สา หา ดอน หนอง".split(),
 "ru": "ба во го до ка ко ла ли ма мо на но по ра ро са со та ти ви ново горск".split(),
 "el": "βα γα δα κα λα μα να πα ρα σα τα φα χω λι μη νο πο".split(),
 "ja": "山 川 田 島 本 木 村 松 原 野 石 上 中 小 大 東 西 南 北".split(),
}
# city, country, lat, lon, local language, second language, name in local script, weight, dialling code
CITIES = [
 ("Barcelona","ES",41.39,2.17,"es","en",None,6,"34"),("Bilbao","ES",43.26,-2.93,"es","fr",None,4,"34"),("Sevilla","ES",37.39,-5.98,"es","en",None,3,"34"),
 ("Paris","FR",48.86,2.35,"fr","en",None,6,"33"),("Lyon","FR",45.76,4.84,"fr","en",None,4,"33"),("Nantes","FR",47.22,-1.55,"fr","en",None,3,"33"),("Marseille","FR",43.30,5.37,"fr","ar",None,3,"33"),
 ("Bruxelles","BE",50.85,4.35,"fr","de",None,3,"32"),("Montréal","CA",45.50,-73.57,"fr","en",None,5,"1"),("Toronto","CA",43.65,-79.38,"en","fr",None,3,"1"),
 ("London","GB",51.51,-0.13,"en","bn",None,6,"44"),("Manchester","GB",53.48,-2.24,"en","fr",None,4,"44"),("Bristol","GB",51.45,-2.59,"en","es",None,3,"44"),("Glasgow","GB",55.86,-4.25,"en","fr",None,3,"44"),
 ("New York","US",40.71,-74.01,"en","es",None,5,"1"),("Oakland","US",37.80,-122.27,"en","es",None,4,"1"),("Jackson","US",32.30,-90.18,"en","es",None,2,"1"),("Madison","US",43.07,-89.40,"en","es",None,2,"1"),
 ("Berlin","DE",52.52,13.40,"de","tr",None,5,"49"),("Leipzig","DE",51.34,12.37,"de","en",None,3,"49"),("Wien","AT",48.21,16.37,"de","en",None,3,"43"),("Zürich","CH",47.37,8.54,"de","fr",None,2,"41"),
 ("São Paulo","BR",-23.55,-46.63,"pt","es",None,7,"55"),("Porto Alegre","BR",-30.03,-51.23,"pt","es",None,5,"55"),("Fortaleza","BR",-3.73,-38.52,"pt","en",None,4,"55"),("Lisboa","PT",38.72,-9.14,"pt","en",None,3,"351"),
 ("Buenos Aires","AR",-34.60,-58.38,"es","pt",None,6,"54"),("Bogotá","CO",4.71,-74.07,"es","en",None,5,"57"),("Ciudad de México","MX",19.43,-99.13,"es","en",None,6,"52"),("Quito","EC",-0.18,-78.47,"es","en",None,3,"593"),("Oaxaca","MX",17.07,-96.72,"es","en",None,3,"52"),
 ("İstanbul","TR",41.01,28.98,"tr","en",None,4,"90"),("Diyarbakır","TR",37.91,40.24,"tr","ar",None,2,"90"),
 ("Moskva","RU",55.76,37.62,"ru","en","Москва",2,"7"),("Almaty","KZ",43.24,76.89,"ru","en","Алматы",2,"7"),
 ("Athina","GR",37.98,23.73,"el","en","Αθήνα",4,"30"),("Thessaloniki","GR",40.64,22.94,"el","en","Θεσσαλονίκη",3,"30"),
 ("Tunis","TN",36.81,10.18,"ar","fr","تونس",4,"216"),("Rabat","MA",34.02,-6.84,"ar","fr","الرباط",4,"212"),("Cairo","EG",30.04,31.24,"ar","en","القاهرة",5,"20"),("Ramallah","PS",31.90,35.20,"ar","en","رام الله",3,"970"),("Amman","JO",31.95,35.93,"ar","en","عمان",3,"962"),
 ("Delhi","IN",28.61,77.21,"hi","en","दिल्ली",6,"91"),("Jaipur","IN",26.91,75.79,"hi","en","जयपुर",4,"91"),("Bhopal","IN",23.26,77.41,"hi","en","भोपाल",3,"91"),("Kathmandu","NP",27.72,85.32,"hi","en","काठमाडौं",3,"977"),
 ("Kolkata","IN",22.57,88.36,"bn","en","কলকাতা",4,"91"),("Dhaka","BD",23.81,90.41,"bn","en","ঢাকা",5,"880"),
 ("Bangkok","TH",13.76,100.50,"th","en","กรุงเทพ",5,"66"),("Chiang Mai","TH",18.79,98.98,"th","en","เชียงใหม่",4,"66"),("Khon Kaen","TH",16.43,102.83,"th","en","ขอนแก่น",2,"66"),
 ("Tokyo","JP",35.68,139.69,"ja","en","東京",3,"81"),("Osaka","JP",34.69,135.50,"ja","en","大阪",2,"81"),
 ("Nairobi","KE",-1.29,36.82,"sw","en",None,5,"254"),("Dar es Salaam","TZ",-6.79,39.21,"sw","en",None,4,"255"),("Arusha","TZ",-3.37,36.68,"sw","en",None,2,"255"),
 ("Jakarta","ID",-6.21,106.85,"id","en",None,4,"62"),("Yogyakarta","ID",-7.80,110.37,"id","en",None,3,"62"),("Accra","GH",5.60,-0.19,"en","fr",None,3,"233"),("Dakar","SN",14.72,-17.47,"fr","en",None,3,"221"),
]
CW = []
_t = 0
for c in CITIES:
    _t += c[7]; CW.append(_t)

def slug(s):
    return "".join(ch for ch in s.lower() if "a" <= ch <= "z" or "0" <= ch <= "9")

def word(r, lang):
    """A pseudo place name: long-tailed vocabulary in the language's script."""
    syl = SYL.get(lang, LATIN)
    k = 2 if r.random() < .6 else 3
    w = "".join(syl[min(int(r.expovariate(1) * len(syl) / 3), len(syl) - 1)] for _ in range(k))
    return w[:1].upper() + w[1:]

def make_name(r, lang, ci, hood, local_city):
    coop, cats, adjs = L[lang][0], L[lang][1], L[lang][2]
    c, a, k = coop[min(int(r.expovariate(1.2)), len(coop) - 1)], r.choice(adjs), cats[ci]
    if lang in ("th", "ja"):
        return r.choice([f"{c}{k}{hood}", f"{hood}{k}{c}", f"{c}{k}{a}{local_city}"])
    return r.choice([f"{a} {hood} {k} {c}", f"{c} {k} {hood}", f"{hood} {c}", f"{c} {a} {k} {local_city}", f"{hood} {k}"])

def listing(seed, i, network="net-01", rev=1, salt=""):
    r = random.Random(f"{seed}:{salt}:{i}")
    x = r.random() * _t
    city = CITIES[next(j for j, w in enumerate(CW) if x < w)]
    cname, cc, lat, lon, lang, lang2, local, _, dial = city
    local_city = local or cname
    ci = min(int(r.expovariate(.28)), 11)
    cats = [CATS[ci]] + ([CATS[r.randrange(12)]] if r.random() < .45 else [])
    hood, hood2 = word(r, lang), word(r, lang2)
    names = {lang: make_name(r, lang, ci, hood, local_city)}
    if r.random() < (.75 if lang in SYL else .3):
        names[lang2] = make_name(r, lang2, ci, hood2, cname)
    n, y = r.randrange(4, 400), r.randrange(1975, 2026)
    summary = r.choice(L[lang][3]).format(cat=L[lang][1][ci], city=local_city, n=n, y=y, hood=hood)
    if lang in SYL and r.random() < .35 and lang2 == "en":
        summary += " " + r.choice(L["en"][3]).format(cat=L["en"][1][ci], city=cname, n=n, y=y, hood=hood2).split(". ")[0] + "."
    dom = slug(hood2 + L["en"][1][ci])[:22] + str(r.randrange(1000)) + r.choice([".coop", ".org", ".net", "." + cc.lower()])
    lid = hashlib.sha256(f"{seed}:{salt}:{i}".encode()).hexdigest()[:24]
    return {"id": lid, "network": network, "lang": lang, "names": names, "summary": summary,
            "address": {"street": f"{r.randrange(1, 300)} {word(r, lang)} {'Street' if lang == 'en' else word(r, lang)}",
                        "city": local_city, "postcode": f"{r.randrange(1000, 99999):05d}"},
            "country": cc, "lat": round(lat + r.gauss(0, .12), 5), "lon": round(lon + r.gauss(0, .15), 5),
            "categories": sorted(set(cats)), "website": f"https://www.{dom}/",
            "contact": {"email": f"{r.choice(['info','hola','contact','hello','office'])}@{dom}",
                        "phone": f"+{dial} {r.randrange(10, 99)} {r.randrange(100, 999)} {r.randrange(1000, 9999)}"},
            "updated": f"2026-{r.randrange(1, 11):02d}-{r.randrange(1, 29):02d}T{r.randrange(24):02d}:{r.randrange(60):02d}:{r.randrange(60):02d}Z",
            "rev": rev}

def mutate(r, d):
    d = json.loads(json.dumps(d))
    for f in r.sample(["phone", "summary", "street", "website", "name", "geo"], r.choice([1, 1, 2, 3])):
        if f == "phone": d["contact"]["phone"] = d["contact"]["phone"][:-4] + f"{r.randrange(1000, 9999)}"
        elif f == "summary": d["summary"] += f" {r.randrange(5, 90)} {word(r, d['lang'])}."
        elif f == "street": d["address"]["street"] = f"{r.randrange(1, 300)} {word(r, d['lang'])}"
        elif f == "website": d["website"] = d["website"].replace("www.", "")
        elif f == "name": d["names"][d["lang"]] += " " + word(r, d["lang"])
        else: d["lat"], d["lon"] = round(d["lat"] + r.gauss(0, .01), 5), round(d["lon"] + r.gauss(0, .01), 5)
    d["rev"] += 1
    d["updated"] = f"2026-11-{r.randrange(1, 21):02d}T{r.randrange(24):02d}:00:00Z"
    return d

def dump(d):
    return json.dumps(d, ensure_ascii=False, separators=(",", ":"))


def payload(d):
    """A listing as our own payload."""
    summary = {d["lang"]: d["summary"]}
    isLong = len(d["summary"]) > 280
    return {
        "kind": "organisation", "lang": d["lang"], "name": d["names"],
        ("description" if isLong else "summary"): summary,
        "place": {"address": {
            "street": d["address"]["street"], "locality": d["address"]["city"],
            "postcode": d["address"]["postcode"], "country": d["country"],
        }, "point": [d["lat"], d["lon"]]},
        "categories": [{"scheme": "bench", "code": code} for code in d["categories"]],
        "links": [{"rel": "website", "url": d["website"]}],
        "contact": d["contact"], "confirmed": {"at": d["updated"]},
        "source": {"system": "bench", "id": d["id"]},
    }


class Directory:
    """The listings of one seed, and how they change round by round."""

    def __init__(self, seed, n):
        self.seed, self.n = seed, n
        self.rows = {}
        for i in range(n):
            d = listing(seed, i)
            self.rows[d["id"]] = d
        self.inserted = 0

    def changes(self, round_number, with_removals=True):
        """Applies the next change set: 1 % revised, 0.2 % removed, 0.2 % new; at least one each.

        Returns: operations (op, id, listing or None), shuffled.
        """
        r = random.Random(f"{self.seed}:changes:{self.n}:{round_number}")
        updates, few = max(1, self.n // 100), max(1, self.n // 500)
        ids = r.sample(list(self.rows), updates + few)
        ops = [("update", i, mutate(r, self.rows[i])) for i in ids[:updates]]
        if with_removals:
            ops += [("delete", i, None) for i in ids[updates:]]
        for _ in range(few):
            d = listing(self.seed, 10**8 + self.inserted)
            self.inserted += 1
            ops.append(("insert", d["id"], d))
        r.shuffle(ops)
        for op, key, d in ops:
            if op == "delete":
                del self.rows[key]
            else:
                self.rows[key] = d
        return ops

    def write(self, path):
        """The listings as NDJSON, as the floor reads them."""
        with open(path, "w", encoding="utf-8") as file:
            for d in self.rows.values():
                file.write(dump(d) + "\n")

    def write_payloads(self, path):
        """The listings as NDJSON of payloads, as `sangam import` reads them."""
        with open(path, "w", encoding="utf-8") as file:
            for d in self.rows.values():
                file.write(dump(payload(d)) + "\n")
