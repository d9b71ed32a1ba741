"""What a row becomes on the wire."""

from typing import Any

import pytest

from bot.sending.request import as_new_message, build, is_edit
from sales.outgoing import Lane, Outgoing, WhenUnknown
from tests.unit.sending.conftest import FakeRenderer


def row(**more: Any) -> Outgoing:
    standard: dict[str, Any] = {"id": 1, "chat_id": 7, "lane": Lane.ANSWER, "when_unknown": WhenUnknown.LEAVE}
    return Outgoing(**(standard | {"method": "sendMessage"} | more))


def test_the_chat_of_the_row_wins_over_the_chat_in_its_payload() -> None:
    assert build(row(payload={"chat_id": 1, "text": "x"}), None, FakeRenderer())[1]["chat_id"] == 7


def test_the_payload_is_left_as_it_was() -> None:
    payload = {"text": "x"}
    build(row(payload=payload), None, FakeRenderer())
    assert payload == {"text": "x"}


def test_previews_are_off_unless_the_payload_says_otherwise() -> None:
    wanted = {"is_disabled": False}
    _, body = build(row(payload={"text": "x", "link_preview_options": wanted}), None, FakeRenderer())
    assert body["link_preview_options"] == wanted
    assert "link_preview_options" not in build(row(method="sendDice", payload={}), None, FakeRenderer())[1]


def test_a_ready_text_keeps_its_own_parse_mode() -> None:
    assert "parse_mode" not in build(row(payload={"text": "1 < 2"}), None, FakeRenderer())[1]


def test_a_template_beside_a_photo_is_its_caption() -> None:
    method, body = build(row(method="sendPhoto", payload={"photo": "id"}, template="card"), None, FakeRenderer())
    assert (method, body["photo"], body["caption"], "text" in body) == ("sendPhoto", "id", "ru:card:", False)


def test_only_new_messages_are_marked_for_paid_broadcasting() -> None:
    assert build(row(payload={"text": "x"}), None, FakeRenderer(), is_paid=True)[1]["allow_paid_broadcast"] is True
    assert "allow_paid_broadcast" not in build(row(payload={"text": "x"}), None, FakeRenderer())[1]
    edit = row(method="editMessageText", payload={"text": "x", "message_id": 1})
    assert "allow_paid_broadcast" not in build(edit, None, FakeRenderer(), is_paid=True)[1]


@pytest.mark.parametrize(
    ("more", "answer"),
    [({}, False), ({"edit_of": 1}, True), ({"method": "editMessageText"}, True), ({"method": "copyMessage"}, False),
     ({"method": "deleteMessage"}, True), ({"method": "sendInvoice"}, False)],
)  # fmt: skip
def test_only_new_messages_count_against_a_private_chat(more: dict[str, Any], answer: bool) -> None:
    assert is_edit(row(**more)) is answer


def test_only_an_answer_is_said_anew() -> None:
    edit: dict[str, Any] = {"method": "editMessageText", "payload": {"text": "x", "message_id": 1}}
    anew = as_new_message(row(**edit))
    assert anew is not None
    assert (anew.method, anew.payload) == ("sendMessage", {"text": "x"})
    assert as_new_message(row(**edit, lane=Lane.URGENT)) is None
    assert as_new_message(row(method="editMessageText", template="card")) is None
    assert as_new_message(row(payload={"text": "x"})) is None
