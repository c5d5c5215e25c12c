"""Everything a user may set, in one frozen object that is read at the door."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Values come from the command line, else from `AVERMENT_...` in the environment, else from here."""

    model_config = SettingsConfigDict(env_prefix="AVERMENT_", frozen=True, extra="ignore")

    ledger: str = Field("./averment.db", description="path or URL of the ledger")
    model: str | None = Field(None, description="an installed spaCy pipeline with Universal Dependencies labels")
    tables: Path | None = Field(None, description="a folder of your own table rows, added to the shipped ones")
    gazetteer: Path | None = Field(None, description="folder for the index of place names")
    max_report_bytes: int = Field(5_000_000, gt=0, description="a larger report is refused")
    batch: int = Field(64, gt=0, description="reports read together")
