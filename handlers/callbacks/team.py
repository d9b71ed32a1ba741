"""Who works here."""

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.values import Code, PersonNumber


class ToggleDuty(CallbackData, prefix="du1"):
    on: bool


class InviteStaff(CallbackData, prefix="si1"):
    role: Code


class ShowTeam(CallbackData, prefix="st1"):
    """The team, for admins."""


class RemoveStaff(CallbackData, prefix="sr1"):
    """`person` is the internal number; `sure` after being asked."""

    person: PersonNumber
    sure: bool = False


ACTIONS: dict[str, type[CallbackData]] = {
    "duty": ToggleDuty,
    "invite": InviteStaff,
    "team": ShowTeam,
    "remove_staff": RemoveStaff,
}
