"""Last in the list: whatever nobody else understood still gets exactly one helpful answer."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.customer.answer_screens import answer_screen, other_answers
from handlers.customer.contact_screens import opening_hours, taken_screen
from handlers.customer.quiz_screens import question_screen
from handlers.filters import in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import KEEP, NOTHING, Reply, notice
from handlers.reply import message as new_message
from handlers.step import Step, View
from sales.usecases.become_lead import LeadTaken
from sales.usecases.hear import Heard, HearPicture, HearText, Misplaced, Passed
from sales.usecases.quiz_keeper import Question
from sales.usecases.respond import Answered


def setup() -> Router:
    router = Router(name="fallback")

    @router.message(in_private, F.text)
    @may(EVERYONE)
    async def text(message: Message, step: Step) -> None:
        await step(HearText, message.text, show=heard_text)

    @router.message(in_private)
    @may(EVERYONE)
    async def anything(message: Message, step: Step) -> None:
        await step(HearPicture, message.media_group_id or "", show=heard_picture)

    @router.edited_message(in_private)
    @may(EVERYONE)
    async def edited(message: Message, step: Step) -> None:
        await step(show=new_message("fallback/edited", expect=KEEP))

    @router.callback_query()
    @may(EVERYONE)
    async def unknown_button(query: CallbackQuery, step: Step) -> None:
        await step(show=notice("errors/outdated", alert=True))

    return router


def heard_text(outcome: Heard, view: View) -> Reply:
    if isinstance(outcome, Answered):
        return replace(answer_screen(outcome, view), expect=KEEP)
    if isinstance(outcome, LeadTaken):
        return replace(taken_screen(outcome, view), expect=KEEP)
    if isinstance(outcome, Passed):
        return new_message("customer/passed", owner=outcome.owner, **opening_hours(view), expect=KEEP)
    return _astray("fallback/text", outcome, view, hint="text")


def heard_picture(outcome: Question | Misplaced | None, view: View) -> Reply:
    """None: the rest of an album that was answered already."""
    return NOTHING if outcome is None else _astray("fallback/not_text", outcome, view, hint="picture")


def _astray(template: str, outcome: Question | Misplaced, view: View, *, hint: str) -> Reply:
    if isinstance(outcome, Question):
        return replace(question_screen(outcome, view, hint=hint), expect=KEEP)
    return new_message(
        template,
        has_running_quiz=outcome.has_running_quiz,
        has_result=outcome.has_result,
        asked=outcome.asked,
        others=other_answers(outcome.others, view),
        expect=KEEP,
    )
