"""Fetches one address. The only module on the network: what it may reach, how long and how much is kept here.

Addresses are checked after their names were looked up, and the connection goes to the address that was checked: a name
that leads elsewhere the second time gains nothing. Every redirect is checked like a first address.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import certifi
import httpcore

from averment import __version__
from averment.model.run import Problem

STEP = "fetch"
USER_AGENT = f"averment/{__version__}"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
CHUNK = 65_536
BY_HAND = "open it in a browser, save the page and read the file"
LIMIT_SETTING, SECONDS_SETTING = "AVERMENT_MAX_REPORT_BYTES", "AVERMENT_FETCH_SECONDS"  # as the settings name them
PRIVATE_OPTION = "allow private addresses (--allow-private)"
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address stands in the last 32 bits


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a fetch goes. `private` allows addresses inside one's own network or machine."""

    max_bytes: int = 10_000_000
    seconds: float = 30.0
    redirects: int = 5
    private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered. `raw` are the bytes as they came, `content` the same unpacked; headers in lower case."""

    asked: str
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    content: bytes
    at: datetime

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)


class _RefusedError(Exception):
    """Why an address is not fetched, in words."""


def download(url: str, limits: Limits, known: Mapping[str, str] | None = None) -> Fetched | Problem:
    """What stands at this address, or a problem that names it and says what to do.

    `known` are headers of a conditional request (If-None-Match, If-Modified-Since): an unchanged page has status 304
    and no content.
    """
    deadline = time.monotonic() + limits.seconds
    backend = _Backend(limits.private, deadline)
    try:
        with httpcore.ConnectionPool(ssl_context=_trust(), network_backend=backend) as pool:
            return _follow(pool, url, limits, dict(known or {}), deadline)
    except _RefusedError as error:
        return Problem(STEP, str(error), file=url)
    except httpcore.TimeoutException:
        return Problem(STEP, _too_slow(limits), file=url)
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
        return Problem(STEP, f"it cannot be fetched ({_words(error)}): check the address, or try again", file=url)


def _follow(
    pool: httpcore.ConnectionPool, asked: str, limits: Limits, known: dict[str, str], deadline: float
) -> Fetched:
    url, seen = asked, {asked}
    for _ in range(limits.redirects + 1):
        with pool.stream("GET", _checked(url), headers=_headers(known)) as answer:
            headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in answer.headers)
            target = dict(headers).get("location")
            if answer.status in REDIRECTS and target:
                url = urljoin(url, target)
                if url in seen:
                    raise _RefusedError(f"it redirects in a circle (back to {url}): {BY_HAND}")
                seen.add(url)
                continue
            if answer.status == NOT_MODIFIED:
                return Fetched(asked, url, NOT_MODIFIED, headers, b"", b"", datetime.now(UTC))
            if answer.status != 200:
                raise _RefusedError(_told(answer.status, dict(headers)))
            raw, content = _body(answer.iter_stream(), dict(headers), limits, deadline)
            return Fetched(asked, url, answer.status, headers, raw, content, datetime.now(UTC))
    raise _RefusedError(
        f"more than {limits.redirects} redirects, the last to {url}: give the address that they lead to in a browser"
    )


def _checked(url: str) -> httpcore.URL:
    """The address as a server expects it. Raises _RefusedError for anything but http and https."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        name = host.encode("idna").decode("ascii") if host and ":" not in host else host
    except (ValueError, UnicodeError) as error:
        raise _RefusedError(f"{url!r} is no address ({error}): give one such as https://example.org/report") from error
    if parts.scheme not in ("http", "https") or not name:
        raise _RefusedError(f"{url!r} is not fetched: only http and https addresses are")
    if parts.username or parts.password:
        raise _RefusedError("an address with a user or password in it is not fetched: leave them out")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
    netloc = f"[{name}]" if ":" in name else name
    return httpcore.URL(urlunsplit((parts.scheme, f"{netloc}:{port}" if port else netloc, path, query, "")))


def _headers(known: dict[str, str]) -> list[tuple[str, str]]:
    return [
        ("User-Agent", USER_AGENT),
        ("Accept", "text/html, application/xhtml+xml, text/plain, application/pdf, application/xml;q=0.9, */*;q=0.1"),
        ("Accept-Encoding", "gzip"),
        ("Accept-Language", "en"),
        *known.items(),
    ]


def _told(status: int, headers: dict[str, str]) -> str:
    if status in (429, 503):
        wait = headers.get("retry-after", "")
        return (
            f"the server asks to wait{f' {wait} seconds' if wait.isdigit() else ''} (status {status}): try again later"
        )
    if status in (401, 403):
        return f"the server does not give this page to programs (status {status}): save it by hand and read the file"
    if status in (404, 410):
        return f"there is nothing at this address (status {status}): check it, or look for a copy in an archive"
    return f"the server answered with status {status}: try again later"


def _body(stream: Iterable[bytes], headers: dict[str, str], limits: Limits, deadline: float) -> tuple[bytes, bytes]:
    """The bytes as they came and unpacked, neither beyond the limit however they are packed."""
    length = headers.get("content-length", "")
    if length.isdigit() and int(length) > limits.max_bytes:
        raise _RefusedError(_too_large(limits, int(length)))
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise _RefusedError(f"it is packed as {encoding}, which was not asked for: save it by hand and read the file")
    unpack = None if encoding in ("identity", "") else zlib.decompressobj(zlib.MAX_WBITS | 32)
    raw, content = bytearray(), bytearray()
    for chunk in stream:
        raw += chunk
        if time.monotonic() > deadline:
            raise httpcore.ReadTimeout
        content += _unpacked(unpack, chunk, limits.max_bytes + 1 - len(content)) if unpack else chunk
        if max(len(content), len(raw)) > limits.max_bytes:
            raise _RefusedError(_too_large(limits, None, is_packed=unpack is not None))
    if unpack and not unpack.eof:
        raise _RefusedError("the packed answer breaks off: try again")
    return bytes(raw), bytes(content)


def _unpacked(unpack: Any, chunk: bytes, room: int) -> bytes:
    try:
        found: bytes = unpack.decompress(chunk, max(room, 1))
    except zlib.error as error:
        raise _RefusedError(f"the answer cannot be unpacked ({error}): try again") from error
    return found


def _too_large(limits: Limits, size: int | None, *, is_packed: bool = False) -> str:
    told = f"{size:,} bytes, " if size is not None else "unpacked it is " if is_packed else ""
    limit = f"more than the limit of {limits.max_bytes:,} bytes for one report"
    return f"{told}{limit}; save it by hand, or raise the limit ({LIMIT_SETTING})"


def _too_slow(limits: Limits) -> str:
    return f"no whole answer within {limits.seconds:g} seconds: try again later, or allow more time ({SECONDS_SETTING})"


def _trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def _words(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


class _Backend(httpcore.NetworkBackend):
    """Connects to checked addresses only, and to nothing after the deadline."""

    def __init__(self, private: bool, deadline: float) -> None:
        self._private = private
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        error: Exception = _RefusedError(f"the name {host} leads to no address: check its spelling")
        for address in _addresses(host, port):
            if not (self._private or is_public(address)):
                raise _RefusedError(
                    f"{host} leads to {address}, inside a private network: {PRIVATE_OPTION} if that is meant"
                )
            try:
                stream = self._plain.connect_tcp(address, port, _left(self._deadline), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
            else:
                return _Stream(stream, self._deadline)
        raise error


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline: a server that sends a byte a minute is left."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def is_public(address: str) -> bool:
    """Whether an address is on the public internet; one that wraps another is as public as what it wraps."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return found.is_global and not found.is_multicast


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        return []
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
