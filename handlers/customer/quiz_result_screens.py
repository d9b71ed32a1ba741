"""The result as people see it: short, with everything longer behind a button."""

from collections.abc import Callable, Sequence
from typing import Any

from handlers.customer.opinion_screens import rating_message
from handlers.customer.quiz_answers import chosen_words, preference
from handlers.customer.quiz_pages import guide, result_card
from handlers.reply import KEEP, Reply, message, screen
from handlers.step import View
from sales.playbook import Product
from sales.quiz import Match, QuizResult, Wording, difference
from sales.usecases.quiz_keeper import Result
from sales.usecases.quiz_results import Guide, PastResult

SHOWN_HISTORY = 5
SIDES = {"why": "quiz/why", "day": "quiz/day"}


def fresh_result(shown: Result, view: View) -> Reply:
    """Right after the last answer. Hasty answers are offered another try first."""
    if shown.result.careless:
        return screen("quiz/hasty", attempt=shown.attempt.token)
    return whole_result(shown, view)


def own_result(shown: Result, view: View) -> Reply:
    """Once more, without what followed it when it was fresh."""
    return screen("quiz/hasty", attempt=shown.attempt.token) if shown.result.careless else result_screen(shown, view)


def whole_result(shown: Result, view: View) -> Reply:
    """The result, the picture of it, and the thumbs; without a verdict there is nothing to show around."""
    if shown.result.flat:
        return result_screen(shown, view)
    return result_screen(shown, view, then=(card_message(shown, view), rating_message(shown, view)))


def result_screen(shown: Result, view: View, *, then: tuple[Reply, ...] = ()) -> Reply:
    result = shown.result
    if result.flat:
        return screen("quiz/flat", name=view.person.first_name, careless=result.careless)
    product = _product(result, view)
    return screen(
        "quiz/result",
        then=then,
        name=view.person.first_name,
        matches=[_match(match, view) for match in result.ranking],
        wording=result.wording.value,
        apart=_apart(result, view),
        product=None if product is None else product.code,
    )


def side_screen(side: str) -> Callable[[Result, View], Reply]:
    """One of SIDES; an unknown one shows the result itself."""

    def show(shown: Result, view: View) -> Reply:
        if side not in SIDES:
            return result_screen(shown, view)
        result = shown.result
        return screen(
            SIDES[side],
            matches=[_match(match, view) for match in result.ranking],
            least=_least(result, view),
            seed=preference(result, view),
        )

    return show


def how_screen(_: object, view: View) -> Reply:
    """How the quiz works and on whose data it rests: open to everybody, also before a result."""
    return screen("quiz/how", business=view.say(view.playbook.business.name))


def card_message(shown: Result, view: View) -> Reply:
    """Its words stand alone: they are what comes when the picture cannot be drawn."""
    return message(
        "quiz/card",
        attachment=result_card(shown.result, view, link=shown.link),
        name=view.person.first_name,
        professions=[view.say(view.playbook.profession(match.profession).name) for match in shown.result.ranking],
        flat=shown.result.flat,
        link=shown.link,
        expect=KEEP,
    )


def guide_message(taken: Guide, view: View) -> Reply:
    product = _product(taken.result, view)
    return message(
        "quiz/guide",
        attachment=guide(taken.result, taken.profile, view, link=taken.link),
        flat=taken.result.flat,
        product=None if product is None else product.code,
        expect=KEEP,
    )


def history_screen(past: Sequence[PastResult], view: View) -> Reply:
    def name(code: str | None) -> str:
        known = view.playbook.design.profession_codes()
        return view.say(view.playbook.profession(code).name) if code in known and code is not None else ""

    return screen(
        "quiz/history",
        past=[
            {
                "at": one.at.isoformat(),
                "flat": one.flat,
                "professions": [name(code) for code in one.professions],
                "moved_from": "" if one.flat or one.before == one.professions[0] else name(one.before),
                "same": not one.flat and one.before == one.professions[0],
            }
            for one in past[:SHOWN_HISTORY]
        ],
        earlier=max(0, len(past) - SHOWN_HISTORY),
        zone=view.zone,
    )


def _product(result: QuizResult, view: View) -> Product | None:
    products = (view.playbook.product_for(match.profession) for match in result.ranking)
    return next((product for product in products if product is not None), None)


def _match(match: Match, view: View) -> dict[str, Any]:
    profession = view.playbook.profession(match.profession)
    return {
        "name": view.say(profession.name),
        "what": view.say(profession.what),
        "percent": match.percent,
        "reasons": [words for reason in match.reasons if (words := chosen_words(reason, view))],
        "minus": None if match.minus is None else chosen_words(match.minus, view),
        "honest": view.say(profession.minus),
        "plus": view.say(profession.plus),
        "day": view.say(profession.day),
    }


def _least(result: QuizResult, view: View) -> dict[str, Any] | None:
    known = view.playbook.design.profession_codes()
    return _match(result.least, view) if result.least.profession in known and not result.flat else None


def _apart(result: QuizResult, view: View) -> list[str]:
    """What the first of two close ones asks for more, and what the second."""
    if result.wording is not Wording.CLOSE or len(result.ranking) == 1:
        return []
    facets = difference(view.playbook.design, *(match.profession for match in result.ranking[:2]))
    return [view.say(view.playbook.facet(code).did) for code in facets or ()]
