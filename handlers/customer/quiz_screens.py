"""The quiz as people see it."""

from typing import Any

from handlers.reply import Reply, screen
from handlers.step import View
from sales.quiz import Match, QuizResult
from sales.quiz import Reason as QuizReason
from sales.usecases.take_quiz import Question, Result


def question_or_result(outcome: Question | Result, view: View) -> Reply:
    return result_screen(outcome, view) if isinstance(outcome, Result) else question_screen(outcome, view)


def question_screen(shown: Question, view: View, *, hint: str | None = None) -> Reply:
    """`hint`: why the question is shown once more ("text" or "picture" came where a button was expected)."""
    words = view.playbook.quiz.question(shown.ask.question_id)
    assert words is not None, "the attempt was adopted to this playbook"
    by_id = {option.id: view.say(option.text) for option in words.options}
    leading = [view.say(view.playbook.profession(code).name) for code in shown.ask.leading or ()]
    return screen(
        "quiz/question",
        attempt=shown.attempt.token,
        question=shown.ask.question_id,
        text=view.say(words.text),
        options=[{"id": id, "text": by_id[id]} for id in shown.ask.option_ids],
        progress=shown.ask.progress,
        leading=leading,
        can_go_back=shown.ask.can_go_back,
        hint=hint,
    )


def result_screen(shown: Result, view: View) -> Reply:
    result = shown.result
    products = (view.playbook.product_for(match.profession) for match in result.ranking)
    product = next((product for product in products if product is not None), None)
    return screen(
        "quiz/result",
        name=view.person.first_name,
        matches=[_match(match, view) for match in result.ranking],
        least=_match(result.least, view),
        confidence=result.confidence.value,
        flat=result.flat,
        careless=result.careless,
        seed=_seed(result, view),
        product=None if product is None else product.code,
    )


def _match(match: Match, view: View) -> dict[str, Any]:
    profession = view.playbook.profession(match.profession)
    return {
        "name": view.say(profession.name),
        "what": view.say(profession.what),
        "percent": match.percent,
        "reasons": [words for reason in match.reasons if (words := _answer(reason, view))],
        "minus": None if match.minus is None else _answer(match.minus, view),
        "honest": view.say(profession.minus),
    }


def _answer(reason: QuizReason, view: View) -> str | None:
    """The very words the person chose; None when that question has left the playbook."""
    question = view.playbook.quiz.question(reason.question_id)
    option = None if question is None else question.option_with(reason.facet)
    return None if option is None else view.say(option.text)


def _seed(result: QuizResult, view: View) -> str | None:
    if result.seed_answer is None:
        return None
    option = view.playbook.quiz.seed.option(result.seed_answer)
    return None if option is None else view.say(option.text)
