"""PDF documents and letters (EML) to text, with what they say about themselves."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from io import BytesIO

from averment.ingest.article import read_html
from averment.ingest.decode import whole
from averment.ingest.layout import Layout, Part, lay_out

MOST_PAGES = 300
FULL_LINE = 0.75  # of the longest line on its page: a shorter one ends its paragraph
NO_TEXT = "no text in this PDF, only pictures of pages: run a text recognition (OCR) over it first"
LOCKED = "this PDF needs a password: save it without one"
# What pypdf raises besides its own errors where the inside of a damaged file is not what it says.
DAMAGED = (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError)


@dataclass(frozen=True, slots=True)
class Document:
    """`layout` is None when nothing can be read, and `message` says why; else it says what to know."""

    layout: Layout | None
    title: str | None = None
    published: str | None = None
    sender: str | None = None
    message: str | None = None


def read_pdf(content: bytes) -> Document:
    """The text of a PDF, its lines joined to paragraphs; its declared dates are of the file, so they are not used."""
    from pypdf import PdfReader  # costs a tenth of a second, and most readings meet no PDF
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every oddity; what matters is told as a problem
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return Document(None, message=LOCKED)
        pages = [page.extract_text() for page in reader.pages[:MOST_PAGES]]
        count = len(reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except NotImplementedError:
        return Document(None, message=LOCKED)
    except (PyPdfError, *DAMAGED) as error:
        return Document(None, message=f"this PDF is damaged ({' '.join(str(error).split())[:200]}): save it anew")
    layout = lay_out(Part(paragraph) for page in pages for paragraph in _paragraphs(whole(page)))
    if not layout.text.strip():
        return Document(None, message=NO_TEXT)
    message = f"only the first {MOST_PAGES} of its {count} pages were read" if count > MOST_PAGES else None
    return Document(layout, title=_words(title), message=message)


def read_letter(content: bytes) -> Document:
    """The text of a letter, its subject, date and sender. Attachments are not read, and that is said."""
    try:
        letter = message_from_bytes(content, policy=policy.default)
        body = letter.get_body(("plain", "html")) if isinstance(letter, EmailMessage) else None
        text = body.get_content() if body is not None else None
        attached = sum(1 for _ in letter.iter_attachments()) if letter.is_multipart() else 0
        fields = {name: str(letter.get(name, "")) for name in ("Subject", "Date", "From")}
    except (MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
        return Document(None, message=f"this letter is damaged ({error}): save its text as .txt")
    if not isinstance(text, str) or body is None:
        return Document(None, message="no text in this letter")
    is_html = body.get_content_type() == "text/html"
    layout = read_html(text).layout if is_html else lay_out([Part(whole(text))])
    sender = re.sub(r"\s*<[^>]*>\s*$", "", fields["From"]).strip('" ')
    message = f"its attachments ({attached}) were not read: save them as files of their own" if attached else None
    return Document(layout, _words(fields["Subject"]), _moment(fields["Date"]), _words(sender), message)


def _paragraphs(page: str) -> list[str]:
    """Lines joined: where a line is about as long as the longest, its paragraph goes on with the next."""
    lines = [line.rstrip() for line in page.splitlines()]
    longest = max((len(line) for line in lines), default=0)
    paragraphs = [""]
    for line in lines:
        words = line.strip()
        if not words:
            paragraphs.append("")
        elif paragraphs[-1].endswith("-") and words[0].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + words
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {words}".strip()
        if words and len(line) < FULL_LINE * longest:
            paragraphs.append("")
    return [paragraph for paragraph in paragraphs if paragraph]


def _moment(date: str) -> str | None:
    try:
        return parsedate_to_datetime(date).isoformat()
    except ValueError:
        return _words(date)


def _words(value: object) -> str | None:
    return (" ".join(whole(value).split()) or None) if isinstance(value, str) else None
