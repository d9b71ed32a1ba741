"""What a salesperson has to do."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.callbacks.values import Token


class ShowTasks(CallbackData, prefix="tm1"):
    """My open tasks."""


class ShowTask(CallbackData, prefix="tv1"):
    task: Token


class TaskDone(CallbackData, prefix="td1"):
    task: Token


class TaskPostpone(CallbackData, prefix="tp1"):
    """Hours from now; 24 means tomorrow at the opening of the contact window."""

    task: Token
    hours: Annotated[int, Field(ge=1, le=24 * 14)]


ACTIONS: dict[str, type[CallbackData]] = {
    "tasks": ShowTasks,
    "task": ShowTask,
    "task_done": TaskDone,
    "task_postpone": TaskPostpone,
}
