"""PDF documents and letters to text."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from averment.ingest.documents import read_letter, read_pdf

LINES = (
    "Shells hit the market in Old Karvin on Tuesday, the regional",
    "health office said, and at least 12 people were killed in the at-",
    "tack.",
    "",
    "The army denied firing on the town.",
)


def pdf(*lines: str) -> bytes:
    """A page with these lines, one below the other."""
    shown = "".join(f"({line}) Tj 0 -14 Td " if line else "0 -28 Td " for line in lines)
    stream = f"BT /F1 11 Tf 60 760 Td {shown}ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return content + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def locked(content: bytes) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(content))), BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def test_the_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    document = read_pdf(pdf(*LINES))
    assert document.layout
    assert document.layout.text.split("\n\n") == [
        "Shells hit the market in Old Karvin on Tuesday, the regional health office said, and at least 12 people were "
        "killed in the attack.",
        "The army denied firing on the town.",
    ]


BROKEN = (
    (pdf(*LINES)[:300], "damaged"),
    (b"%PDF-1.7\nnothing else", "damaged"),
    (pdf(""), "only pictures of pages"),
    (locked(pdf(*LINES)), "needs a password"),
)


@pytest.mark.parametrize(("content", "why"), BROKEN, ids=[case[1] for case in BROKEN])
def test_a_pdf_that_cannot_be_read_says_why(content: bytes, why: str) -> None:
    document = read_pdf(content)
    assert document.layout is None
    assert why in (document.message or "")


LETTER = b"""From: "Norvia Press" <desk@norvia.example>
To: readers@norvia.example
Subject: =?utf-8?q?Shelling_in_Old_Karv=C3=ADn?=
Date: Thu, 4 May 2023 10:15:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=B

--B
Content-Type: multipart/alternative; boundary=C

--C
Content-Type: text/html; charset=utf-8

<p>At least 12 people were killed.</p>
--C
Content-Type: text/plain; charset=utf-8

At least 12 people were killed.
--C--
--B
Content-Type: image/png
Content-Disposition: attachment; filename=map.png

x
--B--
"""


def test_a_letter_gives_its_text_subject_date_and_sender_and_tells_what_was_not_read() -> None:
    document = read_letter(LETTER)
    assert document.layout
    assert document.layout.text == "At least 12 people were killed."
    assert (document.title, document.sender) == ("Shelling in Old Karvín", "Norvia Press")
    assert document.published == "2023-05-04T10:15:00+02:00"
    assert document.message
    assert "attachments (1)" in document.message


def test_a_letter_without_words_says_so() -> None:
    assert "no text" in (read_letter(b"From: a@b.example\nContent-Type: image/png\n\nx").message or "")
