"""What people can do in Telegram. One ordered list; the fallback comes last."""

from aiogram import Router

from handlers import fallback, groups
from handlers.admin import answers, links, machine, quality, score, team
from handlers.customer import (
    asides,
    calculator,
    check_in,
    compare,
    contact,
    deck,
    lesson,
    opinions,
    own_data,
    products,
    questions,
    quiz,
    quiz_results,
    reach,
    start,
)
from handlers.staff import closing, dialog, home, leads, merging, notices, tasks


def setup() -> Router:
    """A fresh tree: routers cannot be attached twice."""
    root = Router(name="root")
    root.include_routers(
        home.setup(),
        notices.setup(),
        leads.setup(),
        closing.setup(),
        merging.setup(),
        tasks.setup(),
        team.setup(),
        links.setup(),
        answers.setup(),
        machine.setup(),
        score.setup(),
        quality.setup(),
        dialog.setup(),
        groups.setup(),
        start.setup(),
        asides.setup(),
        own_data.setup(),
        quiz.setup(),
        quiz_results.setup(),
        opinions.setup(),
        products.setup(),
        deck.setup(),
        calculator.setup(),
        compare.setup(),
        lesson.setup(),
        contact.setup(),
        questions.setup(),
        reach.setup(),
        check_in.setup(),
        fallback.setup(),
    )
    return root
