"""The business, its stages and consents, its links."""

import re
import zoneinfo

from playbook.draft import Draft
from playbook.shapes import BusinessFile, LinksFile
from sales.playbook import ConsentKind, Outcome

FILE = "business.yaml"


def check_business(draft: Draft) -> None:
    business = draft.get(BusinessFile)
    if business is not None:
        _identity(draft, business)
        _stages(draft, business)
        _consents(draft, business)
        reasons = [(("lost_reasons", i, "code"), r.code) for i, r in enumerate(business.lost_reasons)]
        draft.refuse_twins(FILE, "lost reason", reasons)
    links = draft.get(LinksFile)
    if links is not None:
        codes = [(("links", i, "code"), link.code) for i, link in enumerate(links.links)]
        draft.refuse_twins("links.yaml", "link", codes)


def _identity(draft: Draft, business: BusinessFile) -> None:
    if business.timezone not in zoneinfo.available_timezones():
        message = f'"{business.timezone}" is not a time zone'
        draft.report(FILE, ("timezone",), message, "write it like Europe/Moscow")
    if business.default_language not in business.languages:
        message = f'the default language "{business.default_language}" is not among languages'
        draft.report(FILE, ("default_language",), message, "add it to languages or choose one of them")
    for i, language in enumerate(business.languages):
        if not re.fullmatch(r"[a-z]{2}", language):
            draft.report(FILE, ("languages", i), f'"{language}" is not a language code', "write it like ru or en")
    draft.refuse_twins(FILE, "language", [(("languages", i), code) for i, code in enumerate(business.languages)])
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", business.contacts.email):
        message = f'"{business.contacts.email}" is not an e-mail address'
        draft.report(FILE, ("contacts", "email"), message, "write it like hello@example.com")


def _stages(draft: Draft, business: BusinessFile) -> None:
    draft.refuse_twins(FILE, "stage", [(("stages", i, "code"), s.code) for i, s in enumerate(business.stages)])
    for outcome in (Outcome.WON, Outcome.LOST):
        count = sum(1 for stage in business.stages if stage.outcome is outcome)
        if count != 1:
            message = f"{count} stages have the outcome {outcome.value}"
            draft.report(FILE, ("stages",), message, "exactly one stage must have it")
    if business.stages and business.stages[0].outcome is not Outcome.OPEN:
        message = "the first stage is already the end of a deal"
        draft.report(FILE, ("stages", 0, "outcome"), message, "begin with an open stage")


def _consents(draft: Draft, business: BusinessFile) -> None:
    kinds = [consent.kind for consent in business.consents]
    places = [(("consents", i, "kind"), kind.value) for i, kind in enumerate(kinds)]
    draft.refuse_twins(FILE, "consent", places)
    for kind in ConsentKind:
        if kind not in kinds:
            message = f'there is no consent of the kind "{kind.value}"'
            draft.report(FILE, ("consents",), message, "add its text and version")
