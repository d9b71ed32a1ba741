"""From the wish to the lead, as people see it."""

from typing import Any

from handlers.reply import KEEP, Reply, message, screen
from handlers.step import View
from sales.playbook import LeadQuestion, Product
from sales.usecases.answer_lead_question import LeadQuestions
from sales.usecases.become_lead import LeadTaken
from sales.usecases.want_contact import AWAITS_PHONE, AskConsent, AskPhone, Next


def next_screen(outcome: Next, view: View) -> Reply:
    if isinstance(outcome, AskConsent):
        return consent_screen(outcome, view)
    return ask_phone(outcome) if isinstance(outcome, AskPhone) else taken_screen(outcome, view)


def consent_screen(asked: AskConsent, view: View) -> Reply:
    return screen(
        "consent/ask",
        text=view.say(asked.consent.text),
        version=asked.consent.version,
        product=asked.product,
        privacy_url=view.playbook.business.privacy_url,
    )


def ask_phone(asked: AskPhone) -> Reply:
    """A new message: a button that shares a number cannot stand under an edited one."""
    return message("contact/ask", expect=AWAITS_PHONE, remember={"product": asked.product})


def taken_screen(taken: LeadTaken, view: View) -> Reply:
    return screen(
        "customer/taken",
        wish=taken.wish.value,
        is_new=taken.is_new,
        is_taken=taken.lead.owner_id is not None,
        phone=taken.person.phone,
        has_result=taken.lead.result is not None,
        **opening_hours(view),
        is_open_now=taken.is_open_now,
        question=None if taken.question is None else question_words(taken.question, view),
    )


def after_phone(outcome: AskConsent | LeadTaken, view: View) -> Reply:
    """The thanks were said in a message of their own, which took the keyboard away."""
    if isinstance(outcome, AskConsent):
        return consent_screen(outcome, view)
    return taken_screen(outcome, view)


def after_typing(outcome: AskConsent | LeadTaken | None, view: View) -> Reply:
    if outcome is None:
        return message("contact/no_number", product=view.person.state_data.get("product") or "any", expect=KEEP)
    return after_phone(outcome, view)


def refused(product: str, view: View) -> Reply:
    return screen("consent/refused", product=product)


def questions_screen(left: LeadQuestions, view: View) -> Reply:
    if left.question is not None:
        return screen("customer/question", question=question_words(left.question, view), has_lead=left.has_lead)
    if left.has_lead:
        return screen("customer/questions_over", is_minor=left.is_minor, has_result=left.has_result)
    return plan_screen(left, view)


def plan_screen(left: LeadQuestions, view: View) -> Reply:
    """What was gathered, in the very words that were pressed."""
    asked = view.playbook.qualification.questions
    said = {q.signal.value: q.option(left.answers.get(q.signal, "")) for q in asked}
    product = left.product
    return screen(
        "customer/plan",
        answers={signal: "" if option is None else view.say(option.text) for signal, option in said.items()},
        product="any" if product is None else product.code,
        name="" if product is None else view.say(product.name),
        duration="" if product is None else view.say(product.duration),
        has_lesson=product is not None and _has_lesson(product, view),
        is_minor=left.is_minor,
        has_result=left.has_result,
    )


def _has_lesson(product: Product, view: View) -> bool:
    return any(view.playbook.lesson_for(profession) is not None for profession in product.professions)


def question_words(question: LeadQuestion, view: View) -> dict[str, Any]:
    order = [other.signal for other in view.playbook.qualification.questions]
    return {
        "signal": question.signal.value,
        "text": view.say(question.text),
        "options": [{"value": option.value, "text": view.say(option.text)} for option in question.options],
        "number": order.index(question.signal) + 1,
        "total": len(order),
    }


def opening_hours(view: View) -> dict[str, Any]:
    window = view.playbook.cadences.window
    return {"opens": window.start.strftime("%H:%M"), "closes": window.end.strftime("%H:%M"), "zone": view.zone}
