"""Countries, platforms and wanted languages found in messages young people write."""

import pytest

from luciole import paths
from luciole.content import read_yaml
from luciole.countries import country_codes, country_name
from luciole.nlu.entities import entities
from luciole.nlu.normalise import plain

COUNTRIES = """
BE: jhabite en belgique | chui belge | bxl | je suis à Liège
BE: je vis à Namur | im from antwerp | belgian here | bruxelle
BE: quel numéro en belgiqe | I'm in Brussels | la loi belge dit quoi | chui une belge de 14 ans | 🇧🇪
FR: France | jsui en france | je vis a paname | chui de Lyon
FR: marseille bb | im living in paris | je suis français | j'habite à la Seine-Saint-Denis
FR: en fance | dans les Hauts-de-France | 🇫🇷 | Toulouse | i moved to France | je suis une parisienne
CH: Suisse | jabite en suise | je suis genevois | Lausanne
CH: im swiss | Zürich | je suis du valais | neuchâtel
CA: quebec | chui québécoise | j'reste à Montréal | i live in toronto
CA: im canadian | Trois-Rivières | au Nouveau-Brunswick | canada
LU: luxembourg | luxembourgeois | j'habite esch-sur-alzette | lux | luxemburg
MC: Monaco | je suis monégasque | Monte-Carlo
MA: maroc | jsuis a casablanca | chui marocain | marrakech | im in Morroco | Tanger | from rabat
TN: Tunis | jsuis tunisienne | sfax | tunisia | en tunisi
DZ: algérie | je suis algérien | j'habite à Alger | dz
SN: dakar | je suis sénégalaise | senegal
CI: abidjan | Côte d'Ivoire | je suis ivoirien | ivory coast
CM: au cameroun | Douala | yaoundé
CD: rdc congo | kinshasa | drc | je vis en RDC
HT: haïti | port-au-prince | je suis haïtienne
GB: uk | i live in england | im scottish | london innit | Wales
GB: im from manchester | northern ireland | Glasgow | united kingdom | great britain
GB: im british | im english | je suis anglais | Belfast | yorkshire
IE: ireland | dublin | im irish | Galway | cork city | Éire | from limerick
US: USA | the states | im american | texas | i live in new york
BE: jss belge | belgik | une belge, 13 ans | slt belge et paumée | enbelgique
FR: chui fr | j'habite à Nice | jvis a nice
FR: jviens du 93 et j'y habite | on est du 93
TN: Nous habitons Sfax, mon fils est moqué
IN: its india here
CM: chui kmer et toi
FR: parisienne, 15 ans | jsuis une petite française | en fransse
CH: suice | switserland | swiss kid | im a swiss teen
CA: kébec | chu une vraie canadienne | québécoise ici
GB: from londn | welsh n bored | scotish lad | angletère | english girl, 14
IE: irish, 12 | irelend | hi irish mum here
US: us, ohio | american kid | amerika
AU: im in sydny | aussie but living with my nan | austrailya
NZ: kiwi kid | nouvel zelande
SN: sénégalaise et j'ai peur | sénégale
DZ: aljérie | coucou algérienne 16 ans
GR: grèsse
US: California | in the us | états unis | im from chicago | US
AU: australia | aussie here | sydney | Brisbane | im from perth | austrailia | straya
NZ: new zealand | nz | im a kiwi | auckland
DE: allemagne | alemagne | berlin | im german | Munich | deutschland
AT: autriche | Vienna | im austrian | à vienne
ES: espagne | Barcelona | im spanish | madrid | je suis espagnole
PT: portugal | je suis portugais | lisbon | porto
IT: italie | im italian | Milan | à rome | Naples
NL: pays bas | hollande | the netherlands | im dutch | amsterdam
DK: danemark | copenhagen | im danish
NO: norvège | Oslo | norway | im norwegian
SE: sweden | Stockholm | je suis suédoise
FI: finlande | Helsinki | im finnish
IS: islande | reykjavik | iceland
EE: estonie | tallinn
LV: latvia | Riga
LT: lituanie | vilnius
PL: poland | varsovie | im polish
CZ: czech republic | tchéquie | Prague
SK: slovakia | bratislava
SI: slovénie | ljubljana
HU: hongrie | budapest | its hungary
RO: roumanie | Bucharest | je suis roumaine
BG: bulgaria | plovdiv
MD: moldova | chișinău
UA: ukraine | kyiv | je suis ukrainien
HR: croatia | zagreb
RS: serbie | Belgrade
BA: bosnie | Sarajevo
ME: monténégro | podgorica
MK: north macedonia | skopje
AL: albania | tirana
GR: greece | athènes | im greek
CY: cyprus | Limassol
MT: malta | Valletta
TR: turkey | turquie | istanbul | i live in Turkey | Türkiye
GE: georgia | géorgie | tbilisi | i live in Georgia
AM: armenia | Yerevan
AZ: azerbaijan | bakou
AD: andorre | Andorra la Vella
SM: san marino | saint-marin
LI: liechtenstein | vaduz
JO: in jordan | jordanie
TD: i live in chad | tchad
JP: japon | i am japanese
BR: brésil | im brazilian
IN: india | mumbai | bharat
BE: en belgiquee | quel numéro pour la b elgique | beligum
DE: jvis en allemange
US: united stats | aux etas unis
ZA: south afica
FR: jss fr, 15 ans | chu cefran | jsuis fransais et toi
BE: je suis belche | ma soeur elle est belge | mon frère est bruxellois
CA: my sister is canadian and she needs a line | 13 yo canadian girl
GB: scottish, year 10, they laugh at me
MU: sur l ile mauriss
BE: je suis une nana belge
CY: we live in cypress
MA: jsuis rebeu, marocain
NZ: new zeeland
GB: i live in brum and hes 15 | im a brummie | near salford | 🏴󠁧󠁢󠁷󠁬󠁳󠁿
IN: in a hostel in hyderabad
MY: KL
GN: jsuis a kindia
FR: j'habite en ardèche | je suis normande
MC: monaco, c'est petit
NE: chui au niger, pas nigeria
NZ: invercargill if uve heard of it | welly based, 15 | rotovegas, my nan is raising me
SN: lomé non, dakar 🌴 ici | nous les sénégalais on en parle pas
TG: lomé 🌴 et vous ouvrez quand
ZA: south african, gr 9, he follows me | polokwane side
NG: kano state, i am 15 | we nigerians dont do therapy
BE: belge (oui une fois) | g 14 ans, belge | lycéenne belge en terminale | moi c un belge
GB: 13yo british girl being blackmailed | 14f, scottish
KE: I am a 13 year old kenyan
FR: je suis du 93 | un village de Lozère | dans la Drôme | j'habite à Evry
AU: who can i call? perth | aussie kid
US: US. sorry i thought u could tell
IN: just a normal indian teenager w too many tuitions
AE: mon père bosse à Dubai et on vit là avec lui
GB: livin w my nan in bradford
"""

