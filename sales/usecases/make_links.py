"""Links that say where people come from."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.activity import Verb
from sales.errors import SalesError
from sales.people import Person
from sales.ports import ActivityLog, Desk, LinkRegistry, NewToken
from sales.sources import Link

_PART = re.compile(r"[\w.+-]{1,40}")
PARTS = 4
CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class ShowLinks:
    """The most visited first."""

    links: LinkRegistry
    desk: Desk

    def __call__(self, person: Person) -> list[dict[str, Any]]:
        found = sorted(self.links.all(), key=lambda link: -link.visits)
        return [link_words(link, self.desk.bot_username) for link in found]


@dataclass(frozen=True, slots=True)
class MakeLink:
    """From "source medium campaign content"; only the source is a must. Raises SalesError("link_words")."""

    links: LinkRegistry
    log: ActivityLog
    desk: Desk
    new_token: NewToken
    now: datetime

    def __call__(self, person: Person, words: str) -> dict[str, Any]:
        parts = words.split()
        if not 1 <= len(parts) <= PARTS or not all(_PART.fullmatch(part) for part in parts):
            raise SalesError("link_words")
        source, medium, campaign, content = (*parts, "", "", "")[:PARTS]
        link = Link(
            code=self.new_token()[:CODE_LENGTH], source=source, medium=medium, campaign=campaign, content=content
        )
        self.links.add(link, by=person.id, now=self.now)
        self.log.add(Verb.LINK_CREATED, person_id=None, code=link.code, source=source)
        return link_words(link, self.desk.bot_username)


def link_words(link: Link, bot_username: str) -> dict[str, Any]:
    return {
        "title": " / ".join(part for part in (link.source, link.medium, link.campaign, link.content) if part),
        "url": link.url(bot_username),
        "visits": link.visits,
    }


@dataclass(frozen=True, slots=True)
class NoteReload:
    """The playbook was read anew."""

    log: ActivityLog

    def __call__(self, person: Person, version: str) -> None:
        self.log.add(Verb.PLAYBOOK_RELOADED, person_id=None, version=version)
