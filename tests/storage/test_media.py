"""Which of our files Telegram already has."""

from dataclasses import replace

from storage.database import Database
from storage.media import Media, StoredFile
from tests.storage.making import NOW, later, rows

BOT, OTHER_BOT = 7_100_001_000, 7_100_002_000
FILE = StoredFile(path="slides/Учитель.jpg", kind="photo", digest="d1")


async def known(database: Database, file: StoredFile, bot_id: int = BOT) -> str | None:
    return await database.read(lambda tx: Media(tx, bot_id).file_id(file))


async def remember(database: Database, file: StoredFile, file_id: str, bot_id: int = BOT) -> None:
    await database.write(lambda tx: Media(tx, bot_id).remember(file, file_id, NOW))


async def test_an_id_is_known_for_this_bot_this_content_and_this_kind_only(database: Database) -> None:
    assert await known(database, FILE) is None
    await remember(database, FILE, "AgAC1")
    assert await known(database, FILE) == "AgAC1"
    assert await known(database, FILE, OTHER_BOT) is None
    assert await known(database, replace(FILE, digest="d2")) is None
    assert await known(database, replace(FILE, kind="document")) is None
    assert await known(database, replace(FILE, path="slides/other.jpg")) is None


async def test_a_new_content_takes_the_place_of_the_old(database: Database) -> None:
    await remember(database, FILE, "AgAC1")
    await database.write(lambda tx: Media(tx, BOT).remember(replace(FILE, digest="d2"), "AgAC2", later(hours=1)))
    assert await known(database, FILE) is None
    assert await known(database, replace(FILE, digest="d2")) == "AgAC2"
    assert len(await rows(database, "SELECT * FROM media")) == 1


async def test_two_uploads_of_one_file_leave_one_id(database: Database) -> None:
    await remember(database, FILE, "AgAC1")
    await remember(database, FILE, "AgAC2")
    assert await known(database, FILE) == "AgAC2"


async def test_only_the_refused_id_is_forgotten(database: Database) -> None:
    await remember(database, FILE, "AgAC2")
    await database.write(lambda tx: Media(tx, BOT).forget(FILE, "AgAC1"))
    assert await known(database, FILE) == "AgAC2"
    await database.write(lambda tx: Media(tx, BOT).forget(FILE, "AgAC2"))
    assert await known(database, FILE) is None
