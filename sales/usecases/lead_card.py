"""The lead card: who, how to reach them, what they want, what happened so far, what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.activity import Fact, Verb
from sales.follow_ups import title_of
from sales.leads import Lead, LeadStage
from sales.people import Person, PersonId
from sales.playbook import Playbook, Signal
from sales.ports import ActivityLog, PeopleBook, TaskBook
from sales.usecases.lead_identity import LeadIdentity
from sales.usecases.lead_news import asked_since, question_words
from sales.usecases.lead_people import KnownOfPerson, LeadPeople, Speaker
from sales.usecases.lead_words import LeadWords
from sales.usecases.learned_words import LearnedReasons
from sales.usecases.next_step import NextStep
from sales.usecases.watched import Watched

TIMELINE = frozenset(
    {
        Verb.CAME_BY_LINK,
        Verb.QUIZ_FINISHED,
        Verb.OPENED_PRODUCT,
        Verb.ASKED,
        Verb.WROTE,
        Verb.LEFT_PHONE,
        Verb.LEAD_CREATED,
        Verb.LEAD_CLAIMED,
        Verb.LEAD_RELEASED,
        Verb.LEAD_HANDED,
        Verb.LEAD_WON,
        Verb.LEAD_LOST,
        Verb.LEAD_MERGED,
        Verb.LEAD_PARTED,
        Verb.STAFF_REPLIED,
        Verb.TASK_DONE,
        Verb.TASK_POSTPONED,
        Verb.TASKS_CANCELLED,
        Verb.CHECK_IN_ANSWERED,
        Verb.STOPPED,
        Verb.RESUMED,
    }
)
LOOKED_AT = 100
RECENT = 6
ASKED = 5
NEXT = 3


@dataclass(frozen=True, slots=True)
class LeadCard:
    """JSON-able values of `lead/card` in the reader's language; the reader is staff and reads in private."""

    words: LeadWords
    identity: LeadIdentity
    speaker: Speaker
    lead_people: LeadPeople
    known: KnownOfPerson
    next_step: NextStep
    watched: Watched
    because: LearnedReasons
    people: PeopleBook
    tasks: TaskBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, lead: Lead, reader: Person) -> dict[str, Any]:
        customer, everybody = self.speaker(lead), self.lead_people(lead)
        owner = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
        language = reader.language
        facts = [fact for person in everybody for fact in self.log.of_person(person.id, LOOKED_AT)]
        facts.sort(key=lambda fact: fact.at, reverse=True)
        asked = _unanswered(facts, lead)
        return {
            **self.words(lead, customer, language, with_phone=True),
            **self.identity(lead, customer, language),
            **self.words.asked({"questions": [question_words(fact) for fact in asked[-ASKED:]]}, language),
            "more_questions": max(0, len(asked) - ASKED),
            **self.next_step(lead, customer, is_asking=bool(asked)),
            "watched": [line for person in everybody for line in self.watched(person.id, language)],
            "because": self.because(lead, customer, language),
            "stage": lead.stage.value,
            "owner": None if owner is None else owner.name,
            "is_mine": lead.owner_id == reader.id,
            "is_in_telegram": customer is None or bool(customer.telegram_id),
            "is_reachable": customer is not None and customer.unreachable_at is None,
            "has_stopped": customer is not None and customer.stopped_at is not None,
            "lost_reason": self._lost(lead, language),
            "answers": self._answers(lead, customer, language),
            "timeline": self._timeline([fact for fact in facts if fact not in asked], language),
            "tasks": [
                {"token": t.token, "title": title_of(self.playbook, t.key, language), "key": t.key}
                | {"due_at": t.due_at.isoformat(), "late": t.due_at <= self.now}
                for t in self.tasks.open_of_lead(lead.id)[:NEXT]
            ],
        }

    def _lost(self, lead: Lead, language: str) -> str:
        if lead.stage is not LeadStage.LOST:
            return ""
        reasons = self.playbook.lost_reasons
        return next((r.name.in_(language) for r in reasons if r.code == lead.lost_reason), lead.lost_reason or "")

    def _answers(self, lead: Lead, customer: Person | None, language: str) -> list[str]:
        """The person's own words, where no reason of the score says the same already."""
        said: list[str] = []
        seen = None if lead.result is None else lead.result.get("seed_answer")
        option = None if seen is None else self.playbook.quiz.seed.option(seen)
        if option is not None:
            said.append(option.text.in_(language))
        reasons = {reason.key for reason in lead.reasons}
        for signal in [] if customer is None else self.known(customer, lead):
            answer = self._answer(signal.signal, signal.value, reasons)
            if answer is not None:
                said.append(answer.in_(language))
        return said

    def _answer(self, signal: Signal, value: str, reasons: set[str]) -> Any:
        rule = self.playbook.qualification.rule(signal, value)
        question = self.playbook.qualification.question(signal)
        option = None if question is None else question.option(value)
        return None if option is None or (rule is not None and rule.reason in reasons) else option.text

    def _timeline(self, facts: list[Fact], language: str) -> list[dict[str, Any]]:
        """Oldest first; what was done again stands once, where it was done last."""
        shown: dict[tuple[Any, ...], Fact] = {}
        for fact in facts:
            if fact.verb in TIMELINE:
                shown.setdefault((fact.verb, fact.actor_id, *sorted(map(repr, fact.facts.items()))), fact)
        return [self._line(fact, language) for fact in reversed(list(shown.values())[:RECENT])]

    def _line(self, fact: Fact, language: str) -> dict[str, Any]:
        actor = None if fact.actor_id in (None, fact.person_id) else self.people.by_id(PersonId(fact.actor_id or 0))
        product = fact.facts.get("product")
        return {
            "at": fact.at.isoformat(),
            "verb": fact.verb.value,
            "by": "" if actor is None else actor.first_name,
            "product": self.words.product(product, language) if isinstance(product, str) else "",
            "question": str(fact.facts.get("text") or ""),
            "count": fact.facts.get("count", 0),
            "value": fact.facts.get("value", ""),
            "source": fact.facts.get("source", ""),
        }


def _unanswered(facts: list[Fact], lead: Lead) -> list[Fact]:
    """What this lead's person asked since somebody of ours wrote to them last."""
    ours = next((fact.at for fact in facts if fact.verb is Verb.STAFF_REPLIED), None)
    return asked_since([fact for fact in facts if fact.lead_id == lead.id], ours)
