"""A question in one's own words."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.contact import AskQuestion
from handlers.customer.contact_screens import opening_hours, taken_screen
from handlers.filters import in_private, is_words, pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import Reply, screen
from handlers.step import Step, View
from sales.people import Person
from sales.playbook import UnknownCode
from sales.usecases.hear import KeepQuestion

AWAITS_QUESTION = "question"


def setup() -> Router:
    router = Router(name="customer.questions")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)

    @router.callback_query(AskQuestion.filter())
    @may(EVERYONE)
    async def ask(query: CallbackQuery, callback_data: AskQuestion, step: Step) -> None:
        await step(show=lambda _, view: ask_screen(callback_data.product, view, callback_data.slide))

    @router.message(StateFilter(AWAITS_QUESTION), is_words)
    @may(EVERYONE)
    async def keep(message: Message, step: Step, actor: Person | None) -> None:
        about = {} if actor is None else actor.state_data
        await step(
            KeepQuestion, message.text, str(about.get("product", "")), str(about.get("slide", "")), show=taken_screen
        )

    return router


def ask_screen(product: str, view: View, slide: str = "") -> Reply:
    return screen(
        "contact/question",
        product=product,
        name=_name(product, view),
        **opening_hours(view),
        expect=AWAITS_QUESTION,
        remember={"product": product, "slide": slide},
    )


def _name(product: str, view: View) -> str:
    """Empty when the question is not about one product, or it is not sold any more."""
    try:
        return view.say(view.playbook.product(product).name)
    except UnknownCode:
        return ""
