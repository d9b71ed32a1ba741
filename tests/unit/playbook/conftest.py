import shutil
from pathlib import Path

import pytest

import playbook
from sales.playbook import Playbook

REAL = Path(playbook.__file__).parent


@pytest.fixture(scope="session")
def book() -> Playbook:
    return playbook.load(REAL)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the real playbook to break."""
    for file in REAL.glob("*.yaml"):
        shutil.copy(file, tmp_path / file.name)
    (tmp_path / "media").symlink_to(REAL / "media")
    return tmp_path
