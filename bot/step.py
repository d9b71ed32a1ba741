"""One update's unit of work: everything it changes, says and plans is one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.container import Scope, Surroundings, build
from bot.screens import Pressed, Screen
from handlers.reply import KEEP, Reply, message, notice
from handlers.step import Show, View
from sales.errors import SalesError
from sales.people import Person, Profile, Role, greeting_language
from sales.usecases.lead_news import KeepLeadCurrent
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.people import People, Staff
from storage.transaction import Tx


class AlreadyHandled(Exception):
    """Another worker finished this update meanwhile: nothing of ours may stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the update came from and what can be answered there."""

    inbox_id: int
    chat_id: int
    is_private: bool
    pressed: Pressed | None = None
    callback_id: str | None = None


class Step:
    """The Step that handlers are given (handlers/step.py). Afterwards `toast` holds the pressed button's notice."""

    def __init__(self, house: Surroundings, place: Place, profile: Profile, known: Person | None) -> None:
        self._house = house
        self._place = place
        self._profile = profile
        self._known = known
        self.is_done = False
        self.toast: str | None = None
        self.alert = False

    async def __call__(self, use_case: Callable[..., Any] | None = None, *args: Any, show: Show) -> None:
        try:
            await self._house.database.write(lambda tx: self._run(tx, use_case, args, show))
        except SalesError as refusal:
            reply = self._refusal(refusal)
            await self._house.database.write(lambda tx: self._run(tx, None, (), reply))
        self.is_done = True

    def _refusal(self, refusal: SalesError) -> Reply:
        template = f"errors/{refusal.key}"
        if self._place.callback_id is not None:
            told = notice(template, alert=True, **refusal.params)
            if refusal.instead is None or not self._place.is_private:
                return told
            return replace(told, template=refusal.instead, in_place=True)
        return message(template, expect=KEEP, **refusal.params)

    def _run(self, tx: Tx, use_case: Any, args: tuple[Any, ...], show: Show) -> None:
        now = self._house.clock.now()
        playbook = self._house.playbook
        language = greeting_language(self._profile, playbook.business.languages, self._house.default_language)
        person = People(tx).arrive(self._profile, self._known, language=language, now=now)
        if person.telegram_id in self._house.admin_ids and person.role is not Role.ADMIN:
            Staff(tx).set_role(person.id, Role.ADMIN, now)
            person = replace(person, role=Role.ADMIN, on_duty=True)
        result: Any = person
        if use_case is not None:
            scope = Scope.of(self._house, tx, person)
            result = build(use_case, scope)(person, *args)
            for id in tx.noted:
                build(KeepLeadCurrent, scope)(id)
        view = View(
            person=person, playbook=playbook, zone=self._house.desk.timezone, bot_username=self._house.desk.bot_username
        )
        self._say(tx, person, show if isinstance(show, Reply) else show(result, view))
        if not Inbox(tx).done(self._place.inbox_id, now):
            raise AlreadyHandled

    def _say(self, tx: Tx, person: Person, reply: Reply) -> None:
        """Language may have changed in this very step: read it from the row then."""
        current = People(tx).by_id(person.id) if reply.reread else person
        language = (current or person).language
        if reply.toast is not None:
            self.toast = self._house.renderer.plain(language, reply.toast, reply.toast_params)[:200]
            self.alert = reply.alert
        for said in (reply, *(replace(more, in_place=False) for more in reply.then)):
            if said.template is not None:
                self._write(tx, language, said)
        if not self._place.is_private or current is None or reply.expect == KEEP:
            return
        if (person.state, reply.remember) != (reply.expect, None):
            People(tx).set_state(person.id, reply.expect, reply.remember)

    def _write(self, tx: Tx, language: str, reply: Reply) -> None:
        assert reply.template is not None
        rendered = self._house.renderer.render(language, reply.template, reply.params)
        screen = Screen(
            text=rendered.text, markup=rendered.reply_markup, attachment=reply.attachment, language=language
        )
        over = self._place.pressed if reply.in_place else None
        screen.say(Outbox(tx), self._place.chat_id, self._house.clock.now(), over=over)
