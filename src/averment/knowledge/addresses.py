"""One page, one address: what shares, newsletters and telephones add to an address is taken off again."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from averment.knowledge.tables import TABLES, Tables

PORTS = {"http": 80, "https": 443}
HOST_PREFIX = re.compile(r"\A(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
PATH_SUFFIX = re.compile(r"(?:/amp|/index\.(?:html?|php)|/)+\Z", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def canonical(url: str, tables: Tables = TABLES) -> str:
    """The address under which a page is known, however it was reached; what is no web address stays as it is.

    Without scheme, "www." and other doors to the same house, fragment, and the parameters of `address_parameters.csv`.
    """
    parts = _parts(url)
    if parts is None or parts.scheme not in PORTS or not parts.hostname:
        return url.strip()
    host = HOST_PREFIX.sub("", parts.hostname.rstrip("."))
    port = f":{parts.port}" if parts.port and parts.port != PORTS[parts.scheme] else ""
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _leads(name, tables)]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{port}{PATH_SUFFIX.sub('', parts.path)}{query}"


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018 - a port that is no number is found out only when asked for
    except ValueError:
        return None
    return parts


def _leads(name: str, tables: Tables) -> bool:
    """Whether a parameter only tells how the reader came to the page."""
    whole, beginnings = _leading(tables)
    return name.casefold() in whole or name.casefold().startswith(beginnings)


@lru_cache(maxsize=4)
def _leading(tables: Tables) -> tuple[frozenset[str], tuple[str, ...]]:
    """The parameters, and the beginnings that all of a family of them share ("utm_*")."""
    known = [row["parameter"].casefold() for row in tables.rows("address_parameters")]
    whole = frozenset(name for name in known if not name.endswith("*"))
    return whole, tuple(name[:-1] for name in known if name.endswith("*"))