PLATFORMS = """
snapchat: sur snap il me parle | he added me on snapchat | snapchatt | mon snap | sanpchat
instagram: insta | on instagram | instagrm | my ig got hacked | instagrame | sur ig
tiktok: tiktok | tik tok | on tictoc | tiktock
discord: discord | sur dicord | discorde
whatsapp: whatsapp | sur wsp | watsapp | whatsap | whats app
roblox: roblox | on robloxx | roblocks
kahoot: in the kahoot | un kahoot de classe
ngl: mon lien ngl | on my ngl link
characterai: mon perso c.ai
replika: is replika ok
clashroyale: clash royal emotes
fortnite: fortnite | sur fornite
minecraft: minecraft | mincraft
twitch: twitch | un streamer twich
youtube: youtube | on yt | you tube
telegram: telegram | sur telegramme
bereal: bereal | sur be real
facebook: facebook | on fb | facebok
messenger: messenger | sur mesenger
twitter: twitter | twiter
reddit: reddit
signal: sur signal | on signal | il veut que je prenne lappli signal
signal: sur signale lappli
amongus: on among us | among us
omegle: omegle | omegel
steam: on steam | mon compte steam
playstation: playstation | ps5 | psn
xbox: xbox live | x box
pinterest: pinterest | pintrest
tinder: tinder
yubo: yubo
wizz: sur wizz
onlyfans: onlyfans | only fans
chatgpt: chatgpt | chat gpt | chatgbt
characterai: character ai | c.ai | characterai
vinted: vinted
kik: kik
skype: skype
zoom: on zoom | sur zoom
threads: on threads
google: sur google
gmail: gmail
brawlstars: brawl stars
valorant: valorant
leagueoflegends: league of legends
vrchat: vrchat
netflix: sur netflix
snapchat: un mec sur snape | ma conv snapp | this guy on sc | snapcaht | snap-chat
instagram: all over the gram | un compte insat | on instergram
tiktok: getting hate on tt | tik-tok | sur tiktoque
discord: we only talk on dc | sur disocrd
whatsapp: il me parle sur wa | watts app | whatsapo
facebook: face de bouc | facbeook
messenger: il m'écrit sur mess | sur messengeur
twitter: sur X | saw it on x | un message horible sur x (ex twitter)
reddit: my pics r on redit
minecraft: serveur mc | mine craft | minecarft
clashroyale: clash royal
freefire: freefire | free-fire
leagueoflegends: sur lol je me fais insulter
nintendo: sur la switch on peut me parler ? | my switch
ent: sur la messagerie de l'ENT
ometv: sur ome tv | ometv
snapchat: he keeps snapping me | elle m'a snapé hier | monsnap | mysnap | sursnap | snapstreak
instagram: surinsta | my insta's private | instastory | myinsta got hacked
tiktok: comments on my tt | surtiktok | mes tiktoks
whatsapp: le wa de la classe | wpp | on se parle en wa
facebook: phacebook | feysbuk | a fb friend
youtube: iutub | youtoubeur
reddit: a redit mod
omegle: omégueule
bereal: montre un be real | bee real | birial
signal: we moved to signal | un groupe signal
steam: a steam trade | mon pote steam
skype: squype
yubo: youbau
chatgpt: i asked gpt
characterai: je parle à c.ai le soir
fortnite: phortnite | my fort account
onlyfans: he says start an of
google: photos de moi sur google
ngl: nasty msgs on ngl
viber: on ma ajouté sur vibeur
instagram: ig comments r so mean
teams: en visio sur teams
"""

