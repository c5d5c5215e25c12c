"""Which language a text is in."""

import pytest

from averment.ingest.language import language_of

CASES = [
    ("Heavy fighting reported in Karvin", "en", "a headline"),
    ("Rebels kill 5 in Mbuji-Mayi", "en", "foreign names do not outweigh English"),
    ("SHELLS HIT THE MARKET IN OLD KARVIN ON TUESDAY, THE ARMY SAID.", "en", "capitals"),
    ("12", "en", "no letters"),
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
    assert language_of(text) == language, why
