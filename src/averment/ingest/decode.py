"""Bytes to characters, or the reason why these bytes are not a text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

STEP = "decode"

MAGIC = (
    (b"%PDF", "a PDF under another name: let its name end in .pdf"),
    (b"PK\x03\x04", "a ZIP archive or an office document: unpack it, or save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as plain text first"),
    (b"{\\rtf", "a rich-text document: save it as plain text first"),
    (b"\x1f\x8b", "compressed with gzip: unpack it first"),
    (b"BZh", "compressed with bzip2: unpack it first"),
    (b"\xfd7zXZ", "compressed with xz: unpack it first"),
    (b"\x89PNG", "an image: only text can be read"),
    (b"\xff\xd8\xff", "an image: only text can be read"),
    (b"GIF8", "an image: only text can be read"),
    (b"RIFF", "a picture or a recording: only text can be read"),
    (b"\x7fELF", "a program: only text can be read"),
    (b"SQLite format 3\x00", "a database: only text can be read"),
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b"))
CONTROL_SHARE = 0.05  # a stray control character is a slip of the pen; one in twenty bytes is no writing
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# What Western European and American newsrooms type above ASCII: letters with accents, quotation marks, dashes, signs.
WESTERN = re.compile("[À-ÖØ-öø-ÿŠšŽžŒœŸ‘’‚“”„–—…•€£§©®°«»¿¡ºª·´\u00a0]")
WESTERN_SHARE = 0.08  # of all characters; Cyrillic or Arabic bytes read as Western have nearly all their letters there


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` is None when the bytes cannot be read; `message` then says why, or else what to know about the text."""

    text: str | None
    message: str | None = None


def decode(content: bytes, is_html: bool = False) -> Decoded:
    """The characters of these bytes: by byte order mark, by what the page declares, as UTF-8, else as Windows-1252."""
    for magic, message in MAGIC:
        if content.startswith(magic):
            return Decoded(None, message)
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if _is_binary(content):
        return Decoded(None, "binary data, or UTF-16 without a byte order mark: save it as UTF-8 text")
    declared = _as_declared(content) if is_html else None
    return declared or _as_utf8(content)


def whole(words: str) -> str:
    """The words with a question mark for each half of a character, which no file can hold, and without NUL.

    They come from JSON ("\\ud83d" alone) and from file names that are not UTF-8.
    """
    return words.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _strictly(content: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding))
    except UnicodeDecodeError as error:
        return Decoded(
            None, f"its byte order mark says {encoding}, but byte {error.start} does not fit: save it as UTF-8"
        )


def _is_binary(content: bytes) -> bool:
    sample = content[:65536]
    controls = len(sample) - len(sample.translate(None, CONTROL))
    return controls > CONTROL_SHARE * len(sample)


def _as_declared(content: bytes) -> Decoded | None:
    found = DECLARED.search(content[:4096])
    if not found:
        return None
    try:
        encoding = codecs.lookup(found[1].decode("ascii")).name
        # Browsers read a page that says Latin-1 as Windows-1252, and pages are written for browsers.
        return Decoded(content.decode("cp1252" if encoding == "iso8859-1" else encoding))
    except (LookupError, UnicodeError, TypeError):
        return None


def _as_utf8(content: bytes) -> Decoded:
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        western = _as_western(content)
        if western is not None:
            return Decoded(western, "not UTF-8; read as Windows-1252, so check its accents and quotation marks")
        return Decoded(None, f"its encoding is not known: byte {error.start} is not UTF-8; save it as UTF-8")


def _as_western(content: bytes) -> str | None:
    """The text in Windows-1252 when it is clearly that: few characters above ASCII, and all of the usual ones."""
    if re.search(rb"[\xc3\xc4\xe2][\x80-\xbf]", content):  # pieces of UTF-8: a damaged file, not an old one
        return None
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    above = [character for character in text if character > "\x7f"]
    if len(above) > max(1, WESTERN_SHARE * len(text)) or not all(WESTERN.match(character) for character in above):
        return None
    return text
