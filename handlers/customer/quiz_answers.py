"""A person's own answers, in the words they pressed; None when these have left the playbook."""

from handlers.step import View
from sales.quiz import QuizResult, Reason


def chosen_words(reason: Reason, view: View) -> str | None:
    question = view.playbook.quiz.question(reason.question_id)
    option = None if question is None else question.option_with(reason.facet)
    return None if option is None else view.say(option.text)


def preference(result: QuizResult, view: View) -> str | None:
    """The answer to the warm-up question; None also when it was skipped."""
    if result.seed_answer is None:
        return None
    option = view.playbook.quiz.seed.option(result.seed_answer)
    return None if option is None else view.say(option.text)
