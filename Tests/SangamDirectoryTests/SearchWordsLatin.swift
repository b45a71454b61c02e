/// Words from the life of co-operatives with what people type for them.
///
/// Shape: `language | as written in a listing | typed ; typed … | must not find it ; …`.
extension SearchWords {
    static let english = """
        en | Bread and rolls | bread ; BREAD ; ｂｒｅａｄ ; bre ; rolls bread ; Bread, rolls | beard ; broad ; breads
        en | Steamed bread | steamed bread ; bread steam ; “steamed” | streamed
        en | Weaving workshop | weaving ; weav ; WEAVING WORK ; workshop weaving | leaving ; weaver
        en | Farmers’ Market | farmers market ; farmers' market ; farmers’ market ; farm ; market farmer | framers
        en | Housing co-operative | co-operative ; cooperative ; co operative ; coop ; housing coop ; Co‐operative | corporation ; hosing
        en | Workers' co-op | coop ; co-op ; Co-Op ; CO‑OP ; workers coop | coup
        en | Credit union No. 12 | credit union ; union 12 ; credit ١٢ ; １２ | onion ; 13
        en | Self-help group | self help ; selfhelp ; self-help ; SELF‑HELP GR | shelf
        en | Popular education & training | training ; education training ; trai | trading
        en | Solar energy | solar ; solar ener ; SOLAR | polar
        en | Child care | child care ; care child ; chil | chill
        en | Community-owned shop | community owned ; communityowned ; community-owned shop | immunity
        en | Women’s savings circle | womens savings ; women's savings ; women savings ; saving | shavings
        en | Bicycle repair café | cafe ; café ; CAFÉ ; repair cafe ; bicyc | cave
        en | Seed library | seed library ; seed lib ; seed | need
        en | Organic vegetables | organic ; veget ; vegetables organic | organize
        en | Trade union | trade union ; union ; trad | trades union
        en | Street vendors' association | street vendors ; vendors assoc ; vendor | lenders
        en | Mutual aid | mutual aid ; AID mutual ; mutu | maid
        en | Fair-trade crafts | fair trade ; fairtrade ; fair-trade ; craf | fare
        en | Naïve Bakery | naive ; naïve ; NAÏVE bak ; nai\u{308}ve | native
        en | 24-hour kitchen | 24 hour ; 24hour ; 24 kitchen ; ２４ | 42
        """

    static let french = """
        fr | Coopérative d’épicerie | cooperative ; epicerie ; d'épicerie ; d epicerie ; depicerie ; COOPÉRATIVE ; coope\u{301}rative | opérative ; épicier
        fr | Œuvre sociale | oeuvre ; œuvre ; OEUVRE SOC ; Œuvre | ouvre
        fr | Boulangerie associative | boulangerie ; boulang ; BOULANGERIE assoc | boulanger associé
        fr | Pain au levain | pain ; pain levain ; lev | bain
        fr | Société coopérative et participative (SCOP) | scop ; societe cooperative ; société partic | scope
        fr | Habitat partagé | habitat partage ; habitat partagé ; PARTAGÉ | partageons
        fr | Marché paysan | marche paysan ; marché ; pays ; MARCHÉ | marchand
        fr | Maraîchage biologique | maraichage ; maraîchage ; bio ; maraich | marée
        fr | Tissage à la main | tissage ; tissage main ; tissage à | tissu
        fr | Énergie citoyenne | energie ; énergie ; ENERGIE cito | énergique
        fr | Garde d’enfants | garde enfants ; d'enfants ; denfants ; enfan | garçon
        fr | Épargne solidaire | epargne ; épargne sol ; EPARGNE | éparpille
        fr | Université populaire | universite ; université pop ; populaire universite | universel
        fr | Jardin partagé de l’Île | ile ; île ; l'ile ; l’île ; lile ; jardin ile | huile
        fr | Noël solidaire | noel ; noël ; NOËL | noyel
        fr | Ça coûte peu | ca coute ; ça coûte ; cout ; CA | sa
        fr | Syndicat de travailleurs | syndicat ; travailleurs synd ; travail | travaux
        fr | Recyclerie de Besançon | besancon ; Besançon ; recyc ; recyclerie besan | recycleries besançonne
        fr | Livraison à vélo | velo ; vélo ; livraison velo | valo
        fr | Aujourd’hui | aujourdhui ; aujourd'hui ; aujourd hui | hier
        fr | Cœur de ville | coeur ; cœur ; CŒUR vil | cour
        fr | Régie de quartier n° 3 | regie quartier ; régie 3 ; quart | régime
        """

