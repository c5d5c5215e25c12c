"""One page, one address: what shares, newsletters and telephones add to an address is taken off again."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from averment.knowledge.tables import TABLES, Tables

PORTS = {"http": 80, "https": 443}
HOST_PREFIX = re.compile(r"\A(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
PATH_SUFFIX = re.compile(r"(?:/amp|/index\.(?:html?|php)|/)+\Z", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def canonical(url: str, tables: Tables = TABLES) -> str:
    """The address under which a page is known, however it was reached; what is no web address stays as it is.

    Beyond `plain_address` it is without scheme, "www." and other doors to the same house.
    """
    parts = _parts(plain_address(url, tables))
    if parts is None:
        return url.strip()
    host = HOST_PREFIX.sub("", parts.netloc)
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{PATH_SUFFIX.sub('', parts.path)}{query}"


@lru_cache(maxsize=100_000)
def plain_address(url: str, tables: Tables = TABLES) -> str:
    """The address without fragment, default port and the parameters of `address_parameters.csv`; it still leads there.

    What is no web address stays as it is.
    """
    parts = _parts(url)
    if parts is None:
        return url.strip()
    port = f":{parts.port}" if parts.port and parts.port != PORTS[parts.scheme] else ""
    told = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _leads(name, tables)]
    return urlunsplit(
        (parts.scheme, f"{(parts.hostname or '').rstrip('.')}{port}", parts.path, urlencode(sorted(told)), "")
    )


def _parts(url: str) -> SplitResult | None:
    """The parts of a web address; None for anything else."""
    try:
        parts = urlsplit(url.strip())
        is_web = parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number is found out only when asked for
        return None
    return parts if is_web else None


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
