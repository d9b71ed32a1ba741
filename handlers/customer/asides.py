"""What one may say at any moment without losing the thread: help, language, privacy, silence."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.contact import ChooseLanguage, Resume, ShowLanguages
from handlers.customer.contact_screens import opening_hours
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import KEEP, Reply, screen
from handlers.step import Step, View
from sales.usecases import choose_language, silence
from sales.usecases.silence import Silence


def setup() -> Router:
    router = Router(name="customer.asides")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)
    _add_words(router)
    _add_language(router)
    _add_silence(router)
    return router


def _add_words(router: Router) -> None:
    @router.message(Command("help"))
    @may(EVERYONE)
    async def help_(message: Message, step: Step) -> None:
        await step(show=help_screen)

    @router.message(Command("privacy"))
    @may(EVERYONE)
    async def privacy(message: Message, step: Step) -> None:
        await step(show=privacy_screen)


def _add_language(router: Router) -> None:
    @router.message(Command("language"))
    @may(EVERYONE)
    async def language(message: Message, step: Step) -> None:
        await step(show=languages_screen)

    @router.callback_query(ShowLanguages.filter())
    @may(EVERYONE)
    async def languages(query: CallbackQuery, step: Step) -> None:
        await step(show=languages_screen)

    @router.callback_query(ChooseLanguage.filter())
    @may(EVERYONE)
    async def choose(query: CallbackQuery, callback_data: ChooseLanguage, step: Step) -> None:
        chosen = replace(screen("customer/language_set", expect=KEEP), reread=True)
        await step(choose_language.ChooseLanguage, callback_data.language, show=chosen)


def _add_silence(router: Router) -> None:
    @router.message(Command("stop"))
    @may(EVERYONE)
    async def stop(message: Message, step: Step) -> None:
        await step(silence.Stop, show=stopped_screen)

    @router.callback_query(Resume.filter())
    @may(EVERYONE)
    async def resume(query: CallbackQuery, step: Step) -> None:
        await step(silence.Resume, show=screen("customer/resumed", expect=KEEP))


def help_screen(_: object, view: View) -> Reply:
    business = view.playbook.business
    return screen(
        "customer/help",
        business=view.say(business.name),
        phone=business.phone,
        email=business.email,
        **opening_hours(view),
        expect=KEEP,
    )


def privacy_screen(_: object, view: View) -> Reply:
    business = view.playbook.business
    return screen(
        "privacy/about",
        business=view.say(business.name),
        email=business.email,
        privacy_url=business.privacy_url,
        expect=KEEP,
    )


def languages_screen(_: object, view: View) -> Reply:
    return screen("customer/languages", languages=list(view.playbook.business.languages), expect=KEEP)


def stopped_screen(done: Silence, view: View) -> Reply:
    return screen(
        "customer/stopped",
        was_silent=done.was_silent,
        has_lead=done.has_lead,
        is_taken=done.is_taken,
        expect=KEEP,
    )
