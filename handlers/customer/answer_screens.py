"""Answers as people see them."""

from collections.abc import Iterable
from dataclasses import replace

from handlers.customer.contact_screens import opening_hours, taken_screen
from handlers.reply import Reply, message, screen
from handlers.step import View
from sales.playbook import Answer, AnswerButton, Product, Signal, UnknownCode
from sales.usecases.ask_question import Handed, Helped, NeedsWords
from sales.usecases.respond import Answered

AWAITS_QUESTION = "question"
PAGE = 8


def ask_screen(product: str, view: View, slide: str = "") -> Reply:
    return screen(
        "contact/question",
        product=product,
        name=_product_name(product, view),
        slide=_slide_title(product, slide, view),
        **opening_hours(view),
        expect=AWAITS_QUESTION,
        remember={"product": product, "slide": slide},
    )


def asked_screen(outcome: Answered | Handed, view: View) -> Reply:
    """After a question asked on purpose: the next words are a question too."""
    if isinstance(outcome, Handed):
        return handed_screen(outcome, view)
    product = "any" if outcome.product is None else outcome.product.code
    return replace(answer_screen(outcome, view), expect=AWAITS_QUESTION, remember={"product": product, "slide": ""})


def answer_screen(outcome: Answered, view: View) -> Reply:
    answer, product = outcome.answer, outcome.product
    prices = [sold.price for sold in view.playbook.products]
    return screen(
        "answers/answer",
        title=view.say(answer.title),
        text=view.say(answer.text),
        about_price=Signal.SAW_PRICE in answer.signals,
        cheapest=min(prices, key=lambda price: price.amount),
        dearest=max(prices, key=lambda price: price.amount),
        name="" if product is None else view.say(product.name),
        price=None if product is None else product.price,
        product="" if product is None else product.code,
        ways=_ways(answer, product, view),
        asked=outcome.asked,
        others=other_answers(outcome.others, view),
        owner=outcome.owner,
        has_running_quiz=outcome.has_running_quiz,
    )


def handed_screen(outcome: Handed, view: View) -> Reply:
    """The person is told that somebody has the question; what may answer it meanwhile comes after that."""
    shown = taken_screen(outcome.taken, view)
    if not outcome.others:
        return shown
    maybe = message("answers/maybe", asked=outcome.asked, others=other_answers(outcome.others, view))
    return replace(shown, then=(*shown.then, maybe))


def judged_screen(outcome: Helped | Handed | NeedsWords, view: View) -> Reply:
    if isinstance(outcome, NeedsWords):
        return ask_screen(outcome.product or "any", view)
    if isinstance(outcome, Handed):
        return replace(handed_screen(outcome, view), in_place=False)
    return message("answers/helped", product="" if outcome.product is None else outcome.product.code)


def questions_screen(product: str, page: int, view: View) -> Reply:
    answers = [answer for answer in view.playbook.answers if answer.is_for(product)]
    pages = max(1, -(-len(answers) // PAGE))
    page = min(page, pages - 1)
    return screen(
        "answers/questions",
        questions=other_answers(answers[page * PAGE : (page + 1) * PAGE], view),
        product=product,
        page=page,
        pages=pages,
    )


def other_answers(answers: Iterable[Answer], view: View) -> list[dict[str, str]]:
    return [{"answer": answer.code, "title": view.say(answer.title)} for answer in answers]


def _ways(answer: Answer, product: Product | None, view: View) -> list[str]:
    """Only what leads somewhere: without a product there is nothing to calculate or to show."""
    missing = set()
    if product is None:
        missing = {AnswerButton.CALC, AnswerButton.DECK, AnswerButton.LESSON, AnswerButton.COMPARE}
    else:
        if view.playbook.deck_for(product.code) is None:
            missing.add(AnswerButton.DECK)
        if view.playbook.lesson_of(product) is None:
            missing.add(AnswerButton.LESSON)
    ways = [button.value for button in answer.buttons if button not in missing]
    lost = any(button in missing for button in answer.buttons)
    return [*ways, "products"] if lost and "products" not in ways else ways


def _product_name(product: str, view: View) -> str:
    """Empty when the question is not about one product, or it is not sold any more."""
    try:
        return view.say(view.playbook.product(product).name)
    except UnknownCode:
        return ""


def _slide_title(product: str, slide: str, view: View) -> str:
    deck = view.playbook.deck_for(product)
    found = None if deck is None else deck.slide(slide)
    return "" if found is None else view.say(found.title)
