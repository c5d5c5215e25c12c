"""The rows that a codebook makes of an incident."""

from __future__ import annotations

from averment.matching.codebooks import acled, airwars, ucdp
from averment.matching.codebooks.acled import acled_rows
from averment.matching.codebooks.airwars import airwars_row
from averment.matching.codebooks.case import Case
from averment.matching.codebooks.ucdp import ucdp_row
from averment.model.codebook import Codebook, CodebookRow

COLUMNS = {
    Codebook.UCDP: (*ucdp.COLUMNS, *ucdp.OWN_COLUMNS),
    Codebook.ACLED: acled.COLUMNS,
    Codebook.AIRWARS: airwars.COLUMNS,
}
"""The columns of each codebook in their order; UCDP's are followed by our own counts of independence."""


def codebook_rows(codebook: Codebook, case: Case) -> tuple[CodebookRow, ...]:
    """No row where the incident is none that the codebook records; one, or in ACLED several, otherwise."""
    match codebook:
        case Codebook.UCDP:
            row = ucdp_row(case)
            return (row,) if row else ()
        case Codebook.AIRWARS:
            row = airwars_row(case)
            return (row,) if row else ()
        case Codebook.ACLED:
            return acled_rows(case)
