"""Settings, read once from the environment and .env. Every one is documented in .env.example."""

import re
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{30,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")


class SettingsError(Exception):
    """Sentences for whoever edits .env: the setting, what is wrong with it, what to do."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore")

    bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: str = "sqlite:///data/sales.db"
    admin_ids: Annotated[tuple[int, ...], NoDecode] = ()
    staff_chat_id: int | None = None
    playbook_dir: Path = Path("playbook")
    default_language: Literal["ru", "en"] = "ru"
    timezone: str = "Europe/Moscow"
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    webhook_port: int = Field(default=8443, ge=0, le=65535)
    metrics_port: int = Field(default=0, ge=0, le=65535)
    messages_per_second: int = Field(default=30, ge=1, le=100_000)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part for part in re.split(r"[\s,;]+", value.strip()) if part]
        if not all(part.isdecimal() for part in parts):
            raise ValueError("list Telegram ids as numbers separated by commas, for example 123456789,987654321")
        return tuple(int(part) for part in parts)

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("does not look like a bot token (123456789:AA…); copy it from @BotFather without spaces")
        return value

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if value and not re.match(r"https?://[^\s/]+", value):
            raise ValueError("must be an address that begins with https:// or http://")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not re.match(r"(sqlite:///.+|postgres(ql)?://.+)", value):
            raise ValueError("must look like sqlite:///data/sales.db or postgresql://user:password@host/name")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("is not a time zone; use a name like Europe/Moscow")
        return value

    @model_validator(mode="after")
    def _webhook(self) -> "Settings":
        if self.webhook_url and not _SECRET.fullmatch(self.webhook_secret.get_secret_value()):
            raise ValueError(
                "WEBHOOK_SECRET: must be 32 to 256 letters, digits, _ or - when WEBHOOK_URL is set;"
                " make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
            )
        return self


def read_settings() -> Settings:
    """Raises SettingsError with one line per wrong setting; secret values are never repeated."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(item["loc"], item["msg"]) for item in error.errors())) from None


def _sentence(loc: tuple[int | str, ...], message: str) -> str:
    text = message.removeprefix("Value error, ")
    return f"{str(loc[0]).upper()}: {text}" if loc else text
