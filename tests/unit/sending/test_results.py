"""Every branch of the table that says what an answer means."""

import asyncio
import socket
from typing import Any

import aiohttp
import pytest

from bot.sending.api import Answer
from bot.sending.results import LONGEST_HALT, Outcome, classify


def no(code: int, description: str, status: int | None = None, **parameters: Any) -> Answer:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Answer(status=status or code, body=body)


def broken(*kinds: type[BaseException]) -> Answer:
    return Answer(kinds=kinds)


OUTCOMES = [
    (Answer(200, {"ok": True, "result": {"message_id": 5}}), Outcome.SENT),
    (Answer(200, {"ok": True, "result": True}), Outcome.SENT),
    (Answer(200, {"ok": True, "result": [{"message_id": 5}]}), Outcome.SENT),
    (Answer(502, {"ok": True, "result": {}}), Outcome.SENT),
    (Answer(200, raw=b"\x00gibberish"), Outcome.SENT),
    (Answer(200, raw=b""), Outcome.SENT),
    (Answer(200, [1, 2]), Outcome.SENT),
    (Answer(200, kinds=(aiohttp.ClientPayloadError,)), Outcome.SENT),
    (Answer(500, raw=b'{"ok": true, "result": {"message_id"'), Outcome.SENT),
    (no(400, "Bad Request: message is not modified: specified new message content"), Outcome.SENT),
    (no(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"), Outcome.HARMLESS),
    (no(400, "Bad Request: message to edit not found"), Outcome.EDIT_LOST),
    (no(400, "Bad Request: message can't be edited"), Outcome.EDIT_LOST),
    (no(400, "Bad Request: MESSAGE_ID_INVALID"), Outcome.EDIT_LOST),
    (no(400, "Bad Request: there is no text in the message to edit"), Outcome.WRONG_SHAPE),
    (no(400, "Bad Request: there is no caption in the message to edit"), Outcome.WRONG_SHAPE),
    (no(400, "Bad Request: message can't be deleted for everyone"), Outcome.UNDELETABLE),
    (no(400, "Bad Request: message to delete not found"), Outcome.HARMLESS),
    (no(429, "Too Many Requests: retry after 3", retry_after=3), Outcome.FLOOD),
    (Answer(429, raw=b"<html>slow down</html>"), Outcome.FLOOD),
    (no(429, "Too Many Requests", status=200), Outcome.FLOOD),
    (no(403, "Forbidden: bot was blocked by the user"), Outcome.UNREACHABLE),
    (no(403, "Forbidden: user is deactivated"), Outcome.UNREACHABLE),
    (no(403, "Forbidden: bot was kicked from the supergroup chat"), Outcome.UNREACHABLE),
    (no(403, "Forbidden: the group chat was deleted"), Outcome.UNREACHABLE),
    (no(403, "Forbidden: bot is not a member of the channel chat"), Outcome.UNREACHABLE),
    (no(403, "Forbidden: bot can't initiate conversation with a user"), Outcome.UNREACHABLE),
    (no(400, "Bad Request: INPUT_USER_DEACTIVATED"), Outcome.UNREACHABLE),
    (no(403, "Forbidden: not enough rights to send text messages to the chat"), Outcome.FAILED),
    (no(400, "Bad Request: chat not found"), Outcome.FAILED),
    (no(400, "Bad Request: message to be replied not found"), Outcome.FAILED),
    (no(400, "Bad Request: can't parse entities: unclosed start tag at byte offset 3"), Outcome.CONTENT_FAULT),
    (no(400, "Bad Request: message is too long"), Outcome.CONTENT_FAULT),
    (no(400, "Bad Request: MEDIA_CAPTION_TOO_LONG"), Outcome.CONTENT_FAULT),
    (no(400, "Bad Request: message text is empty"), Outcome.CONTENT_FAULT),
    (no(400, "Bad Request: wrong file identifier/HTTP URL specified"), Outcome.CONTENT_FAULT),
    (no(400, "Bad Request: wrong remote file identifier specified: wrong string length"), Outcome.CONTENT_FAULT),
    (no(400, "Bad Request: BUTTON_DATA_INVALID"), Outcome.CONTENT_FAULT),
    (no(413, "Request Entity Too Large"), Outcome.CONTENT_FAULT),
    (Answer(413, raw=b"<html>"), Outcome.CONTENT_FAULT),
    (no(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1001), Outcome.MOVED),
    (no(401, "Unauthorized"), Outcome.TOKEN_DEAD),
    (no(404, "Not Found"), Outcome.TOKEN_DEAD),
    (no(404, "Not Found: method not found"), Outcome.FAILED),
    (no(409, "Conflict"), Outcome.FAILED),
    (no(500, "Internal Server Error: restart"), Outcome.UNKNOWN),
    (Answer(503, {"ok": False}), Outcome.UNKNOWN),
    (Answer(200, {"ok": False}), Outcome.UNKNOWN),
    (Answer(502, raw=b"<html>Bad Gateway</html>"), Outcome.UNKNOWN),
    (Answer(403, raw=b"<html>the proxy's own page</html>"), Outcome.UNKNOWN),
    (Answer(302, raw=b""), Outcome.UNKNOWN),
    (Answer(500, kinds=(aiohttp.ClientPayloadError,)), Outcome.UNKNOWN),
    (broken(aiohttp.ServerDisconnectedError), Outcome.UNKNOWN),
    (broken(aiohttp.SocketTimeoutError), Outcome.UNKNOWN),
    (broken(asyncio.TimeoutError), Outcome.UNKNOWN),
    (broken(aiohttp.ClientOSError, ConnectionResetError), Outcome.UNKNOWN),
    (broken(aiohttp.ClientConnectorError, ConnectionRefusedError), Outcome.NOT_SENT),
    (broken(aiohttp.ClientConnectorDNSError, socket.gaierror), Outcome.NOT_SENT),
    (broken(aiohttp.ClientConnectorCertificateError), Outcome.NOT_SENT),
    (broken(aiohttp.ConnectionTimeoutError, TimeoutError), Outcome.NOT_SENT),
    (broken(aiohttp.ClientError, ConnectionRefusedError), Outcome.NOT_SENT),
    (broken(), Outcome.UNKNOWN),
]


@pytest.mark.parametrize(
    ("answer", "outcome"), OUTCOMES, ids=lambda value: value.name if isinstance(value, Outcome) else ""
)
def test_every_answer_has_one_meaning(answer: Answer, outcome: Outcome) -> None:
    assert classify(answer).outcome is outcome


def test_every_outcome_is_in_the_table() -> None:
    assert {outcome for _, outcome in OUTCOMES} == set(Outcome)


@pytest.mark.parametrize(
    ("retry_after", "seconds", "is_absurd"),
    [(7, 7, False), (2.5, 2.5, False), (0, 1, False), (-5, 1, False), (None, 1, False), ("12", 12, False),
     ("soon", 1, False), (float("nan"), 1, False), ([], 1, False), (10**9, LONGEST_HALT, True),
     ("1" * 400, LONGEST_HALT, True), (3600, 3600, False)],
)  # fmt: skip
def test_a_flood_waits_a_second_at_least_and_an_hour_at_most(retry_after: Any, seconds: float, is_absurd: bool) -> None:
    verdict = classify(no(429, "Too Many Requests", retry_after=retry_after))
    assert (verdict.wait, verdict.absurd is not None) == (seconds, is_absurd)


def test_a_flood_without_parameters_is_read_from_its_sentence_or_its_header() -> None:
    assert classify(no(429, "Too Many Requests: retry after 9")).wait == 9
    assert classify(Answer(429, raw=b"<html>", retry_header="4")).wait == 4
    assert classify(Answer(429, {"ok": False, "parameters": "odd"})).wait == 1


def test_what_was_sent_carries_its_message_id() -> None:
    assert classify(Answer(200, {"ok": True, "result": {"message_id": 5}})).message_id == 5
    assert classify(Answer(200, {"ok": True, "result": [{"message_id": 6}, {"message_id": 7}]})).message_id == 6
    assert classify(Answer(200, {"ok": True, "result": {"message_id": "odd"}})).message_id is None


def test_why_a_person_cannot_be_reached_is_told_apart() -> None:
    said = {
        "Forbidden: bot was blocked by the user": "blocked",
        "Forbidden: user is deactivated": "deactivated",
        "Forbidden: bot was kicked from the group chat": "kicked",
        "Forbidden: bot can't initiate conversation with a user": "not started",
    }
    assert {text: classify(no(403, text)).reason for text in said} == said


def test_a_moved_chat_names_its_new_id() -> None:
    assert classify(no(400, "group chat was upgraded", migrate_to_chat_id=-1003000000000)).new_chat_id == -1003000000000
