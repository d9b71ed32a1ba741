"""Whatever arrives as an update: nothing breaks, and the next person is served."""

from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.intake import ALLOWED_UPDATES, read_arrival
from tests.support.hostile import HOSTILE
from tests.support.house import Running
from tests.support.permissions import press_of
from tests.support.sales_floor import settled

_numbers = count(50_000_000)
_words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
_ids = st.one_of(st.integers(1, 5), st.integers(-(2**70), 2**70), st.none(), st.text(max_size=3))
_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**65), 2**65), st.floats(allow_nan=False), _words),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=8,
)
_languages = st.one_of(_words, st.sampled_from(["ru", "en"]))
_kinds = st.sampled_from(["private", "group", "supergroup", "channel", "?"])
_presses = st.sampled_from([press_of(name) for name in ("answer", "claim", "forget", "wish", "home")])
_user = st.fixed_dictionaries(
    {"id": st.one_of(st.integers(1, 5), _ids), "is_bot": st.booleans(), "first_name": _words},
    optional={
        "last_name": _words,
        "username": _words,
        "language_code": _languages,
    },
)
_chat = st.fixed_dictionaries(
    {
        "id": st.one_of(st.integers(1, 5), _ids),
        "type": _kinds,
    },
    optional={"title": _words},
)
_message = st.fixed_dictionaries(
    {"message_id": st.integers(0, 2**40), "date": st.integers(-5, 2**40), "chat": _chat},
    optional={
        "from": _user,
        "text": st.one_of(_words, st.sampled_from(["/start", "/quiz", "/forget", "/start " + "x" * 70, "/leads@x"])),
        "caption": _words,
        "contact": st.fixed_dictionaries({"phone_number": _words, "first_name": _words}, optional={"user_id": _ids}),
        "sticker": _json,
        "entities": _json,
        "reply_to_message": _json,
        "sender_chat": _chat,
        "media_group_id": _words,
        "new_chat_members": st.lists(_user, max_size=2),
    },
)
_press = st.fixed_dictionaries(
    {"id": st.sampled_from(["1", "x"]), "from": _user, "chat_instance": st.just("1")},
    optional={
        "message": _message,
        "data": st.one_of(
            _words, st.sampled_from([press_of(n) for n in ("answer", "claim", "forget", "wish", "home")])
        ),
        "inline_message_id": _words,
    },
)
_written = st.sampled_from(["message", "edited_message", "channel_post"])
_update = st.one_of(
    st.builds(
        lambda kind, body: {kind: body}, st.sampled_from(["message", "edited_message", "channel_post"]), _message
    ),
    st.builds(lambda body: {"callback_query": body}, _press),
    st.builds(lambda kind, body: {kind: body}, st.sampled_from([*ALLOWED_UPDATES, "poll", "brand_new"]), _json),
)


async def test_no_update_breaks_anything_or_blocks_the_next(closed: Running) -> None:
    async with closed as bot:
        anna = await bot.world.person("Анна")

        @settings(
            max_examples=250, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(_update)
        def gather(update: dict[str, Any]) -> None:
            batch.append({"update_id": next(_numbers), **update})

        batch: list[dict[str, Any]] = []
        gather()
        assert len(batch) >= 200
        await bot.app.intake.take(batch)
        await settled(bot)
        broken = await bot.rows("SELECT body, error, attempts FROM inbox WHERE attempts > 1 OR state = 'dead'")
        assert [(row["error"], row["body"][:300]) for row in broken] == []
        await anna.starts()
        await anna.sees("Здравствуйте, Анна")


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.one_of(_json, _update, st.builds(lambda id, body: {"update_id": id, "message": body}, _ids, _message)))
def test_the_door_takes_anything(thing: Any) -> None:
    arrival = read_arrival(thing)
    if arrival is not None:
        assert "\x00" not in arrival.body
        arrival.body.encode("utf-8")
        assert -(2**53) < arrival.chat_key < 2**53
