"""Which language a text is in."""

import pytest

from averment.ingest.language import language_of
from averment.knowledge.tables import TABLES

CASES = [
    ("Heavy fighting reported in Karvin", "en", "a headline"),
    ("Rebels kill 5 in Mbuji-Mayi", "en", "foreign names do not outweigh English"),
    ("SHELLS HIT THE MARKET IN OLD KARVIN ON TUESDAY, THE ARMY SAID.", "en", "capitals"),
    ("12", "en", "no letters"),
    (
        "The army said that five people were killed in the town on Monday. Los heridos fueron trasladados al hospital "
        "de la ciudad el lunes, dijo el ejército, y las autoridades pidieron a los vecinos que no salieran de casa "
        "durante la noche mientras continuaban los combates en las afueras.",
        "es",
        "a few English words do not outweigh the rest",
    ),
    (
        "В Карвине погибли двенадцать человек, сообщили власти в понедельник. Представитель армии передал заявление "
        "на английском языке: “The army was not there on that day and it has said so to all who asked, and the shells "
        "that hit the market with the people who were in it came from the other side of the river, from the hills that "
        "the rebels hold, as they did in the spring and as they will do again if we do not go up there and stop them.” "
        "Губернатор объявил день траура, школы и рынки города закрыты до конца недели, сообщает пресс-служба областной "
        "администрации. По ее данным, среди погибших четверо детей, их имена пока не называют. Раненых доставили в "
        "областную больницу, где им оказывают помощь врачи, приехавшие из столицы. Спасатели разбирают завалы вторые "
        "сутки, под обломками могут оставаться люди. Жителей просят не подходить к зданию рынка.",
        "ru",
        "a statement in English inside another script",
    ),
    (
        "In the market of Old Karvin, where the shells fell, the sellers who had fled came back on Tuesday with their "
        "carts and said that they would open again, while «el mercado» across the river was still closed after the "
        "attack. The mayor, who had asked the army for guards, said that there were none, and that this was a week "
        "like any other. By noon the bread was sold and the carts went home.",
        "en",
        "plainly English, with foreign words",
    ),
    (
        "Het leger zei dat in de nacht van maandag op dinsdag drie raketten in het centrum zijn ingeslagen. "
        "Over de hele week was er in het land een reeks aanvallen, en de inwoners waren bang.",
        "nl",
        "a neighbour of English that shares short words with it",
    ),
    ("Zwölf Menschen wurden beim Beschuss des Marktes in Karvin getötet.", "de", "clearly otherwise"),
    ("Doce personas murieron en el bombardeo del mercado de Karvin, dijo el ejército.", "es", "clearly otherwise"),
    ("В Карвине погибли двенадцать человек", "ru", "script"),
    ("В результаті обстрілу загинули дванадцять людей, повідомили військові", "uk", "within a script"),
    ("Բանակը հայտնել է տասներկու զոհի մասին", "hy", "script"),
    ("არმიამ თქვა, რომ თორმეტი ადამიანი დაიღუპა", "ka", "script"),
    ("הצבא מסר כי שנים עשר בני אדם נהרגו", "he", "script"),
    ("قتل اثنا عشر شخصا في القصف", "ar", "script"),
    ("軍によると12人が死亡した", "ja", "two scripts"),
]


@pytest.mark.parametrize(("text", "language", "why"), CASES)
def test_script_decides_first_and_doubt_means_english(text: str, language: str, why: str) -> None:
    assert language_of(text, TABLES) == language, why
