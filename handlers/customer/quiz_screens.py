"""The quiz as people see it: a question, and the end."""

from dataclasses import replace

from handlers.customer.quiz_result_screens import fresh_result, own_result
from handlers.reply import Reply, screen
from handlers.step import View
from sales.usecases.quiz_keeper import Question, Result
from sales.usecases.take_quiz import Moved, TooLate


def question_or_result(outcome: Moved, view: View) -> Reply:
    if isinstance(outcome, TooLate):
        now = outcome.shown
        shown = own_result(now, view) if isinstance(now, Result) else question_screen(now, view)
        return replace(shown, toast="quiz/too_late")
    return fresh_result(outcome, view) if isinstance(outcome, Result) else question_screen(outcome, view)


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
        resumed=len(shown.attempt.answers) if shown.resumed else 0,
        dropped=shown.dropped,
    )
