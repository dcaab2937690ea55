import pytest

from tests.claims.extraction.reading_quantities import spans

NOTHING = [
    # dates and years
    "The treaty was signed on 14 March 2026.",
    "The treaty was signed on March 14, 2026.",
    "The treaty was signed on Oct. 3.",
    "They met between 14 and 16 July.",
    "They met on July 14-16.",
    "They met on the 4th of July.",
    "The 1998 treaty lapsed in 2023.",
    "The 2019 dam safety panel has met since 2021.",
    "The 1990s were mild, unlike the '80s.",
    "It was built in the years 2019-20.",
    "I had measles in 87, and my brother too.",
    "Filed 2026-03-14.",
    "The war of 1812 began it.",
    "The deal was done in twenty twenty.",
    # clock times
    "Talks open at 10:30 a.m. on Wednesday.",
    "The siren went at 2.10 am.",
    "She learned at 8.05 on Thursday morning.",
    "Shares opened at 0915 GMT.",
    "The concert runs until 11pm.",
    "The gates open at five o'clock.",
    "They marched between noon and five.",
    "They meet at six on Sunday.",
    "It was half past six.",
    "She was told at 5 to 5.",
    # ordinals and names with numbers
    "The 528th Regiment and the 19th Sappers marched.",
    "The Eighth Central Committee met.",
    "A fifth round of talks opened.",
    "The Group of Seven met.",
    "The G7 and the G20 met.",
    "A Boeing 737 crashed.",
    "The minister flew in on a Cessna 208 at noon.",
    "COVID-19 came back.",
    "Under Article 5 they must help.",
    "He works in Building 40 and she in Ward 3.",
    "Buses 7 and 22 are diverted.",
    "The S&P 500 fell.",
    "The FTSE 100 rose.",
    "Project Horizon 2030 was dropped.",
    "They played with Vesna-2 and T-72 models.",
    "The clinic at Mile 7 was shut.",
    "Scope 1 and 2 emissions count.",
    "The Three Gorges Dam is old.",
    "A checkpoint on Route 16 was shut.",
    "He runs version 12.4 of the shop.",
    "Win an iPhone 15 today.",
    "She spoke on Channel 4 that night.",
    "The code is 3D and 4K ready.",
    # streets, phones, sections, pages
    "He lives at 12 Old Mill Lane.",
    "They met at 10 Downing Street.",
    "The wall of House No. 114 fell.",
    "Call our desk on 0800 555 0142.",
    "Citizens should dial 112.",
    "Dial +41 44 555 01 23 and use code 7781.",
    "Text MOB to 80555.",
    "Helpline: 0612-555-0199.",
    "Turn to page 24.",
    "Read the treaty, section 12, para 3.",
    "See Note 27 of the report.",
    "Mail desk24@example.org or see www.example.org/2024/12.",
    # scores and marks
    "United beat Karsk 3-1.",
    "It ended in a 1-1 draw.",
    "They lost 0-4 at home.",
    "The hosts were 214 for 6 when the match was abandoned.",
    "10/10 would not buy again.",
    "The shop is open 24/7.",
    # one
    "No one knew.",
    "She wants a new one.",
    "It was one of the worst winters.",
    "One day it will end.",
    "One must ask why.",
    "They helped one another.",
    # thresholds
    "It is given to children under five.",
    "It is given to people over 65.",
    "It is given to adults aged 65 and over.",
    "It is given to those older than 40.",
    "It happened in the past 24 hours.",
    "It happened in the last three years.",
    "It happened two years ago.",
    "It was the wettest of the first six months.",
    # kinds
    "The two-way street has a five-star hotel.",
    "They seek a two-state solution and net zero.",
    "The 10-year bond is at a five-year high.",
    "He showed zero tolerance.",
    "In the second half and the third quarter it rained.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_figure_is_none(text):
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In March 43 people left.", ["43"]),
        ("Some 14 may die.", ["Some 14"]),
        ("They sent 2000 people.", ["2000"]),
        ("It cost 1640 pounds.", ["1640 pounds"]),
        ("The house sold for $2024.", ["$2024"]),
        ("They gave 10-15 parcels.", ["10-15"]),
        ("Call it 52,000 marchers.", ["52,000"]),
        ("In Kandara 30 died.", ["30"]),
        ("South Korea 4,700, says the ministry.", ["4,700"]),
        ("Read all 412 pages.", ["412"]),
        ("It has 120 rooms and 7 wards.", ["120", "7"]),
        ("Article 5 was used by 12 states.", ["12"]),
        ("The fare at 8.05 euros is too high.", ["8.05 euros"]),
        ("Police arrested 12 people on Friday at 6.30 pm.", ["12"]),
        ("It fell over six months.", ["six"]),
        ("SEVENTEEN never came home.", ["SEVENTEEN"]),
        ("One person was killed.", ["One"]),
        ("Air defence shot down 27, three were lost and one hit a barn.", ["27", "three", "one"]),
        ("In her last three years she could not walk.", ["three"]),
        ("Zero tents have come.", ["Zero"]),
    ],
)
def test_what_looks_like_a_name_can_be_a_figure(text, expected):
    assert spans(text) == expected