NEITHER = [
    "parle en français stp",
    "can you speak english",
    "j'ai un contrôle d'anglais",
    "i have spanish homework",
    "mon pote marocain est drôle",
    "my korean teacher is nice",
    "my guinea pig is called bob",
    "une paire de Jordan à 30 balles",
    "turkey sandwich recipe",
    "cuisine chinoise ce soir",
    "nail polish colour ideas",
    "he told us everything",
    "they laughed at us",
    "il faut que quelqu'un vienne",
    "c'est nice",
    "its nice here",
    "on parle anglais tous les jours",
    "un prof anglais comme les autres",
    "la prof anglaise peut elle me punir",
    "there is signal in my village again",
    "is monkey a bad word",
    "la convention de Lanzarote",
    "équipe de France de foot",
    "je veux signaler une photo",
    "no signal in my room",
    "he is about to snap",
    "oh snap",
    "zoom in on the picture",
    "he threads beads",
    "my last message ig",
    "are you hungry",
    "je suis trop triste",
    "toutes mes copines",
    "au tournoi de foot",
    "settle an argument for me",
    "my surname is a secret",
    "tt le monde se moque",
    "tg",
    "il me redit toujours la même chose",
    "can we chat later",
    "ça me snape",
    "un signal",
    "love you x",
    "my x keeps texting me",
    "tt le monde est sur mon dos",
    "lol je suis perdu",
    "its a mess",
    "in our teams for pe",
    "turn off the switch",
    "death threats",
    "cod and chips",
    "ngl im scared",
    "a stream of tears",
    "un tournoi de tennis",
    "je suis angoissée",
    "une réunion parents profs",
    "la réunion parents profs",
    "whats up",
    "elle a triché",
    "french n maths are boring",
    "espagnol et anglais j'ai raté",
    "a german boy in my class",
    "mon cousin belge",
    "my friend is polish and they mock her",
    "mon copain est algérien",
    "un petit suisse",
    "brazil nuts",
    "ask india for the notes",
    "tante france arrive",
    "un bouchon en liège",
    "she snapped at me",
    "my eye twitches",
    "i twitch when nervous",
    "so much discord between them",
    "google it",
    "of course",
    "the kind of girl",
    "avec l'arnaque",
    "c quoi la capitale du japon",
    "have a nice evening",
    "on signal ou les trucs louches",
    "a peruvian boy in my year",
    "j'arrive pas à l'écrire",
    "stop breathin on me",
    "jsuis pas fr",
    "im scared fr",
    "c'est ma tata martinique qui le dit",
    "a flag of wales on his wall",
    "du poivre du cameroun sur la table",
    "des chateaux en espagne",
    "they sent me to coventry at lunch",
    "la galette de ma grand-mère",
    "my uncle jordan shouts",
    "im not from france",
    "there is a liar among us",
    "im a messenger between them",
    "they got a telegram in the war",
    "she's half nigerian",
    "elle a klaxonné",
    "my batterys about to die",
    "jme suis mis à trembler en tremblant",
    "les vannes des autres",
    "a kind of model i like",
    "je suis fort en maths",
    "rue d'Alger",
    "on London Road after school",
    "found him in a welly",
    "im hungary all the time",
    "la ça se corse",
    "nice people at the desk",
    "my friend from a french family",
    "this twitch in my eye",
    "as dry as dry tinder",
    "i cry evry day",
    "in evry class",
    "elle se taillade",
    "my pikin dey cry",
    "im so hungrie",
    "paris sportifs",
    "thanks, sydney",
    "jordan has my pics",
    "georgia has blocked me",
    "il m'insulte et tg il dit",
]

