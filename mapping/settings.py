"""The settings of a running Care Mapping, from the environment: all begin with CARE_MAPPING_.

Secrets may stand in a file instead, named by the same setting with `_FILE` at its end.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_DATA: Final = user_data_path("care-mapping", appauthor=False)


class Settings(BaseSettings):
    """Where the data is, which store to use, and whether this is the demonstration."""

    model_config = SettingsConfigDict(env_prefix="CARE_MAPPING_", frozen=True)

    data: Path = Field(default=DEFAULT_DATA, description="The folder that holds everything kept.")
    keys: Path | None = Field(
        default=None, description="A folder for the keys apart from the data; else that folder."
    )
    releases: Path | None = Field(
        default=None, description="A folder for releases; else `releases` in that of the data."
    )
    store: str | None = Field(
        default=None, description="neo4j://… or bolt://… of a Neo4j; nothing for the embedded one."
    )
    store_user: str = Field(default="neo4j", description="The user of that Neo4j.")
    store_password: SecretStr | None = Field(default=None, description="Their password.")
    store_password_file: Path | None = None
    master_key: SecretStr | None = Field(
        default=None, description="32 bytes as base64 that wrap every key; else data/master.key."
    )
    master_key_file: Path | None = None
    worried_file: Path | None = Field(
        default=None,
        description="A text file: where to turn when one is worried about someone, here.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses of proxies in front, whose word on a client's address is taken.",
    )
    demo: bool = Field(default=False, description="Invented people only, for looking around.")

    @property
    def keys_folder(self) -> Path:
        """Where the master key, the key store and the list of destroyed keys are."""
        return self.keys or self.data

    @property
    def releases_folder(self) -> Path:
        """Where releases are kept."""
        return self.releases or self.data / "releases"

    def store_password_text(self) -> str | None:
        """Return the store's password, from the environment or its file."""
        return _secret(self.store_password, self.store_password_file)

    def master_key_text(self) -> str | None:
        """Return the master key, from the environment or its file, if one is given."""
        return _secret(self.master_key, self.master_key_file)


def _secret(given: SecretStr | None, file: Path | None) -> str | None:
    if given is not None:
        return given.get_secret_value()
    return file.read_text().strip() if file is not None else None
