"""What happened: typed facts, appended with every change. Timelines, audit and reports read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Verb(StrEnum):
    STARTED = "started"
    CAME_BY_LINK = "came_by_link"
    CHOSE_LANGUAGE = "chose_language"
    QUIZ_STARTED = "quiz_started"
    QUIZ_ANSWERED = "quiz_answered"
    QUIZ_STEPPED_BACK = "quiz_stepped_back"
    QUIZ_FINISHED = "quiz_finished"
    QUIZ_NUDGED = "quiz_nudged"
    OPENED_PRODUCT = "opened_product"
    OPENED_DETAILS = "opened_details"
    OPENED_DECK = "opened_deck"
    ASKED = "asked"
    READ_ANSWER = "read_answer"
    ANSWER_JUDGED = "answer_judged"
    CALCULATED = "calculated"
    COMPARED = "compared"
    TOOK_LESSON = "took_lesson"
    WROTE = "wrote"
    CONSENTED = "consented"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    LEFT_PHONE = "left_phone"
    PLAN_STARTED = "plan_started"
    LEAD_CREATED = "lead_created"
    LEAD_SCORED = "lead_scored"
    LEAD_NOTICED = "lead_noticed"
    LEAD_REMINDED = "lead_reminded"
    LEAD_ESCALATED = "lead_escalated"
    LEAD_CLAIMED = "lead_claimed"
    LEAD_PASSED = "lead_passed"
    LEAD_RELEASED = "lead_released"
    LEAD_HANDED = "lead_handed"
    LEAD_WON = "lead_won"
    LEAD_LOST = "lead_lost"
    STAFF_REPLIED = "staff_replied"
    TASK_DUE = "task_due"
    TASK_DONE = "task_done"
    TASK_POSTPONED = "task_postponed"
    TASKS_CANCELLED = "tasks_cancelled"
    CHECK_IN_ASKED = "check_in_asked"
    CHECK_IN_ANSWERED = "check_in_answered"
    STOPPED = "stopped"
    RESUMED = "resumed"
    UNREACHABLE = "unreachable"
    EXPORTED = "exported"
    ERASED = "erased"
    STAFF_INVITED = "staff_invited"
    STAFF_JOINED = "staff_joined"
    STAFF_REMOVED = "staff_removed"
    DUTY_CHANGED = "duty_changed"
    LINK_CREATED = "link_created"
    PLAYBOOK_RELOADED = "playbook_reloaded"
    DEAD_LETTER = "dead_letter"
    MATCH_RATED = "match_rated"
    TASK_TRIED = "task_tried"
    STRUCK_OUT = "struck_out"
    TOOK_GUIDE = "took_guide"
    SHARED_RESULT = "shared_result"
    SCORE_ASKED = "score_asked"
    SCORE_LEARNED = "score_learned"
    SCORE_SWITCHED = "score_switched"
    LEADS_IMPORTED = "leads_imported"
    LEAD_MERGED = "lead_merged"
    LEAD_PARTED = "lead_parted"
    MERGE_ASKED = "merge_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`facts` carries codes, numbers and ids; free text only where the person will read it back."""

    at: datetime
    verb: Verb
    actor_id: int | None
    person_id: int | None
    lead_id: int | None
    facts: Mapping[str, Any]
