"""Places of invented reports: which names are places, how precisely they are told, and where a claim belongs."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from averment.knowledge.gazetteer import Gazetteer, open_gazetteer
from averment.knowledge.tables import TABLES
from averment.model.reading import Name, NameKind
from averment.model.text import Span
from averment.model.when_where import PlaceLevel, Where
from averment.reading.parser import load_parser, parse
from averment.reading.places import find_places, is_seat, place_of
from averment.reading.resolve import Mention, resolve


@pytest.fixture(scope="module")
def language() -> Language:
    return load_parser()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def read(language: Language, gazetteer: Gazetteer, text: str) -> tuple[Doc, tuple[Where, ...]]:
    breaks = [at + 1 for at, character in enumerate(text) if character == "\n"]
    doc = parse(language, [(text, breaks)])[0]
    names = [Name(Span(ent.start_char, ent.end_char), NameKind(ent.label_)) for ent in doc.ents]
    return doc, find_places(doc, names, gazetteer, TABLES)


def span_of(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


PRECISIONS = [
    ("Two people were killed in Aleppo on Monday.", "Aleppo", PlaceLevel.TOWN),
    ("Two people were killed near Khan Younis on Monday.", "Khan Younis", PlaceLevel.NEAR),
    ("Two people were killed 20 km north of Bakhmut on Monday.", "Bakhmut", PlaceLevel.NEAR),
    ("Two people were killed on the outskirts of Goma on Monday.", "Goma", PlaceLevel.NEAR),
    ("Two people were killed 30 km north of Hama on Monday.", "Hama", PlaceLevel.NEAR),
    ("A lorry was hit north of Bakhmut on Monday.", "Bakhmut", PlaceLevel.NEAR),
    ("Shells fell in the north of Bakhmut on Monday.", "Bakhmut", PlaceLevel.TOWN),
    ("Shells hit central Khartoum on Monday.", "Khartoum", PlaceLevel.TOWN),
    ("Troops crossed the Oskil River on Monday.", "Oskil River", PlaceLevel.LINE),
    ("Two villages in Rutshuru district were burned.", "Rutshuru district", PlaceLevel.DISTRICT),
    ("Fighting broke out in Askeran district on Monday.", "Askeran district", PlaceLevel.DISTRICT),
    ("Two people were killed in the Kherson region on Monday.", "Kherson region", PlaceLevel.REGION),
    ("Two people were killed in eastern Ukraine on Monday.", "eastern Ukraine", PlaceLevel.AREA),
    ("A ship was hit in the Red Sea on Monday.", "Red Sea", PlaceLevel.SEA),
    ("Clashes broke out along the border between Armenia and Azerbaijan.", "border between", PlaceLevel.LINE),
    ("Shells fell along the front line on Monday.", "front line", PlaceLevel.LINE),
]


@pytest.mark.parametrize(("text", "words", "precision"), PRECISIONS, ids=[words for _, words, _ in PRECISIONS])
def test_the_words_beside_a_name_tell_how_precisely_it_is_placed(
    language: Language, gazetteer: Gazetteer, text: str, words: str, precision: PlaceLevel
) -> None:
    wheres = read(language, gazetteer, text)[1]
    assert precision in {where.precision for where in wheres if words in where.name}


SEATS = [
    ("Baku said that two soldiers had died.", "Baku", True),
    ("The Kremlin denied the report.", "Kremlin", True),
    ("The prime minister urged Moscow to act.", "Moscow", True),
    ("Two people were killed in Kyiv on Monday.", "Kyiv", False),
    ("Two people died in a strike on Damascus.", "Damascus", False),
    ("Aleppo said nothing.", "Aleppo", False),
]


@pytest.mark.parametrize(("text", "name", "seat"), SEATS, ids=[text for text, _, _ in SEATS])
def test_a_capital_that_speaks_is_a_government_and_no_place(
    language: Language, text: str, name: str, seat: bool
) -> None:
    doc = parse(language, [(text, ())])[0]
    assert is_seat(doc, span_of(text, name)) is seat


CHOICES = [
    ("Police in Paris, Texas, arrested a man.", "Paris", "US"),
    ("Police in Paris arrested a man.", "Paris", "FR"),
    ("Shells fell on Martuni, in Nagorno-Karabakh.", "Martuni", "AZ"),
    ("A bomb exploded in Tripoli. Lebanon's army closed the road to Beirut.", "Tripoli", "LB"),
]


@pytest.mark.parametrize(("text", "name", "country"), CHOICES, ids=[text for text, _, _ in CHOICES])
def test_other_names_of_the_report_choose_among_places_of_one_name(
    gazetteer: Gazetteer, text: str, name: str, country: str
) -> None:
    names = [name, *(word for word in ("Texas", "Nagorno-Karabakh", "Lebanon", "Beirut") if word in text)]
    choices = resolve(text, [Mention(word, span_of(text, word)) for word in names], gazetteer, TABLES)
    assert choices[0].place is not None
    assert choices[0].place.country == country


def test_a_distance_is_from_the_town_and_not_from_the_province_of_its_name(
    language: Language, gazetteer: Gazetteer
) -> None:
    wheres = read(language, gazetteer, "Two people were killed 30 km north of Hama on Monday.")[1]
    assert [(where.place.level, where.precision) for where in wheres if where.place] == [
        (PlaceLevel.TOWN, PlaceLevel.NEAR)
    ]


def test_a_front_line_named_after_a_town_is_a_line_without_a_point(language: Language, gazetteer: Gazetteer) -> None:
    wheres = read(language, gazetteer, "Clashes broke out on the Kupiansk front line on Monday.")[1]
    assert [(where.precision, where.place) for where in wheres] == [(PlaceLevel.LINE, None)]


def test_a_people_is_no_place(language: Language, gazetteer: Gazetteer) -> None:
    wheres = read(language, gazetteer, "Sudanese soldiers entered Nyala on Monday.")[1]
    assert [where.name for where in wheres] == ["Nyala"]


def test_the_spelling_of_the_report_is_kept_beside_the_name_of_the_gazetteer(
    language: Language, gazetteer: Gazetteer
) -> None:
    wheres = read(language, gazetteer, "Explosions were heard in Stepanakert on Tuesday.")[1]
    assert [(where.name, where.place.name) for where in wheres if where.place] == [("Stepanakert", "Khankendi")]


def test_a_name_that_no_gazetteer_has_stays_without_a_point(language: Language, gazetteer: Gazetteer) -> None:
    wheres = read(language, gazetteer, "Twelve people were killed in Zzorvakhin on Tuesday, doctors said.")[1]
    assert [where.place for where in wheres if where.name == "Zzorvakhin"] in ([], [None])


GOVERNED = [
    (
        "Four people were killed in a strike on Aleppo, the minister told reporters in Geneva.",
        "killed",
        "Aleppo",
        "where somebody spoke is not where it happened",
    ),
    (
        "Rebels attacked the town of Goma.\n\nShells hit a school near Bukavu on Friday. Three children were wounded.",
        "wounded",
        "Bukavu",
        "the nearest earlier sentence of the paragraph",
    ),
    (
        "Fighting in Bakhmut\n\nAt least nine soldiers were killed on Tuesday.",
        "killed",
        "Bakhmut",
        "the headline where nothing else tells",
    ),
    ("Three soldiers were killed on Monday.", "killed", None, "nothing tells a place"),
    (
        "A car bomb went off in Aleppo. In Goma, gunmen opened fire on a bus, killing six, police said.",
        "killing",
        "Goma",
        "a place before all that is said",
    ),
    (
        "The envoy arrived in Doha. A Kabul car bombing killed five people on Monday.",
        "killed",
        "Kabul",
        "a town before an attack",
    ),
    (
        "Ukraine attacks rebels\n\nThe rebels were killed at dawn.",
        "killed",
        None,
        "a country that acts is not where it happened",
    ),
    (
        "Aleppo, Syria bomb kills five\n\nThe five were killed at dawn.",
        "killed",
        "Aleppo",
        "a town with its country before a bomb",
    ),
]


@pytest.mark.parametrize(("text", "word", "name", "why"), GOVERNED, ids=[why for *_, why in GOVERNED])
def test_a_claim_belongs_to_the_place_that_its_words_tell(
    language: Language, gazetteer: Gazetteer, text: str, word: str, name: str | None, why: str
) -> None:
    doc, wheres = read(language, gazetteer, text)
    where = place_of(doc, span_of(text, word), wheres)
    assert (where.place.name if where and where.place else None) == name


def test_a_body_named_after_a_border_is_no_border(language: Language, gazetteer: Gazetteer) -> None:
    wheres = read(language, gazetteer, "The murder is a blow, said Ada Moran of Reporters Without Borders.")[1]
    assert [where.name for where in wheres] == []


def test_a_village_is_a_place_whatever_its_name_looks_like(language: Language, gazetteer: Gazetteer) -> None:
    wheres = read(language, gazetteer, "The enemy opened fire with mortars on the village of Ambal.")[1]
    assert [where.name for where in wheres] == ["village of Ambal"]


def test_the_united_states_are_a_country(language: Language, gazetteer: Gazetteer) -> None:
    wheres = read(language, gazetteer, "Two men were killed in the United States on Monday.")[1]
    assert [where.precision for where in wheres] == [PlaceLevel.COUNTRY]
