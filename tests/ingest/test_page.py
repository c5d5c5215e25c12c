"""One page to one report."""

from averment.ingest.page import Hints, Media, Page, read_page
from averment.knowledge.tables import TABLES
from averment.model.report import Report
from averment.model.when_where import TimePrecision

TEXT = """Shells Hit Market in Karvin

KARVIN, Norvia (AP) — At least 12 people were killed on Tuesday, the regional health office said.

The army denied firing on the town.

Source: Norvia Press
"""


def report(content: str | bytes = TEXT, hints: Hints | None = None, media: Media = Media.TEXT) -> Report:
    raw = content.encode() if isinstance(content, str) else content
    taken = read_page(Page("a.txt", raw, media, hints or Hints()), TABLES)
    assert taken.report is not None
    return taken.report


def messages(content: bytes, media: Media = Media.TEXT, hints: Hints | None = None) -> list[str]:
    return [problem.message for problem in read_page(Page("a.txt", content, media, hints or Hints()), TABLES).problems]


def test_a_report_has_title_language_blocks_and_credits() -> None:
    taken = report()
    assert (taken.title, taken.language) == ("Shells Hit Market in Karvin", "en")
    assert [block.kind.value for block in taken.blocks] == ["headline", "credit", "paragraph", "paragraph", "credit"]
    assert [credit.name for credit in taken.credits] == ["Associated Press", "Norvia Press"]


def test_ids_follow_from_bytes_and_text_and_from_nothing_else() -> None:
    told = report(hints=Hints(outlet="Herald", published="2023-05-04", published_by="given"))
    assert (told.id, told.sha256, told.text_id) == (report().id, report().sha256, report().text_id)
    other = report(TEXT.replace("\n", "\r\n"))
    assert other.text == report().text
    assert other.id != report().id
    assert other.text_id != report().text_id


def test_the_declared_date_keeps_who_declared_it() -> None:
    published = report(hints=Hints(published="2023-05-04", published_by="from the sidecar file")).appearance.published
    assert published is not None
    assert (published.precision, published.reason) == (TimePrecision.DAY, "from the sidecar file")


def test_a_date_that_cannot_be_read_is_a_problem_and_not_a_guess() -> None:
    hints = Hints(published="04/05/2023", published_by="given on the command line")
    assert report(hints=hints).appearance.published is None
    assert "04/05/2023" in messages(TEXT.encode(), hints=hints)[0]


def test_the_outlet_is_never_guessed_from_the_text() -> None:
    assert report().appearance.outlet is None
    assert report(hints=Hints(outlet="azatutyun.am")).appearance.outlet == "RFE/RL Armenian Service"
    assert report(hints=Hints(outlet="Karvin Herald")).appearance.outlet == "Karvin Herald"


def test_a_report_in_another_language_is_kept_with_its_text() -> None:
    taken = report("Бойова тривога\n\nВ результаті обстрілу загинули дванадцять людей, повідомили військові.")
    assert taken.language == "uk"
    assert taken.blocks


def test_the_language_given_wins_unless_it_is_no_code() -> None:
    assert report(hints=Hints(language="fr-FR")).language == "fr"
    assert report(hints=Hints(language="english")).language == "en"
    assert "english" in messages(TEXT.encode(), hints=Hints(language="english"))[0]


def test_a_page_without_words_is_a_problem() -> None:
    assert "empty" in messages(b"")[0]
    assert "white space" in messages("\u200b \n\u00a0".encode())[0]
    assert "scripts" in messages(b"<html><script>x</script></html>", Media.HTML)[0]
    assert "PDF" in messages(b"%PDF-1.4")[0]


def test_a_page_of_buttons_alone_is_kept_and_said_so() -> None:
    assert "only credits, buttons" in messages(b"Share this article\n\nAdvertisement\n\nLoading...")[0]


def test_every_span_cuts_words_out_of_the_text() -> None:
    taken = report("\ufeff  " + TEXT.replace("killed", "ki\u00adlled"))
    assert "killed" in taken.text
    assert all(block.span.of(taken.text).strip() == block.span.of(taken.text) for block in taken.blocks)
