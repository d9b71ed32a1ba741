"""A person's own link for friends: one code, unguessable, the same ever after."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.people import Person
from sales.ports import ActivityLog, Desk, LinkRegistry, NewToken
from sales.sources import REFERRAL_MEDIUM, REFERRAL_SOURCE, Link


@dataclass(frozen=True, slots=True)
class ReferralLink:
    """The web address; made when it is first needed."""

    links: LinkRegistry
    log: ActivityLog
    desk: Desk
    new_token: NewToken
    now: datetime

    def __call__(self, person: Person) -> str:
        link = self.links.referral_of(person.id)
        if link is None:
            link = Link(code=self.new_token(), source=REFERRAL_SOURCE, medium=REFERRAL_MEDIUM)
            self.links.add(link, by=person.id, now=self.now)
            self.log.add(Verb.LINK_CREATED, person_id=person.id, code=link.code, source=link.source)
        return link.url(self.desk.bot_username)
