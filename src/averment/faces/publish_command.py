"""`averment publish`: the record as a static site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from averment.faces.options import LedgerPath, settings_of

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="a new or empty folder, or a site that was published before")
]
FullText = Annotated[bool, typer.Option("--full-text", help="whole reports, not only the sentences that are evidence")]
Redact = Annotated[list[str] | None, typer.Option("--redact", help="leave out names of victims, minors or sources")]
Outlines = Annotated[Path | None, typer.Option("--outlines", help="a GeoJSON of the borders that the map shall show")]


def publish(
    folder: Folder,
    ledger: LedgerPath = None,
    full_text: FullText = False,
    redact: Redact = None,
    outlines: Outlines = None,
) -> None:
    """Write the pages as a static site that opens from the file system, with map, timeline and search.

    What is withheld stays withheld. The folder is written over only where it holds such a site already.
    """
    from averment.faces.progress import bar
    from averment.faces.publish import Care
    from averment.faces.publish import publish as publish_site
    from averment.faces.redaction import redactions_of
    from averment.faces.web.outlines import outline_scripts
    from averment.ledger.ledger import open_ledger

    care = Care(full_text, redactions_of(redact or ()), outline_scripts(outlines) if outlines else {})
    with open_ledger(settings_of(ledger=ledger).ledger, create=False) as held, bar("publishing", None) as advance:
        pages = publish_site(held, folder, care, advance)
    typer.echo(f"{pages:,} pages in {folder}: open {folder / 'index.html'}")
