"""Keeps what was fetched as it came: WARC files (ISO 28500), one for each time that pages were fetched."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from averment import __version__
from averment.ingest.download import Fetched
from averment.model.ids import digest

NAME = "averment-%Y%m%dT%H%M%SZ"


class _Writer(WARCWriter):  # type: ignore[misc]  # it ships no types
    """Works in memory: a page is small, and the library's own temporary files are left open."""

    def _create_temp_file(self) -> BytesIO:
        return BytesIO()


class Originals:
    """A folder of WARC files. A file is made with the first page that is kept; each record is written through."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path: Path | None = None

    def keep(self, fetched: Fetched) -> None:
        """Adds the answer with its address, its headers, the moment and the SHA-256 of its unpacked content."""
        self._path = self._path or self._begun()
        headers = StatusAndHeaders(f"{fetched.status} OK", list(fetched.headers), protocol="HTTP/1.1")
        about = {
            "WARC-Date": fetched.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Averment-Asked": fetched.asked.encode("ascii", "backslashreplace").decode(),
            "Averment-Content-Digest": f"sha256:{digest(fetched.content)}",
        }
        record = BytesIO()
        writer = _Writer(record, gzip=True)
        made = writer.create_warc_record(
            fetched.url, "response", payload=BytesIO(fetched.raw), http_headers=headers, warc_headers_dict=about
        )
        writer.write_record(made)
        with self._path.open("ab") as file:  # in one piece: at worst, a power cut breaks off the last record
            file.write(record.getvalue())
            file.flush()
            os.fsync(file.fileno())

    def _begun(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        stem = datetime.now(UTC).strftime(NAME)
        for number in count(1):
            path = self.folder / f"{stem}-{os.getpid()}-{number}.warc.gz"
            try:
                with path.open("xb") as file:
                    writer = _Writer(file, gzip=True)
                    about = writer.create_warcinfo_record(path.name, {"software": f"averment/{__version__}"})
                    writer.write_record(about)
            except FileExistsError:
                continue
            return path
        raise AssertionError("numbers do not end")
