"""What use cases need from outside, as narrow as they use it. storage/ and bot/ provide them.

All of these are plain and synchronous: a use case runs whole inside one transaction. `now` is always aware UTC.
"""

from sales.ports.answers import AnswerSearch, Objections, QuestionBook
from sales.ports.decks import DeckBook
from sales.ports.journeys import ActivityLog, AttemptBook, SignalBook
from sales.ports.leads import CheckInBook, LeadBook, OrderBook, TaskBook
from sales.ports.learning import ScoreModels, SnapshotBook
from sales.ports.merging import MergeBook
from sales.ports.opinions import TasteBook, VerdictBook
from sales.ports.people import ConsentBook, LinkRegistry, PeopleBook, StaffBook
from sales.ports.quality import QualityBook
from sales.ports.speech import Chat, Desk, Messenger, NewToken, StaffRoom
from sales.ports.work import TimerBook, Trouble, Workload

__all__ = [
    "ActivityLog",
    "AnswerSearch",
    "AttemptBook",
    "Chat",
    "CheckInBook",
    "ConsentBook",
    "DeckBook",
    "Desk",
    "LeadBook",
    "LinkRegistry",
    "MergeBook",
    "Messenger",
    "NewToken",
    "Objections",
    "OrderBook",
    "PeopleBook",
    "QualityBook",
    "QuestionBook",
    "ScoreModels",
    "SignalBook",
    "SnapshotBook",
    "StaffBook",
    "StaffRoom",
    "TaskBook",
    "TasteBook",
    "TimerBook",
    "Trouble",
    "VerdictBook",
    "Workload",
]
