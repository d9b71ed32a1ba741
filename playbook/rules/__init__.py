"""Rules that the shape of one value cannot express: across keys, across files, about the whole book."""

from collections.abc import Callable

from playbook.draft import Draft
from playbook.rules.aftersale import check_aftersale
from playbook.rules.answers import check_answers
from playbook.rules.business import check_business
from playbook.rules.decks import check_decks
from playbook.rules.lessons import check_lessons
from playbook.rules.products import check_products
from playbook.rules.qualification import check_qualification
from playbook.rules.quiz import check_quiz
from playbook.rules.texts import check_texts
from playbook.rules.timing import check_timing
from playbook.rules.tryouts import check_tryouts

RULES: tuple[Callable[[Draft], None], ...] = (
    check_business,
    check_texts,
    check_quiz,
    check_tryouts,
    check_products,
    check_answers,
    check_lessons,
    check_decks,
    check_qualification,
    check_timing,
    check_aftersale,
)
