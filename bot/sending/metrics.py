"""What the sender counts for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

from bot.sending.results import Outcome
from sales.outgoing import Lane

_SENT = Counter("fitlead_outbox_sent_total", "Calls that Telegram took", ["lane"])
_FAILED = Counter("fitlead_outbox_failed_total", "Calls that Telegram refused for good", ["lane"])
_UNKNOWN = Counter("fitlead_outbox_unknown_total", "Calls nobody can tell the end of", ["lane"])
_FLOOD = Counter("fitlead_outbox_flood_total", "Answers 429: everybody waits")
_NOT_SENT = Counter("fitlead_outbox_not_sent_total", "Calls that did not reach Telegram and go again")
QUEUE = Gauge("fitlead_outbox_held", "Messages in memory, waiting or on the wire")
CALL_SECONDS = Histogram(
    "fitlead_outbox_call_seconds",
    "Seconds from the call to Telegram's answer",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 10, 30),
)

_BY_LANE = {
    outcome: {lane: counter.labels(lane.name.lower()) for lane in Lane}
    for outcome, counter in (
        (Outcome.SENT, _SENT),
        (Outcome.UNKNOWN, _UNKNOWN),
        (Outcome.FAILED, _FAILED),
        (Outcome.UNREACHABLE, _FAILED),
        (Outcome.CONTENT_FAULT, _FAILED),
    )
}


def count(outcome: Outcome, lane: Lane) -> None:
    """One finished call."""
    if outcome in _BY_LANE:
        _BY_LANE[outcome][lane].inc()
    elif outcome is Outcome.FLOOD:
        _FLOOD.inc()
    elif outcome is Outcome.NOT_SENT:
        _NOT_SENT.inc()