OTHERS = [
    "il est en guinée",
    "elle est au maroc.",
    "ils sont à dakar",
    "mon père est parti au maroc, depuis je dors mal",
    "j'ai parlé à nadi",
    "he's in nigeria i think",
    "he lives in america",
    "he moved to canada",
    "il habite a lyon",
    "il vit en guinée je crois",
    "mon oncle revient du maroc dimanche",
    "my best mates moving to australia in june",
    "mon grand père est né au vietnam",
    "his grandad fought in vietnam and has nightmares",
    "we have a new girl from ukraine in class",
    "been chatting to a lad from sweden in a game",
    "un jour je voudrais vivre au québec",
    "my dream is living in new york one day",
    "l'été dernier on est allés en grèce",
    "we went to italy with school",
    "le brésil a perdu et mon frère a crié",
    "everyone supports brazil and they laugh at my shirt",
    "my dad left to work in saudi when i was 5",
    "my grandma in jamaica is very ill",
    "my penpal lives in sweden",
    "the guy says hes in canada",
    "le mec qui me menace dit qu'il vit en côte d'ivoire",
    "the new girl came from ukraine",
    "someone spilt tea on my brazil shirt",
    "je rêve d'aller vivre au japon",
    "ma copine déménage au canada",
    "il veut qu'on fugue ensemble en italie",
    "i cant do the history project on germany",
    "le prof d'histoire a parlé de l'algérie",
    "my best mate moved to perth in may",
    "mon père est parti travailler au qatar",
    "maman est repartie à bamako sans moi",
    "jveux me barrer au japon",
    "i used to live in poland",
    "quand j'étais petit j'habitais au maroc",
    "he wants me to move to dubai",
    "there was an earthquake in japan",
    "a soldier from texas wrote to my nan",
    "shes from romania",
    "un type qui dit être de cotonou m'écrit",
    "we learnt about slavery in america",
    "people think im chinese",
    "we went on a trip to barcelona",
    "they want to send me to pakistan",
    "my dad might get a job in canada",
    "used to live in india, still miss my cousins",
]

HOMES = [
    ("i'm in France but i live in Belgium", "BE", "FR"),
    ("mes parents sont au Maroc, moi j'habite en Suisse", "CH", "MA"),
    ("in spain on holiday, i live in ireland", "IE", "ES"),
    ("we moved to france last month from ghana", "FR", "GH"),
    ("mum is in spain but i live in leeds", "GB", "ES"),
    ("lui il est en espagne et moi chui en belgique", "BE", "ES"),
    ("the girl is in canada but i'm in ireland", "IE", "CA"),
    ("im polish but i live in dublin", "IE", "PL"),
    ("je vis à Québec mais je suis en vacances à Paris", "CA", "FR"),
]


def rows(table: str) -> list[tuple[str, str]]:
    lines = [line.split(": ", 1) for line in table.strip().splitlines()]
    return [(value, text.strip()) for value, texts in lines for text in texts.split("|")]


def values(text: str, kind: str) -> set[str]:
    return {e["value"] for e in entities(text) if e["entity"] == kind}


@pytest.mark.parametrize(("code", "text"), rows(COUNTRIES))
def test_country_is_found(code: str, text: str) -> None:
    assert values(text, "country") == {code}


@pytest.mark.parametrize(("platform", "text"), rows(PLATFORMS))
def test_platform_is_found(platform: str, text: str) -> None:
    assert values(text, "platform") == {platform}


@pytest.mark.parametrize("text", NEITHER)
def test_ordinary_words_name_nothing(text: str) -> None:
    assert not values(text, "country") | values(text, "staying") | values(text, "platform")


