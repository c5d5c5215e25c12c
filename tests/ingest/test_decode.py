"""Bytes to characters, or the reason why not."""

import pytest

from averment.ingest.decode import decode

SENTENCE = "The army said “12 were killed” in Kärvin on Tuesday, and gave no names of the dead."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)).text == SENTENCE


def test_windows_1252_is_read_with_a_note() -> None:
    decoded = decode(SENTENCE.encode("cp1252"))
    assert decoded.text == SENTENCE
    assert "Windows-1252" in (decoded.message or "")


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = '<html><head><meta charset="windows-1251"></head><p>Карвин</p>'
    assert decode(page.encode("cp1251"), is_html=True).text == page


REFUSED = [
    (b"%PDF-1.7 ...", "PDF"),
    (b"PK\x03\x04....", "ZIP"),
    (b"\x89PNG\r\n", "image"),
    (b"\x1f\x8b\x08", "gzip"),
    (bytes(range(256)) * 4, "binary"),
    ("Shells hit Karvin.".encode("utf-16-le"), "UTF-16 without"),
    ("Армия сообщила о гибели людей".encode("cp1251"), "encoding"),
    ("The army said “12".encode() + b"\xff ok", "byte 19"),
    (b"\xff\xfea", "byte order mark"),
]


@pytest.mark.parametrize(("content", "named"), REFUSED)
def test_what_is_no_text_is_refused_with_its_reason(content: bytes, named: str) -> None:
    decoded = decode(content)
    assert decoded.text is None
    assert named in (decoded.message or "")
