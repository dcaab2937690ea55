"""The stories that the made pages tell: written by us, invented from end to end."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Story:
    """What a page should give again."""

    title: str
    byline: str
    publisher: str
    published_on: date
    language: str
    captions: tuple[str, ...]
    paragraphs: tuple[str, ...]
    comments: tuple[str, ...]


MILL = Story(
    "Nine killed as fire destroys old mill in Lindmar",
    "Ada Brook",
    "Lindmar Evening Post",
    date(2026, 3, 14),
    "en",
    ("Rescue workers stand before the ruins of the mill.", "The mill as it was in 1987."),
    (
        "Nine people were killed and 40 were injured when a fire destroyed the old paper mill in the north "
        "of Lindmar "
        "on Friday night, the fire service said.",
        "The mayor, Tom Reed, said that 200 people had been inside for a concert when the fire broke out, "
        "twice as many "
        "as the building was licensed for.",
        "“We counted 62 people on the stairs alone,” said Mara Quist, who leads the service's third "
        "company. “The lifts "
        "had been out of order since the summer.”",
        "Police held two men on Saturday. A spokeswoman said that the number of dead might rise to eleven, "
        "since two of "
        "the injured were in danger of their lives.",
        "The building was last inspected in 2019. The report, which the paper has seen, lists 17 faults, "
        "among them "
        "locked exits on two of its four floors.",
    ),
    (
        "I live across the river and counted 14 ambulances before midnight.",
        "My cousin is a nurse there. She says 12 died, not nine.",
        "Two hundred? The hall held 350 when I played there in the nineties.",
        "Seventeen faults and nobody closed it. Who signed that report?",
    ),
)
FLOOD = Story(
    "River Asp floods 1,300 homes after record rain",
    "Jonas Hale",
    "The Aspen Courier",
    date(2025, 11, 2),
    "en",
    ("A boat is rowed along Mill Lane on Sunday.",),
    (
        "The river Asp broke its banks in three places on Sunday and flooded some 1,300 homes in the lower "
        "valley, "
        "the county's crisis staff said in the evening.",
        "Rain gauges at Upper Asp recorded 184 millimetres in 36 hours, the most since measurements began "
        "in 1904, "
        "according to the weather service.",
        "About 2,500 people were brought to schools and sports halls. The Red Cross said that it had handed "
        "out 4,000 "
        "blankets by the afternoon and expected to need as many again.",
        "Damage to roads alone may come to 18 million crowns, the county's engineer, Ines Voll, said. The "
        "insurers' "
        "association put the total at between 90 and 120 million.",
        "The dam at Brack, built in 1961, was at 97 per cent of what it can hold. It is safe, its operator "
        "said, as "
        "long as the rain stops before Monday noon.",
    ),
    (
        "They opened the gates at Brack at four in the morning, and nobody warned us.",
        "The 1904 mark is on our barn. This one stood 30 centimetres higher.",
        "A thousand homes is far too low. Our street alone has 80 and is not on the map.",
    ),
)
STRIKE = Story(
    "Bus drivers strike for a third day; operator and union disagree on turnout",
    "Lena Park and Omar Fell",
    "Harbour Times",
    date(2026, 1, 20),
    "en",
    (),
    (
        "Most buses stayed in their depots for the third day on Tuesday as drivers in Port Ember struck for "
        "higher pay "
        "and shorter shifts, leaving some 70,000 commuters to find another way to work.",
        "The union said that 92 per cent of its 1,450 drivers had stopped work. The operator, Ember Lines, "
        "spoke of "
        "“barely two thirds” and said that every third bus had run.",
        "Drivers start at 14.20 crowns an hour. The union asks for 17.50; the operator has offered 15.10 "
        "from April and "
        "another 40 cents a year later.",
        "“Nobody wants this to last until spring,” said Piet Ollander, who has driven line 8 for 22 years. "
        "“But we can't "
        "live on an offer that inflation has eaten already.”",
        "Talks are to go on on Thursday, with the former judge Carla Minn as mediator. In 2017 a strike of "
        "eleven days "
        "ended with a rise of 6 per cent.",
    ),
    (
        "Line 8 has not come since Sunday, so much for every third bus.",
        "My brother drives. He gets 13.80, not 14.20.",
        "Walked 9 kilometres each way. Pay them.",
        "And who pays the 6 per cent? The fares went up by 11 the year after.",
        "Thank you for giving both numbers.",
    ),
)
BRUECKE = Story(
    "Brücke über die Larne bleibt bis Juni gesperrt",
    "Käthe Möller",
    "Larnauer Tagblatt",
    date(2026, 2, 9),
    "de",
    ("Die gesperrte Brücke am Montagmorgen.",),
    (
        "Die Brücke über die Larne bleibt nach Angaben der Stadt bis Mitte Juni gesperrt. Prüfer fanden am "
        "Wochenende 34 "
        "Risse in den beiden mittleren Pfeilern, doppelt so viele wie vor drei Jahren.",
        "Täglich fahren rund 18.000 Fahrzeuge über die Brücke, darunter 1.200 Lastwagen. Die Umleitung ist "
        "elf Kilometer "
        "lang und führt durch zwei Wohngebiete.",
        "Die Kosten schätzt Bürgermeisterin Ulrike Groß auf 7,4 Millionen Euro. Die Opposition nannte die "
        "Zahl „geschönt“ "
        "und rechnet mit mindestens zwölf Millionen.",
        "Gebaut wurde die Brücke 1968 für 60 Jahre. Ein Neubau sei frühestens 2031 möglich, hieß es aus dem "
        "Bauamt.",
    ),
    (
        "Elf Kilometer? Mit dem Rad sind es sechzehn, wenn man nicht über die Bundesstraße will.",
        "Die Risse hat mein Vater schon 2015 gemeldet, da waren es neun.",
    ),
)
USINE = Story(
    "L’usine de Valmont supprime 420 postes d’ici à l’été",
    "Hélène Durée",
    "Le Courrier de Valmont",
    date(2025, 12, 4),
    "fr",
    ("Des salariés réunis devant l’entrée de l’usine, jeudi.",),
    (
        "L’usine de Valmont supprimera 420 de ses 1 900 postes d’ici à l’été, a annoncé jeudi la direction. "
        "Les syndicats "
        "parlent de plus de 600 départs, intérimaires compris.",
        "La production a reculé de 23 % en deux ans. Le groupe a perdu 48 millions d’euros l’an passé, "
        "après un bénéfice "
        "de 12 millions l’année précédente.",
        "« On nous avait promis dix ans », a déclaré Maëlle Aubry, déléguée depuis 2011. Environ 800 "
        "personnes ont "
        "manifesté devant l’usine, 500 selon la police.",
        "La région avait versé 9,5 millions d’euros d’aides en 2021, à condition que l’emploi soit maintenu "
        "pendant cinq ans.",
    ),
    (
        "Huit cents, oui, j’y étais, et la rue était pleine jusqu’au pont.",
        "Et les 9,5 millions, qui les rembourse ?",
        "Il y avait 2 400 salariés quand j’ai commencé en 1998.",
    ),
)
SHAHTA = Story(
    "Авария на шахте под Ольховом: погибли семь горняков",
    "Вера Снежина",
    "Ольховский вестник",
    date(2026, 4, 21),
    "ru",
    ("Спасатели у входа в шахту во вторник утром.",),
    (
        "Семь горняков погибли и ещё пятнадцать ранены при взрыве метана на шахте под Ольховом, сообщили во "
        "вторник в "
        "областном штабе спасателей.",
        "Взрыв произошёл в 4 часа 20 минут на глубине 610 метров. Под землёй находились 83 человека, 76 из "
        "них вышли на "
        "поверхность сами.",
        "Профсоюз говорит о девяти погибших и утверждает, что датчики газа не работали с марта. Владелец "
        "шахты это отрицает.",
        "За десять лет на шахте было четыре аварии, в которых погибли 19 человек. Семьям обещали по два "
        "миллиона.",
    ),
    (
        "У нас на улице знают восемь имён, а не семь.",
        "Датчики чинили в январе, я сам расписывался.",
    ),
)
STORIES = (MILL, FLOOD, STRIKE, BRUECKE, USINE, SHAHTA)
