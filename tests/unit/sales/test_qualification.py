"""The score by the playbook's rules: points, caps, reasons, temperature."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import playbook
from sales.journeys import SeenSignal
from sales.playbook import Qualification, Signal, Temperature
from sales.qualification import next_question, score

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def rules() -> Qualification:
    return playbook.load(Path(playbook.__file__).parent).qualification


def seen(signal: Signal, value: str = "", count: int = 1) -> SeenSignal:
    return SeenSignal(signal=signal, value=value, count=count, last_at=NOW)


def test_a_stranger_is_cold_and_worth_nothing(rules: Qualification) -> None:
    judged = score([], rules)
    assert (judged.points, judged.reasons, judged.temperature) == (0, (), Temperature.COLD)


def test_every_point_has_its_reason(rules: Qualification) -> None:
    judged = score([seen(Signal.GOAL, "change"), seen(Signal.RESULT_REACHED), seen(Signal.OPENED_PRODUCT)], rules)
    assert {(reason.key, reason.points) for reason in judged.reasons} == {
        ("goal_change", 15),
        ("result_reached", 8),
        ("opened_product", 6),
    }
    assert judged.points == 29


def test_an_answer_worth_nothing_is_still_told(rules: Qualification) -> None:
    judged = score([seen(Signal.START, "looking")], rules)
    assert [(reason.key, reason.points) for reason in judged.reasons] == [("start_looking", 0)]


def test_only_the_answer_given_counts(rules: Qualification) -> None:
    judged = score([seen(Signal.START, "soon")], rules)
    assert judged.points == 10


def test_an_answer_the_playbook_no_longer_has_gives_nothing(rules: Qualification) -> None:
    assert score([seen(Signal.START, "yesterday")], rules).points == 0


def test_looking_at_ten_cards_counts_once_and_replies_twice(rules: Qualification) -> None:
    judged = score([seen(Signal.OPENED_PRODUCT, count=10), seen(Signal.REPLIED, count=10)], rules)
    assert judged.points == 6 + 2 * 5


def test_fit_and_engagement_are_capped_apart(rules: Qualification) -> None:
    fit = [
        seen(Signal.GOAL, "change"),
        seen(Signal.START, "now"),
        seen(Signal.DECIDES, "self"),
        seen(Signal.HOURS, "many"),
    ]
    engagement = [
        seen(Signal.RESULT_REACHED),
        seen(Signal.OPENED_PRODUCT),
        seen(Signal.ASKED_QUESTION),
        seen(Signal.LEFT_PHONE),
        seen(Signal.REPLIED, count=2),
    ]
    assert score(fit, rules).points == 50
    assert score(engagement, rules).points == rules.engagement_max
    assert score(fit + engagement, rules).points == 50 + rules.engagement_max


def test_a_penalty_is_taken_from_the_sum_and_never_below_zero(rules: Qualification) -> None:
    assert score([seen(Signal.CARELESS)], rules).points == 0
    assert score([seen(Signal.CARELESS), seen(Signal.GOAL, "change")], rules).points == 5


def test_temperature_changes_exactly_at_the_thresholds(rules: Qualification) -> None:
    warm = [seen(Signal.GOAL, "change"), seen(Signal.START, "now")]
    assert score(warm, rules).points == rules.warm_at
    assert score(warm, rules).temperature is Temperature.WARM
    assert score([seen(Signal.GOAL, "grow"), seen(Signal.START, "now")], rules).temperature is Temperature.COLD
    hot = [*warm, seen(Signal.DECIDES, "self"), seen(Signal.RESULT_REACHED), seen(Signal.ASKED_QUESTION)]
    assert score(hot, rules).points == rules.hot_at
    assert score(hot, rules).temperature is Temperature.HOT


def test_a_phone_and_a_question_together_are_always_hot(rules: Qualification) -> None:
    both = score([seen(Signal.LEFT_PHONE), seen(Signal.ASKED_QUESTION)], rules)
    assert both.points == 20
    assert both.temperature is Temperature.HOT
    assert score([seen(Signal.LEFT_PHONE)], rules).temperature is Temperature.COLD


def test_order_of_signals_changes_nothing(rules: Qualification) -> None:
    signals = [seen(Signal.GOAL, "grow"), seen(Signal.LEFT_PHONE), seen(Signal.CARELESS)]
    assert score(signals, rules) == score(signals[::-1], rules)


def test_questions_come_in_the_playbooks_order_and_end(rules: Qualification) -> None:
    answered: list[SeenSignal] = []
    asked = []
    while (question := next_question(answered, rules)) is not None:
        asked.append(question.signal)
        answered.append(seen(question.signal, question.options[0].value))
    assert asked == [Signal.GOAL, Signal.START, Signal.DECIDES, Signal.HOURS]
