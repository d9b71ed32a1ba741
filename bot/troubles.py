"""When something goes wrong for a person: what is remembered, who is told."""

from bot.container import Scope, Surroundings, build
from bot.sending.ports import BrokenFile, ChatMoved, ContentFault, Event, TokenDead, Unreachable
from bot.worker import Job
from sales.usecases.troubles import GiveUpUpdate, LosePerson, ReportFault
from storage.inbox import Inbox
from storage.meta import StaffRoom
from storage.transaction import Tx


class Troubles:
    def __init__(self, house: Surroundings) -> None:
        self._house = house

    async def give_up(self, job: Job, error: Exception) -> None:
        """Bury the update; the person gets a polite answer, the admins are told. The next message is served."""
        reason = type(error).__name__

        def work(tx: Tx) -> None:
            now = self._house.clock.now()
            if Inbox(tx).bury(job.claimed.id, now=now, error=reason):
                give_up = build(GiveUpUpdate, Scope.of(self._house, tx, job.sender))
                give_up(
                    job.sender,
                    job.claimed.chat_key,
                    job.claimed.update_id,
                    reason,
                    self._house.default_language,
                )

        await self._house.database.write(work)

    def on_sender_event(self, tx: Tx, event: Event) -> None:
        """Runs in the transaction that records the send's outcome."""
        scope = Scope.of(self._house, tx, None)
        if isinstance(event, Unreachable) and event.chat_id > 0:
            build(LosePerson, scope)(event.chat_id, event.reason)
        elif isinstance(event, Unreachable):
            build(ReportFault, scope)("chat_lost", event.reason, chat=event.chat_id)
        elif isinstance(event, ChatMoved):
            StaffRoom(tx, self._house.desk.staff_chat).moved(event.old_id, event.new_id)
            build(ReportFault, scope)("chat_moved", "", chat=event.new_id)
        elif isinstance(event, ContentFault):
            build(ReportFault, scope)(
                "content", event.reason, template=event.outgoing.template or event.outgoing.method
            )
        elif isinstance(event, BrokenFile):
            build(ReportFault, scope)("media", event.reason, once=f"{event.path}:{event.digest}", file=event.path)
        elif not isinstance(event, TokenDead):
            build(ReportFault, scope)("flood", "")
