"""The free lesson."""

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.callbacks.products import PractiseLesson, TakeLesson
from handlers.customer.product_screens import brief
from handlers.filters import pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import Reply, screen
from handlers.step import Step, View
from sales.playbook import Practice
from sales.usecases import take_lesson
from sales.usecases.take_lesson import LessonPage, Practised


def setup() -> Router:
    router = Router(name="customer.lesson")
    router.callback_query.filter(pressed_in_private)

    @router.callback_query(TakeLesson.filter())
    @may(EVERYONE)
    async def take(query: CallbackQuery, callback_data: TakeLesson, step: Step) -> None:
        await step(take_lesson.TakeLesson, callback_data.product, callback_data.step, show=page_screen)

    @router.callback_query(PractiseLesson.filter())
    @may(EVERYONE)
    async def practise(query: CallbackQuery, callback_data: PractiseLesson, step: Step) -> None:
        await step(take_lesson.PractiseLesson, callback_data.product, callback_data.option, show=practised_screen)

    return router


def page_screen(page: LessonPage, view: View) -> Reply:
    lesson, product = page.lesson, brief(page.product, view)
    title = view.say(lesson.title)
    if page.step == 0:
        return screen(
            "lesson/opening", **product, title=title, text=view.say(lesson.text), minutes=lesson.minutes, url=lesson.url
        )
    if page.is_practice and lesson.practice is not None:
        return screen("lesson/practice", **product, title=title, step=page.step, **_task(lesson.practice, view))
    return screen(
        "lesson/step",
        **product,
        title=title,
        text=view.say(lesson.steps[page.step - 1]),
        step=page.step,
        steps=len(lesson.steps),
        is_last=page.is_last,
        has_deck=view.playbook.deck_for(page.product.code) is not None,
    )


def practised_screen(done: Practised, view: View) -> Reply:
    return screen(
        "lesson/practised",
        **brief(done.product, view),
        is_right=done.option.is_right,
        chosen=view.say(done.option.text),
        comment=view.say(done.option.comment),
        step=len(done.lesson.steps) + 1,
        has_deck=view.playbook.deck_for(done.product.code) is not None,
    )


def _task(practice: Practice, view: View) -> dict[str, Any]:
    options = [{"code": option.code, "text": view.say(option.text)} for option in practice.options]
    return {"question": view.say(practice.question), "options": options}
