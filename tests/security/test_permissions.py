"""Every command and button, as every role, in every way it can be sent: the table says who gets through."""

import pytest

from handlers.permissions import ADMINS, EVERYONE, STAFF
from sales.people import Role
from tests.support.permissions import DOCUMENT, document, gets_through, matrix, triggers

_STAFF_COMMANDS = {"/leads", "/tasks", "/duty"}
_ADMIN_COMMANDS = {"/team", "/links", "/link", "/status", "/troubles", "/reload"}


async def test_the_table_in_the_documents_is_true() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == await document(), "run: python -m tests.support.permissions"


async def test_nobody_reaches_a_handler_that_is_not_for_them() -> None:
    for (name, way, role), reached in (await matrix()).items():
        if reached is not None:
            assert role in reached[1], f"{role} got to {reached[0]} by {name} {way}"


async def test_who_has_fewer_rights_reaches_nothing_that_others_do_not() -> None:
    found = await matrix()
    for name, way, role in found:
        if role is Role.CUSTOMER and gets_through(found[name, way, role]):
            assert gets_through(found[name, way, Role.ADMIN]), f"{name} {way}"


async def test_staff_and_admin_commands_are_what_we_think_they_are() -> None:
    found = await matrix()
    for name in _STAFF_COMMANDS | _ADMIN_COMMANDS:
        allowed = ADMINS if name in _ADMIN_COMMANDS else STAFF
        assert {role for role in EVERYONE if gets_through(found[name, "message", role])} == allowed, name


@pytest.mark.parametrize("way", ["edited_message", "channel_post", "in a group", "as an anonymous admin"])
async def test_a_command_that_is_not_plainly_written_to_the_bot_does_nothing(way: str) -> None:
    for (name, how, _), reached in (await matrix()).items():
        if how == way and name.startswith("/"):
            assert not gets_through(reached), f"{name} {way}"


def test_everything_is_tried() -> None:
    names = {trigger.name for trigger in triggers()}
    assert names >= _STAFF_COMMANDS | _ADMIN_COMMANDS | {"/start", "/forget", "button claim", "button remove_staff"}
