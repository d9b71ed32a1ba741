"""What some tests need from the machine. Missing: the test is skipped with the reason, in CI it fails."""

import os
import shutil
from functools import cache
from typing import NoReturn

import psycopg
import pytest

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql://root@127.0.0.1:5432/postgres")
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def lacking(reason: str) -> NoReturn:
    """Skips the test; fails it where CI=true, because there everything must be present."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"CI must have it: {reason}", pytrace=False)
    pytest.skip(reason)


def need_postgres() -> str:
    """The URL of a PostgreSQL server where databases may be made."""
    trouble = _postgres_trouble()
    if trouble:
        lacking(f"no PostgreSQL at TEST_POSTGRES_URL: {trouble}")
    return POSTGRES_URL


def need_chromium() -> str:
    """The path of the system's Chromium."""
    path = next((found for name in _CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        lacking("no Chromium: apt-get install chromium")
    return path


@cache
def _postgres_trouble() -> str:
    try:
        psycopg.connect(POSTGRES_URL, connect_timeout=3).close()
    except psycopg.Error as error:
        return str(error).splitlines()[0]
    return ""
