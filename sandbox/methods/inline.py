"""Answers to inline queries."""

from sandbox.calls import Call
from sandbox.errors import bad
from sandbox.registry import method


@method("answerInlineQuery", "inline_query_id results cache_time is_personal next_offset button")
def answer_inline_query(call: Call) -> bool:
    results = call.json("results", list, "inline query results")
    if results is None:
        raise bad("can't parse inline query results")
    if len(results) > 50:
        raise bad("RESULTS_TOO_MUCH")
    identifiers = [str(item.get("id", "")) if isinstance(item, dict) else "" for item in results]
    if any(not 1 <= len(one.encode()) <= 64 for one in identifiers):
        raise bad("RESULT_ID_INVALID")
    if len(set(identifiers)) < len(identifiers):
        raise bad("RESULT_ID_DUPLICATE")
    call.world.callbacks.answer(call.text("inline_query_id"), "", alert=False, url=None)
    return True
