"""When something fails: the person is answered all the same, and those who can mend it are told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.activity import Verb
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.ports import ActivityLog, Chat, Messenger, PeopleBook, StaffBook, TimerBook

_ALARM_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ReportFault:
    """Tell the admins, at most once an hour per kind of fault; one that names itself by `once` is told only once."""

    staff: StaffBook
    messenger: Messenger
    now: datetime

    def __call__(self, kind: str, reason: str, *, once: str | None = None, **details: object) -> None:
        hour = int(self.now.timestamp() // _ALARM_EVERY.total_seconds())
        for admin in self.staff.admins():
            self.messenger.tell(
                admin,
                "alarms/fault",
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.LEAVE,
                dedupe_key=f"fault:{kind}:{once or hour}:{admin.id}",
                kind=kind,
                reason=reason,
                details={key: str(value) for key, value in details.items()},
            )


@dataclass(frozen=True, slots=True)
class GiveUpUpdate:
    """An update that failed too often: a polite answer, a line in the log, a word to the admins."""

    messenger: Messenger
    log: ActivityLog
    report: ReportFault

    def __call__(self, person: Person | None, chat_id: int, update_id: int, reason: str, language: str) -> None:
        self.log.add(Verb.DEAD_LETTER, person_id=None if person is None else person.id, update=update_id, error=reason)
        if chat_id > 0:
            self.messenger.tell(
                person or Chat(id=chat_id, language=language),
                "errors/internal",
                lane=Lane.ANSWER,
                when_unknown=WhenUnknown.RESEND,
                dedupe_key=f"dead:{update_id}",
            )
        self.report("dead_letter", reason, update=update_id)


@dataclass(frozen=True, slots=True)
class LosePerson:
    """Telegram says we cannot write to them: their touches are cancelled until they come back."""

    people: PeopleBook
    timers: TimerBook
    log: ActivityLog
    now: datetime

    def __call__(self, telegram_id: int, reason: str) -> None:
        person = self.people.by_telegram_id(telegram_id)
        self.people.set_reachable(telegram_id, self.now)
        if person is not None:
            self.timers.cancel_person(person.id, reason=f"unreachable: {reason}", now=self.now)
            self.log.add(Verb.UNREACHABLE, person_id=person.id, reason=reason)
