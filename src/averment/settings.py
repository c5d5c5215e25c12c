"""Everything a user may set, in one frozen object that is read at the door."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from averment.model.codebook import Choices, EqualVoices


class Settings(BaseSettings):
    """Values come from the command line, else from `AVERMENT_...` in the environment, else from here."""

    model_config = SettingsConfigDict(env_prefix="AVERMENT_", frozen=True, extra="ignore")

    ledger: str = Field("./averment.db", description="path or URL of the ledger")
    model: str | None = Field(None, description="an installed spaCy pipeline with Universal Dependencies labels")
    tables: Path | None = Field(None, description="a folder of your own table rows, added to the shipped ones")
    gazetteer: Path | None = Field(None, description="folder for the index of place names")
    max_report_bytes: int = Field(5_000_000, gt=0, description="a larger report is refused")
    threads: int = Field(0, ge=0, description="cores for the language model; 0 for all")
    batch: int = Field(64, gt=0, description="reports read together")
    ucdp_equal_voices: EqualVoices = Field(
        EqualVoices.LOWER, description="UCDP's best of equally reliable voices: lower or higher"
    )
    acled_several: int = Field(3, ge=0, description="ACLED's fatalities where several, many or an unknown number died")
    acled_several_in_war_zone: int = Field(10, ge=0, description="the same in an active war zone")
    acled_war_zones: tuple[str, ...] = Field((), description="ISO codes of the countries that are active war zones")
    acled_district_precision: int = Field(2, ge=2, le=3, description="ACLED's geo_precision of a district: 2 or 3")
    originals: Path = Field(
        Path("averment-originals"), description="folder for the pages fetched from the web, as WARC"
    )
    allow_private: bool = Field(False, description="fetch from addresses inside your own network too")
    fetch_seconds: float = Field(30.0, gt=0, description="how long one page may take")

    def codebook_choices(self) -> Choices:
        """What the codebooks leave open, as it is set."""
        return Choices(
            self.ucdp_equal_voices,
            self.acled_several,
            self.acled_several_in_war_zone,
            self.acled_war_zones,
            self.acled_district_precision,
        )
