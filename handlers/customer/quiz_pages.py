"""What a result looks like on paper: a card to share and a guide to keep. Drawn only when they are sent."""

from collections.abc import Sequence
from typing import Any

from handlers.customer.quiz_answers import chosen_words, preference
from handlers.step import View
from sales.attachments import PageFile, PageFormat
from sales.playbook import Lesson
from sales.quiz import Match, QuizResult
from sales.quiz.profile import FacetShare


def result_card(result: QuizResult, view: View, *, link: str) -> PageFile:
    """A picture to share. `link` is the sharer's own deep link; it is printed, and drawn as a QR code."""
    matches = [(match, view.playbook.profession(match.profession)) for match in result.ranking]
    data = {
        **_common(result, view, link),
        "matches": [
            {"name": view.say(profession.name), "percent": match.percent, "what": view.say(profession.what)}
            for match, profession in matches
        ],
    }
    return PageFile(page="result_card", format=PageFormat.PNG, name="result.png", data=data)


def guide(result: QuizResult, profile: Sequence[FacetShare], view: View, *, link: str) -> PageFile:
    """The personal guide of two or three sheets. `profile`: facet_profile of the very answers behind `result`."""
    lesson = view.playbook.lesson_for(result.top.profession)
    data = {
        **_common(result, view, link),
        "seed": preference(result, view),
        "facets": [_facet(share, view) for share in profile],
        "matches": [_match(match, view) for match in result.ranking],
        "week": _week(result, view),
        "lesson": None if lesson is None else _lesson(lesson, view),
    }
    return PageFile(page="guide", format=PageFormat.PDF, name="my-plan.pdf", data=data)


def _common(result: QuizResult, view: View, link: str) -> dict[str, Any]:
    return {
        "name": view.person.first_name,
        "business": view.say(view.playbook.business.name),
        "wording": result.wording.value,
        "link": link,
    }


def _facet(share: FacetShare, view: View) -> dict[str, Any]:
    facet = view.playbook.facet(share.facet)
    return {
        "name": view.say(facet.name),
        "did": view.say(facet.did),
        "chosen": share.chosen,
        "offered": share.offered,
    }


def _match(match: Match, view: View) -> dict[str, Any]:
    profession = view.playbook.profession(match.profession)
    return {
        "name": view.say(profession.name),
        "percent": match.percent,
        "what": view.say(profession.what),
        "day": view.say(profession.day),
        "plus": view.say(profession.plus),
        "minus": view.say(profession.minus),
        "reasons": [words for reason in match.reasons if (words := chosen_words(reason, view))],
        "against": None if match.minus is None else chosen_words(match.minus, view),
    }


def _week(result: QuizResult, view: View) -> list[dict[str, str]]:
    """Seven days of the first profession; without a verdict two days of each, and the page adds one to compare."""
    professions = [view.playbook.profession(match.profession) for match in result.ranking]
    steps = (
        [(p, step) for p in professions for step in p.week[:2]]
        if result.flat
        else [(professions[0], step) for step in professions[0].week]
    )
    return [{"profession": view.say(profession.name), "step": view.say(step)} for profession, step in steps]


def _lesson(lesson: Lesson, view: View) -> dict[str, Any]:
    return {"title": view.say(lesson.title), "minutes": lesson.minutes, "text": view.say(lesson.text)}