    static let spanish = """
        es | Panadería cooperativa | panaderia ; panadería ; PANADERIA ; panad ; cooperativa panaderia | panadero
        es | Pan de maíz | pan ; maiz ; maíz ; pan maiz ; MAÍZ | país
        es | Cooperativa de vivienda | vivienda ; vivi ; cooperativa viv ; VIVIENDA | vivero
        es | Mercado campesino | mercado ; campesino ; campes ; mercado camp | mercader
        es | Tejido artesanal | tejido ; tejid ; artesanal tejido | techo
        es | Niñez y educación popular | ninez ; niñez ; educacion ; educación pop ; nin\u{303}ez | nieves
        es | Español | espanol ; español ; ESPAÑOL ; espan | española
        es | Economía solidaria | economia ; economía solid ; ECONOMIA | ecónomo
        es | Sindicato de trabajadoras | sindicato ; trabajadoras ; trabaj ; sindic | trabajadores
        es | Red de trueque | red trueque ; trueque ; true | trucos
        es | Caja de ahorro y crédito | ahorro ; credito ; crédito ; caja credito | ahogo
        es | Energía renovable | energia ; energía ; renov | enérgico
        es | Capacitación juvenil | capacitacion ; capacitación juv ; capac | capaz juvenil
        es | Huerta orgánica | huerta ; organica ; orgánica ; huerta org | puerta
        es | Agüero y Pingüino | aguero ; agüero ; pinguino ; pingüino | agujero
        es | Peña cultural | pena ; peña ; PEÑA cult | pino
        es | Ayuda mutua | ayuda mutua ; mutua ; ayu | muda
        es | Asociación de mujeres | asociacion ; asociación muj ; mujeres | asociado
        es | Reciclaje en Bogotá | bogota ; bogotá ; reciclaje bog ; BOGOTÁ | bogote
        es | Café de altura | cafe ; café ; cafe alt ; CAFÉ | cafetal
        es | Economía social – Nº 7 | economia 7 ; social 7 ; ７ | 8
        es | Fábrica recuperada | fabrica ; fábrica ; fabr ; recuperada fabrica | fabricante
        """

    static let portuguese = """
        pt | Padaria comunitária | padaria ; comunitaria ; comunitária ; padar ; COMUNITÁRIA | padeiro
        pt | Pão de queijo | pao ; pão ; pao queijo ; PÃO ; pa\u{303}o | pau
        pt | Associação de moradores | associacao ; associação ; moradores assoc ; ASSOCIAÇÃO ; associac\u{327}a\u{303}o | associada
        pt | Habitação popular | habitacao ; habitação ; habitação pop ; popular habitacao | habitante
        pt | Feira livre | feira ; feira livre ; fei ; FEIRA | feita
        pt | Agricultura familiar | agricultura ; familiar agri ; agric | agrícola
        pt | Tecelagem manual | tecelagem ; tecel ; manual tecelagem | tecido
        pt | Economia solidária | solidaria ; solidária ; economia sol | solitária
        pt | Cooperativa de crédito | credito ; crédito ; cooperativa cred | crença
        pt | Formação sindical | formacao ; formação ; sindical forma ; sind | formatura
        pt | Mutirão | mutirao ; mutirão ; MUTIRÃO ; muti | multidão
        pt | Reciclagem e catadores | reciclagem ; catadores ; reciclagem cata | caçadores
        pt | Educação de jovens | educacao ; educação jov ; jovens | educado
        pt | Moeda social | moeda ; moeda social ; moe | mesa
        pt | Guarda-chuva | guarda chuva ; guardachuva ; guarda-chuva | guardas
        pt | Agroecologia no sertão | sertao ; sertão ; agroeco ; agroecologia sertao | sertanejo
        pt | São João | sao joao ; são joão ; SAO JO | saia
        pt | Banco comunitário Palmas | banco comunitario ; comunitário palmas ; banc | palma comunitária
        pt | Energia eólica | eolica ; eólica ; energia eol | heróica
        pt | Rádio comunitária | radio ; rádio ; radio comun | rodio
        pt | Açaí e cupuaçu | acai ; açaí ; cupuacu ; cupuaçu acai | caí
        pt | D’água limpa | dagua ; d'agua ; d’água ; agua ; limpa agua | lodo
        """
}
