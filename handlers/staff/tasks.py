"""A salesperson's tasks."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.tasks import ShowTask, ShowTasks, TaskDone, TaskPostpone
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import STAFF, may
from handlers.reply import Reply, screen
from handlers.step import Step, View
from sales.usecases import do_tasks


def setup() -> Router:
    router = Router(name="staff.tasks")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)

    @router.message(Command("tasks"))
    @may(STAFF)
    async def listed(message: Message, step: Step) -> None:
        await step(do_tasks.ShowTasks, show=list_screen)

    @router.callback_query(ShowTasks.filter())
    @may(STAFF)
    async def list_again(query: CallbackQuery, step: Step) -> None:
        await step(do_tasks.ShowTasks, show=list_screen)

    @router.callback_query(ShowTask.filter())
    @may(STAFF)
    async def show(query: CallbackQuery, callback_data: ShowTask, step: Step) -> None:
        await step(do_tasks.OpenTask, callback_data.task, show=task_screen)

    @router.callback_query(TaskDone.filter())
    @may(STAFF)
    async def done(query: CallbackQuery, callback_data: TaskDone, step: Step) -> None:
        await step(do_tasks.DoTask, callback_data.task, show=done_screen)

    @router.callback_query(TaskPostpone.filter())
    @may(STAFF)
    async def postpone(query: CallbackQuery, callback_data: TaskPostpone, step: Step) -> None:
        await step(do_tasks.PostponeTask, callback_data.task, callback_data.hours, show=postponed_screen)

    return router


def list_screen(tasks: list[dict[str, Any]], view: View) -> Reply:
    return screen("task/list", tasks=tasks, zone=view.zone)


def task_screen(task: dict[str, Any], view: View) -> Reply:
    return screen("task/due", **task)


def done_screen(task: dict[str, Any], view: View) -> Reply:
    return screen("task/done", **task)


def postponed_screen(task: dict[str, Any], view: View) -> Reply:
    return screen("task/postponed", **task)
