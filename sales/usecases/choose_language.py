"""In which language we talk."""

from dataclasses import dataclass

from sales.activity import Verb
from sales.errors import Outdated
from sales.people import Person
from sales.playbook import Playbook
from sales.ports import ActivityLog, PeopleBook


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Stays chosen, whatever the person's Telegram speaks. Raises Outdated for a language we do not have."""

    people: PeopleBook
    log: ActivityLog
    playbook: Playbook

    def __call__(self, person: Person, language: str) -> None:
        if language not in self.playbook.business.languages:
            raise Outdated
        self.people.set_language(person.id, language)
        self.log.add(Verb.CHOSE_LANGUAGE, person_id=person.id, language=language)