@pytest.mark.parametrize("text", OTHERS)
def test_a_journey_somebody_else_or_a_team_is_no_home(text: str) -> None:
    assert not values(text, "country") | values(text, "staying")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("je suis née en Tunisie mais maintenant on habite à Toulouse", "FR"),
        ("jsuis né en algérie et j'y vis toujours", "DZ"),
        ("mon cousin vit en suisse, qui peut l'aider", "CH"),
        ("i go to school in france", "FR"),
        ("a girl from ireland, 14", "IE"),
        ("we moved to canada last year", "CA"),
        ("on a déménagé du portugal à la chaux-de-fonds en mars", "CH"),
        ("mon père est parti en italie, nous on est toujours à bizerte", "TN"),
        ("mon daron bosse en france mais la maison elle est en suisse", "CH"),
        ("we came from samoa when i was little, home is wellington now", "NZ"),
        ("rotterdam, but my family is from curacao", "NL"),
        ("thailand but im half british", "TH"),
        ("Perth, over in WA", "AU"),
        ("i come from berlin and a man asked where i live", "DE"),
        ("jhabite en fr mais mon ex est au maroc", "FR"),
        ("my dad moved to spain but i live in leeds", "GB"),
        ("on a déménagé en belgique en août", "BE"),
        ("me and my mum moved to leeds from poland", "GB"),
        ("j'ai quitté Alger pour Bruxelles", "BE"),
        ("i've lived in the uae since i was 4, we're indian", "AE"),
        ("we had to move to leeds", "GB"),
        ("ma tante m'a pris chez elle à Thiès", "SN"),
        ("we came back to lviv in spring", "UA"),
        ("je suis né à parakou et j'y vais encore à l'école", "BJ"),
        ("jsuis d'oran", "DZ"),
        ("depuis le cap-haïtien", "HT"),
        ("mon frère dit qu'il est en guinée et moi chui en belgique", "BE"),
    ],
)
def test_where_help_is_wanted_is_found_beside_origins(text: str, country: str) -> None:
    assert values(text, "country") == {country}


@pytest.mark.parametrize(("text", "home", "staying"), HOMES)
def test_home_is_where_the_writer_lives(text: str, home: str, staying: str) -> None:
    assert (values(text, "country"), values(text, "staying")) == ({home}, {staying})


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("je suis en belgique et il me menace", {"BE"}),
        ("my school is in leeds and they shared it", {"GB"}),
        ("i go to [school]🇮🇪 and a girl shared it", {"IE"}),
        ("j'habite [address]🇫🇷 et il m'attend", {"FR"}),
        ("chez nous au togo les profs nous frappent", {"TG"}),
        ("ici à dakar on me menace", {"SN"}),
        ("jsuis au lycée à rabat et il me menace", {"MA"}),
        ("im from cork and he has my pics", set()),
        ("someone shot people at a school in texas, im scared", set()),
        ("a boy from a game says he lives in leeds", set()),
        ("we went to italy with school and he followed me", set()),
    ],
)
def test_a_home_told_in_so_many_words_counts_beside_anything(text: str, home: set[str]) -> None:
    assert values(text, "home") == home


@pytest.mark.parametrize(
    ("text", "language"),
    [("en anglais stp", "en"), ("speak french", "fr"), ("francais", "fr"), ("inglish", "en")],
)
def test_wanted_language(text: str, language: str) -> None:
    assert values(text, "wanted_language") == {language}


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("J'habite à l'Île Maurice, sur Insta", ["Île Maurice", "Insta"]),
        ("😭😭 cœur…  en Algérie !!", ["Algérie"]),
        ("🇧🇪 😢 sur TikTok", ["🇧🇪", "TikTok"]),
    ],
)
def test_spans_are_those_of_the_message(text: str, spans: list[str]) -> None:
    assert [text[e["start"] : e["end"]] for e in entities(text)] == spans


def test_every_country_has_a_name_in_both_languages() -> None:
    for code in country_codes():
        assert country_name(code, "fr")
        assert country_name(code, "en")


@pytest.mark.parametrize(
    "data",
    [
        read_yaml(paths.LOOKUPS / "country.yml"),
        read_yaml(paths.LOOKUPS / "demonym.yml"),
        *read_yaml(paths.LOOKUPS / "town.yml").values(),
    ],
    ids=["country", "demonym", "towns", "people"],
)
def test_lookups_name_real_countries_and_each_spelling_once(data: dict[str, list[str]]) -> None:
    spellings = [plain(str(s)) for said in data.values() for s in said]
    assert set(map(str, data)) <= country_codes()
    assert sorted(spellings) == sorted(set(spellings))
