"""Thumbs, small tasks and striking out, as people see them."""

from collections.abc import Callable, Iterable
from typing import Any

from handlers.reply import Reply, message, screen
from handlers.step import View
from sales.quiz import panel
from sales.usecases.quiz_keeper import Result
from sales.usecases.rate_result import Rating
from sales.usecases.strike_out import Strikes
from sales.usecases.try_tasks import ROUND, TryoutShown, TryoutsPaused

FIRST = 3
"""Of what is left, this many are offered by name."""


def rating_message(shown: Result, view: View) -> Reply:
    """The thumbs below a fresh result, nothing said yet."""
    result = shown.result
    rated = panel(shown.attempt.shuffle_seed, [match.profession for match in result.ranking], result.decoy)
    return message("quiz/rating", **_rating(Rating(attempt=shown.attempt.token, rated=rated), view))


def rating_screen(rating: Rating, view: View) -> Reply:
    return screen("quiz/rating", **_rating(rating, view))


def after_rating_screen(rating: Rating, view: View) -> Reply:
    return screen("quiz/rated", liked=_ways(rating.liked, view))


def tryout_screen(outcome: TryoutShown | TryoutsPaused, view: View) -> Reply:
    if isinstance(outcome, TryoutsPaused):
        return screen("quiz/tryouts_over", liked=_ways(outcome.liked, view), has_more=outcome.has_more)
    tryout = outcome.tryout
    return screen(
        "quiz/tryout",
        profession=tryout.profession,
        number=outcome.number,
        total=ROUND,
        text=view.say(tryout.text),
        options=[{"id": option.code, "text": view.say(option.text)} for option in tryout.options],
        chosen=None if outcome.chosen is None else view.say(outcome.chosen.text),
        comment=None if outcome.chosen is None else view.say(outcome.chosen.comment),
        name=view.say(view.playbook.profession(tryout.profession).name),
    )


def strikes_screen(which: str) -> Callable[[Strikes, View], Reply]:
    """`which`: "groups" or "each" to strike out, anything else to see what is left."""

    def show(strikes: Strikes, view: View) -> Reply:
        if which not in {"groups", "each"}:
            return screen("quiz/strikes_left", liked=_ways(strikes.left[:FIRST], view), more=len(strikes.left) > FIRST)
        return screen(
            "quiz/strikes",
            which=which,
            rows=_groups(strikes, view) if which == "groups" else _each(strikes, view),
            left=_names(strikes.left, view),
            total=len(strikes.ranking),
        )

    return show


def _groups(strikes: Strikes, view: View) -> list[dict[str, Any]]:
    return [
        {"code": group.code, "name": view.say(group.name), "struck": strikes.struck.issuperset(group.professions)}
        for group in view.playbook.groups
    ]


def _each(strikes: Strikes, view: View) -> list[dict[str, Any]]:
    names = zip(strikes.ranking, _names(strikes.ranking, view), strict=True)
    return [{"code": code, "name": name, "struck": code in strikes.struck} for code, name in names]


def _rating(rating: Rating, view: View) -> dict[str, Any]:
    professions = [(one, view.playbook.profession(one.profession)) for one in rating.rated]
    return {
        "attempt": rating.attempt,
        "rated": [
            {"profession": p.code, "name": view.say(p.name), "what": view.say(p.what), "liked": one.liked}
            for one, p in professions
        ],
        "is_begun": any(one.liked is not None for one in rating.rated),
    }


def _ways(professions: Iterable[str], view: View) -> list[dict[str, Any]]:
    """Professions by name, each with the product that leads to it."""
    known = view.playbook.design.profession_codes()
    ways = []
    for code in professions:
        if code in known:
            product = view.playbook.product_for(code)
            name = view.say(view.playbook.profession(code).name)
            ways.append({"name": name, "product": None if product is None else product.code})
    return ways


def _names(professions: Iterable[str], view: View) -> list[str]:
    return [view.say(view.playbook.profession(code).name) for code in professions]
