"""Talk to a person: how, with whose consent, by which number."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Contact, Message, User

from handlers.callbacks.contact import (
    AnswerLeadQuestion,
    ChooseWish,
    FinishLeadQuestions,
    GiveConsent,
    RefuseConsent,
    SkipLeadQuestion,
    StartPlan,
    TalkToPerson,
)
from handlers.customer.contact_screens import after_phone, after_typing, next_screen, questions_screen, refused
from handlers.customer.phone import shared_phone, typed_phone
from handlers.filters import in_private, is_words, pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import KEEP, message, screen
from handlers.step import Step
from sales.people import Person
from sales.usecases import answer_lead_question, want_contact
from sales.usecases.want_contact import AWAITS_PHONE, LeavePhone, LeaveTypedPhone, WantContact


def setup() -> Router:
    router = Router(name="customer.contact")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)
    _add_wishes(router)
    _add_numbers(router)
    _add_questions(router)
    return router


def _add_wishes(router: Router) -> None:
    @router.callback_query(TalkToPerson.filter())
    @may(EVERYONE)
    async def talk(query: CallbackQuery, callback_data: TalkToPerson, step: Step) -> None:
        await step(show=screen("contact/choose", product=callback_data.product))

    @router.callback_query(ChooseWish.filter())
    @may(EVERYONE)
    async def choose(query: CallbackQuery, callback_data: ChooseWish, step: Step) -> None:
        await step(WantContact, callback_data.wish, callback_data.product, show=next_screen)

    @router.callback_query(GiveConsent.filter())
    @may(EVERYONE)
    async def agree(query: CallbackQuery, callback_data: GiveConsent, step: Step) -> None:
        data = callback_data
        await step(want_contact.GiveConsent, data.wish, data.product, data.version, show=next_screen)

    @router.callback_query(RefuseConsent.filter())
    @may(EVERYONE)
    async def refuse(query: CallbackQuery, callback_data: RefuseConsent, step: Step) -> None:
        await step(want_contact.RefuseConsent, callback_data.product, show=refused)


def _add_numbers(router: Router) -> None:
    @router.message(F.contact)
    @may(EVERYONE)
    async def contact(message_: Message, step: Step, actor: Person | None) -> None:
        phone = _own_phone(message_.contact, message_.from_user)
        if phone is None:
            await step(show=message("contact/not_yours", product=_product(actor), expect=KEEP))
            return
        await step(LeavePhone, phone, _product(actor), False, show=after_phone)

    @router.message(StateFilter(AWAITS_PHONE), is_words)
    @may(EVERYONE)
    async def typed(message_: Message, step: Step, actor: Person | None) -> None:
        await step(LeaveTypedPhone, message_.text, typed_phone, _product(actor), show=after_typing)


def _add_questions(router: Router) -> None:
    @router.callback_query(StartPlan.filter())
    @may(EVERYONE)
    async def plan(query: CallbackQuery, step: Step) -> None:
        await step(answer_lead_question.StartPlan, show=questions_screen)

    @router.callback_query(AnswerLeadQuestion.filter())
    @may(EVERYONE)
    async def answer(query: CallbackQuery, callback_data: AnswerLeadQuestion, step: Step) -> None:
        await step(
            answer_lead_question.AnswerLeadQuestion, callback_data.signal, callback_data.value, show=questions_screen
        )

    @router.callback_query(SkipLeadQuestion.filter())
    @may(EVERYONE)
    async def skip(query: CallbackQuery, callback_data: SkipLeadQuestion, step: Step) -> None:
        await step(answer_lead_question.SkipLeadQuestion, callback_data.signal, show=questions_screen)

    @router.callback_query(FinishLeadQuestions.filter())
    @may(EVERYONE)
    async def finish(query: CallbackQuery, step: Step) -> None:
        await step(answer_lead_question.FinishLeadQuestions, show=questions_screen)


def _own_phone(contact: Contact | None, sender: User | None) -> str | None:
    """Anybody can forward anybody's card: only one's own number counts."""
    if contact is None or sender is None or contact.user_id != sender.id:
        return None
    return shared_phone(contact.phone_number)


def _product(actor: Person | None) -> str:
    """What the number was asked for; nothing in particular when it came unasked."""
    return "" if actor is None or actor.state != AWAITS_PHONE else str(actor.state_data.get("product", ""))
