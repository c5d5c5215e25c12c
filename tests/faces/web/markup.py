"""Reads a page as a browser would, and tells what in it could run or reach out."""

from __future__ import annotations

from html.parser import HTMLParser

ELEMENTS = """
a abbr article aside b bdi blockquote body br button caption canvas circle code dd details div dl dt fieldset footer
form h1 h2 h3 head header html input kbd label legend li line link main meta nav ol option p path progress script
section select small span strong sub summary sup svg table tbody td textarea th thead time title tr ul
"""
ALLOWED = frozenset(ELEMENTS.split())
ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "poster", "data", "xlink:href")


class Page(HTMLParser):
    """The elements of a page, its text, and everything in it that a report must never be able to put there."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.wrong: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ALLOWED:
            self.wrong.append(f"element {tag}")
        held = dict(attrs)
        if tag == "script" and not (held.get("src") or "").split("?")[0].endswith(".js"):
            self.wrong.append("a script inside the page")
        for name, value in attrs:
            if name.startswith(("on", "hx-on")) or name in {"style", "srcdoc"}:
                self.wrong.append(f"attribute {name}={value}")
            if name in ADDRESSES and _reaches(value or ""):
                self.wrong.append(f"{name}={value}")
        if held.get("id"):
            self.ids.append(held["id"] or "")
        if tag == "a" and held.get("href"):
            self.links.append(held["href"] or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def _reaches(address: str) -> bool:
    """Whether the address runs something, or leads out by another way than the web."""
    scheme, colon, _ = address.strip().partition(":")
    return bool(colon) and "/" not in scheme and scheme.lower() not in {"http", "https"}
