"""The doors every request goes through: its host, its size, its pace; and the headers that every answer bears."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from averment.faces.terminal import plain
from averment.faces.web.errors import our_fault
from averment.faces.web.limits import Limit
from averment.faces.web.serving import Serving

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
YEAR = 31_536_000
TOO_LARGE = "at most {most:,} bytes may be sent at once: send fewer or smaller files"
READS = frozenset({"GET", "HEAD", "OPTIONS"})
UPLOADS = frozenset({"/add", "/api/v1/reports"})
ACCESS = logging.getLogger("averment.access")
LOG = logging.getLogger("averment.serve")


class TooLargeError(HTTPException):
    """More came than may."""

    def __init__(self, most: int) -> None:
        super().__init__(413, TOO_LARGE.format(most=most))


@dataclass
class Doors:
    """Refuses at the door what no page has to look at, writes the access log and sets the headers."""

    app: ASGIApp
    serving: Serving
    reads: Limit = field(init=False)
    changes: Limit = field(init=False)

    def __post_init__(self) -> None:
        self.reads = Limit(self.serving.limits.reads)
        self.changes = Limit(self.serving.limits.changes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, seen = time.monotonic(), _Seen()

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen.status = message["status"]
                seen.started = True
                _set_headers(scope, message)
            elif message["type"] == "http.response.body":
                seen.size += len(message.get("body", b""))
            await send(message)

        try:
            await self._admit(scope, receive, answer, seen)
        finally:
            _log(scope, seen, time.monotonic() - began)

    async def _admit(self, scope: Scope, receive: Receive, send: Send, seen: _Seen) -> None:
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal:
            await refusal(scope, receive, send)
            return
        try:
            await self.app(scope, _counted(receive, self._most_bytes(scope)), send)
        except Exception as error:
            LOG.error("%s %s failed", scope["method"], plain(scope["path"][:200]), exc_info=error)
            if not seen.started:
                await our_fault(Request(scope))(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> JSONResponse | None:
        hosts = self.serving.hosts
        if hosts is not None and _name_of(headers.get("host", "")) not in hosts:
            message = (
                "this server answers to this machine alone: open it as http://127.0.0.1, as it printed at its start"
            )
            return _refused(421, "Wrong name", message)
        length = headers.get("content-length", "0")
        if not length.isdecimal():
            return _refused(400, "No length", f"content-length {length!r} is no number")
        most = self._most_bytes(scope)
        if int(length) > most:
            return _refused(413, "Too large", TOO_LARGE.format(most=most))
        wait = self._wait(scope)
        if wait > 0:
            refusal = _refused(429, "Too many at once", f"too many requests: try again in {wait:.0f} seconds")
            refusal.headers["Retry-After"] = str(int(wait) + 1)
            return refusal
        return None

    def _wait(self, scope: Scope) -> float:
        """The seconds that this visitor has to wait; static files and the one local reader never wait."""
        address = _address(scope)
        if scope["method"] not in READS:
            return self.changes.wait(address)
        is_free = self.serving.is_local or scope["path"].startswith("/static/")
        return 0.0 if is_free else self.reads.wait(address)

    def _most_bytes(self, scope: Scope) -> int:
        limits = self.serving.limits
        return limits.upload_bytes if scope["path"] in UPLOADS else limits.body_bytes


@dataclass
class _Seen:
    status: int = 0
    size: int = 0
    started: bool = False


def _counted(receive: Receive, most: int) -> Receive:
    taken = 0

    async def count() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLargeError(most)
        return message

    return count


def _set_headers(scope: Scope, message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if scope.get("scheme") == "https":
        headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
    if "cache-control" not in headers:
        headers["Cache-Control"] = "no-store"


def _refused(status: int, title: str, message: str) -> JSONResponse:
    return JSONResponse({"status": status, "title": title, "message": message}, status)


def _name_of(host: str) -> str:
    """The host without its port."""
    return host[: host.rfind("]") + 1] if host.startswith("[") else host.partition(":")[0].lower()


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "unknown"


def _log(scope: Scope, seen: _Seen, seconds: float) -> None:
    """One line a request, without its query: what people search for is theirs."""
    who = scope.get("state", {}).get("who") or "-"
    words = f"{_address(scope)} {who} {scope['method']} {scope['path'][:200]}"
    ACCESS.info("%s %d %d bytes %.0f ms", plain(words), seen.status, seen.size, seconds * 1000)
