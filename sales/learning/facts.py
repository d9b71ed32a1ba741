"""What may be known of a lead before anybody sold anything, as a few words in fixed bands.

The only way in is `Known`: it has no field for stage, owner, tasks, orders or reasons of loss, so what is filled in
after the outcome cannot leak into a score. The match percent is left out too: it cannot be compared between people.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sales.journeys import SeenSignal
from sales.leads import Wish
from sales.playbook import Signal
from sales.quiz import Confidence

FACTS_VERSION = 1
"""Changes with any fact or band: an older model no longer understands what it is given."""

Facts = Mapping[str, str]
"""Fact to band: {"goal": "change", "asked_question": "2+"}. A fact that is not there is not known, which is another
thing than an unanswered question ("none")."""

NONE = "none"
UNKNOWN = "?"
"""The band of a fact that is not there."""
ANSWERS = (Signal.GOAL, Signal.START, Signal.DECIDES, Signal.HOURS, Signal.INSTALMENTS)
COUNTS: Mapping[Signal, tuple[int, ...]] = {
    Signal.OPENED_PRODUCT: (0, 1, 2, 4),
    Signal.ASKED_QUESTION: (0, 1, 2),
    Signal.REPLIED: (0, 1, 2),
    Signal.SAW_PRICE: (0, 1, 2),
}
DEEDS = (
    Signal.LEFT_PHONE,
    Signal.CARELESS,
    Signal.LIKED_MATCH,
    Signal.TOOK_GUIDE,
    Signal.OPENED_DECK,
    Signal.SAW_INSTALMENTS,
    Signal.COMPARED,
    Signal.TOOK_LESSON,
)
ORDER = (
    *("start", "left_phone", "asked_question", "goal", "saw_price", "instalments", "decides", "wish", "replied"),
    *("hours", "source", "result", "opened_product", "saw_instalments", "took_lesson", "liked_match", "compared"),
    *("opened_deck", "took_guide", "careless", "days_quiet", "days_known", "hour", "origin"),
)
"""Every fact there is; the first are the most telling in other schools' published leads. With few outcomes only they
have a say: chosen by what one knows beforehand, not by what these very leads show."""
_DAYS = (0, 1, 2, 7)
_HOURS_OF_DAY = ((6, "night"), (12, "morning"), (18, "day"), (24, "evening"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything a score may look at. `source`: the first touch, empty without one; `zone`: the business's own.

    `first_seen_at`: the first message ever; `created_at`: when the lead was made. `imported`: it came from a file, so
    what is missing was never asked.
    """

    seen: Iterable[SeenSignal]
    wish: Wish | None
    source: str
    confidence: Confidence | None
    first_seen_at: datetime
    created_at: datetime
    now: datetime
    zone: str
    imported: bool = False


def facts_of(known: Known) -> dict[str, str]:
    """Pure: the same knowledge gives the same facts."""
    seen = {one.signal: one for one in known.seen}
    facts = _said(seen, known.imported) | _done(seen, known.imported)
    if known.wish is not None:
        facts["wish"] = known.wish.value
    facts["source"] = source_group(known.source)
    facts["hour"] = hour_band(known.created_at, known.zone)
    facts["origin"] = "file" if known.imported else "chat"
    if not known.imported:
        facts["result"] = NONE if known.confidence is None else known.confidence.value
        facts["days_known"] = _days(known.created_at - known.first_seen_at)
        facts["days_quiet"] = _days(known.now - max((one.last_at for one in seen.values()), default=known.created_at))
    return facts


def count_band(count: int, edges: tuple[int, ...]) -> str:
    """The name of the band that begins at the largest edge not above the count: "0", "1", "2-3", "4+"."""
    place = max(i for i, edge in enumerate(edges) if edge <= max(count, edges[0]))
    low, high = edges[place], edges[place + 1] - 1 if place + 1 < len(edges) else None
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


def source_group(source: str) -> str:
    """One word, lower case: campaigns are too many to learn from, their source is not. "VK / spring → blog" is "vk"."""
    words = source.split("→", maxsplit=1)[0].split("/", maxsplit=1)[0].lower().split()
    return "-".join(words)[:40] or NONE


def hour_band(moment: datetime, zone: str) -> str:
    hour = moment.astimezone(ZoneInfo(zone)).hour
    return next(name for end, name in _HOURS_OF_DAY if hour < end)


def _said(seen: Mapping[Signal, SeenSignal], imported: bool) -> dict[str, str]:
    answers = {signal.value: seen[signal].value for signal in ANSWERS if signal in seen}
    return answers if imported else {signal.value: NONE for signal in ANSWERS} | answers


def _done(seen: Mapping[Signal, SeenSignal], imported: bool) -> dict[str, str]:
    wanted = [signal for signal in (*COUNTS, *DEEDS) if signal in seen or not imported]
    times = {signal: seen[signal].count if signal in seen else 0 for signal in wanted}
    return {
        signal.value: count_band(count, COUNTS[signal]) if signal in COUNTS else ("yes" if count else "no")
        for signal, count in times.items()
    }


def _days(span: timedelta) -> str:
    return count_band(max(0, span.days), _DAYS)
