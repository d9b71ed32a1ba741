"""The score by the playbook's rules: two numbers, their caps, what fades and what does not, and the heat."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import playbook
from sales.journeys import MOMENTS, SeenSignal
from sales.playbook import Implied, Qualification, Signal, Temperature
from sales.qualification import Score, Unanswered, implied, next_question, score

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RULES = playbook.load(Path(playbook.__file__).parent).qualification
ANSWERS = {question.signal: [option.value for option in question.options] for question in RULES.questions}
FULL_FIT = {Signal.GOAL: "change", Signal.START: "now", Signal.DECIDES: "self", Signal.HOURS: "many"}


@pytest.fixture(scope="module")
def rules() -> Qualification:
    return RULES


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def seen(signal: Signal, value: str = "", count: int = 1, at: datetime = NOW) -> SeenSignal:
    return SeenSignal(signal=signal, value=value, count=count, last_at=at)


def judge(*signals: SeenSignal, now: datetime = NOW, **more: object) -> Score:
    return score(signals, RULES, now, **more)  # type: ignore[arg-type]


def fit(**changed: str) -> list[SeenSignal]:
    answers = FULL_FIT | {Signal(name): value for name, value in changed.items()}
    return [seen(signal, value) for signal, value in answers.items()]


moments = st.lists(st.integers(0, 400).map(lambda hours: ago(hours=hours)), min_size=1, max_size=MOMENTS)


@st.composite
def people(draw: st.DrawFn) -> list[SeenSignal]:
    """Anybody: any answers, any deeds at any time, in any order."""
    made = []
    for signal in draw(st.sets(st.sampled_from(Signal))):
        times = tuple(sorted(draw(moments), reverse=True))
        value = draw(st.sampled_from(ANSWERS[signal])) if signal in ANSWERS else ""
        count = len(times) + draw(st.integers(0, 3))
        made.append(SeenSignal(signal=signal, value=value, count=count, last_at=times[0], moments=times))
    return draw(st.permutations(made))


silences = st.builds(
    Unanswered, touches=st.integers(1, 9), since=st.integers(0, 400).map(lambda hours: ago(hours=hours))
) | st.just(Unanswered())


def test_a_stranger_is_cold_and_worth_nothing() -> None:
    assert judge() == Score(points=0, fit=0, engagement=0, reasons=(), temperature=Temperature.COLD)


def test_every_point_has_its_reason() -> None:
    judged = judge(seen(Signal.GOAL, "change"), seen(Signal.RESULT_REACHED), seen(Signal.OPENED_PRODUCT))
    assert {(reason.key, reason.points) for reason in judged.reasons} == {
        ("goal_change", 15),
        ("result_reached", 8),
        ("opened_product", 6),
    }
    assert (judged.points, judged.fit, judged.engagement) == (29, 15, 14)


def test_an_answer_worth_nothing_is_still_told() -> None:
    assert [(r.key, r.points) for r in judge(seen(Signal.START, "looking")).reasons] == [("start_looking", 0)]


def test_only_the_answer_given_counts() -> None:
    assert judge(seen(Signal.START, "soon")).points == 10
    assert judge(seen(Signal.START, "yesterday")).points == 0, "an answer the playbook no longer has"


def test_looking_at_ten_cards_counts_once_and_replies_twice() -> None:
    assert judge(seen(Signal.OPENED_PRODUCT, count=10), seen(Signal.REPLIED, count=10)).points == 6 + 2 * 5


def test_fit_and_engagement_are_capped_apart(rules: Qualification) -> None:
    deeds = [seen(signal, count=10) for signal in Signal if signal not in ANSWERS and signal is not Signal.CARELESS]
    answers = fit(instalments="yes")
    assert (judge(*answers).fit, judge(*answers).engagement) == (60, 0)
    assert judge(*deeds).engagement == rules.engagement_max
    assert judge(*answers, *deeds).points == 100


def test_what_they_do_is_worth_half_after_a_week_and_what_they_want_stays() -> None:
    for days, worth in ((0, 12), (7, 6), (14, 3), (21, 2), (70, 0)):
        judged = judge(seen(Signal.ASKED_QUESTION, at=ago(days=days)), seen(Signal.GOAL, "change", at=ago(days=days)))
        assert (judged.engagement, judged.fit) == (worth, 15), days


def test_each_deed_fades_from_its_own_moment() -> None:
    twice = SeenSignal(signal=Signal.REPLIED, value="", count=2, last_at=NOW, moments=(NOW, ago(days=7)))
    assert judge(twice).engagement == 8  # 5 + 2.5
    often = SeenSignal(signal=Signal.REPLIED, value="", count=9, last_at=NOW, moments=(NOW, ago(days=7), ago(days=70)))
    assert judge(often).engagement == 8, "only the latest two count"


def test_a_faded_deed_is_no_reason_any_more() -> None:
    assert judge(seen(Signal.OPENED_PRODUCT, at=ago(days=60))).reasons == ()


def test_a_clock_moved_back_makes_nobody_hotter() -> None:
    assert judge(seen(Signal.ASKED_QUESTION, at=NOW + timedelta(days=30))).engagement == 12


def test_a_penalty_is_taken_from_the_sum_and_no_score_is_below_zero() -> None:
    assert judge(seen(Signal.CARELESS)).points == 0
    assert judge(seen(Signal.CARELESS), seen(Signal.GOAL, "change")).points == 5


def test_a_careful_retake_takes_the_haste_back() -> None:
    rushed = [seen(Signal.CARELESS, at=ago(hours=1)), seen(Signal.RESULT_REACHED, at=ago(hours=1))]
    assert judge(*rushed).points == 0
    careful = [rushed[0], seen(Signal.RESULT_REACHED, count=2)]
    assert judge(*careful).points == 8
    assert "careless" not in {reason.key for reason in judge(*careful).reasons}


def test_temperatures_begin_at_their_thresholds(rules: Qualification) -> None:
    for points in range(101):
        wanted = "hot" if points >= rules.hot_at else "warm" if points >= rules.warm_at else "cold"
        assert rules.temperature(points).value == wanted
    assert judge(*fit(), seen(Signal.OPENED_PRODUCT)).temperature is Temperature.WARM  # 56
    assert judge(*fit(), seen(Signal.ASKED_QUESTION), seen(Signal.SAW_PRICE)).temperature is Temperature.HOT  # 67


def test_who_left_a_phone_and_asked_is_hot_this_week_and_not_for_ever() -> None:
    both = [seen(Signal.LEFT_PHONE), seen(Signal.ASKED_QUESTION)]
    assert (judge(*both).points, judge(*both).temperature) == (20, Temperature.HOT)
    assert judge(both[0]).temperature is Temperature.COLD
    assert judge(*both, now=NOW + timedelta(days=7)).temperature is Temperature.HOT
    assert judge(*both, now=NOW + timedelta(days=8)).temperature is Temperature.COLD


def test_three_days_of_silence_after_our_word_cost_ten_points() -> None:
    answered = fit()
    silent = Unanswered(touches=1, since=ago(days=3))
    assert judge(*answered).points == 50
    assert judge(*answered, unanswered=Unanswered(touches=1, since=ago(days=2))).points == 50
    judged = judge(*answered, unanswered=silent)
    assert judged.points == 40
    assert ("silent", -10) in {(reason.key, reason.points) for reason in judged.reasons}


def test_three_unanswered_touches_cost_the_same_and_one_silence_is_not_punished_twice() -> None:
    assert judge(*fit(), unanswered=Unanswered(touches=3, since=ago(hours=1))).points == 40
    assert judge(*fit(), unanswered=Unanswered(touches=5, since=ago(days=9))).points == 40


def test_counting_instalments_answers_how_one_would_pay() -> None:
    counted = seen(Signal.SAW_INSTALMENTS, at=ago(hours=1))
    judged = judge(counted)
    (guess,) = [reason for reason in judged.reasons if reason.is_guess]
    assert (guess.key, guess.points, judged.fit) == ("pays_monthly", 10, 10)
    said = judge(counted, seen(Signal.INSTALMENTS, "free"))
    assert (said.fit, [reason for reason in said.reasons if reason.is_guess]) == (0, []), "what was said goes before"


def test_an_implied_answer_wants_all_of_its_deeds_close_together(rules: Qualification) -> None:
    deeds = (Signal.OPENED_DECK, Signal.TOOK_LESSON, Signal.SAW_PRICE)
    together = [seen(signal, at=ago(hours=hours)) for signal, hours in zip(deeds, (0, 20, 47), strict=True)]
    assert implied(together, rules)[Signal.START].value == "soon"
    apart = [seen(signal, at=ago(hours=hours)) for signal, hours in zip(deeds, (0, 20, 49), strict=True)]
    assert Signal.START not in implied(apart, rules)
    assert Signal.START not in implied(together[:2], rules)


def test_the_first_implication_that_fits_is_the_answer(rules: Qualification) -> None:
    guesses = (
        Implied(Signal.HOURS, "few", (Signal.TOOK_GUIDE,)),
        Implied(Signal.HOURS, "many", (Signal.TOOK_LESSON,)),
    )
    both = [seen(Signal.TOOK_LESSON), seen(Signal.TOOK_GUIDE)]
    assert implied(both, replace(rules, implied=guesses))[Signal.HOURS].value == "few"


def test_questions_come_in_the_playbooks_order_with_money_last(rules: Qualification) -> None:
    answered: list[SeenSignal] = []
    asked = []
    while (question := next_question(answered, rules)) is not None:
        asked.append(question.signal)
        answered.append(seen(question.signal, question.options[0].value))
    assert asked == [Signal.GOAL, Signal.START, Signal.DECIDES, Signal.HOURS, Signal.INSTALMENTS]


def test_a_skipped_question_is_not_asked_again_at_once(rules: Qualification) -> None:
    second = next_question([], rules, Signal.GOAL)
    assert second is not None
    assert second.signal is Signal.START
    assert next_question([seen(Signal.START, "now")], rules, Signal.START) == rules.questions[2]
    assert next_question([], rules, Signal.INSTALMENTS) is None
    assert next_question([], rules) == rules.questions[0]


def test_what_deeds_said_already_is_not_asked(rules: Qualification) -> None:
    asked = [*fit(), seen(Signal.SAW_INSTALMENTS)]
    assert next_question(asked, rules) is None


def test_nobody_under_age_is_asked_how_they_would_pay(rules: Qualification) -> None:
    assert next_question(fit(decides="self"), rules) is not None
    assert next_question(fit(decides="parent"), rules) is None


@given(people(), silences, st.booleans())
def test_a_score_keeps_its_bounds_and_its_sum(known: list[SeenSignal], silence: Unanswered, stopped: bool) -> None:
    judged = score(known, RULES, NOW, unanswered=silence, has_stopped=stopped)
    assert 0 <= judged.fit <= RULES.fit_max
    assert 0 <= judged.engagement <= RULES.engagement_max
    assert 0 <= judged.points <= judged.fit + judged.engagement
    if not stopped:
        gained = sum(reason.points for reason in judged.reasons)
        assert judged.points == max(0, gained) or gained > judged.points, "only a cap may take what has a reason"


@given(people(), silences)
def test_whoever_asked_for_silence_has_nothing_and_is_never_hot(known: list[SeenSignal], silence: Unanswered) -> None:
    judged = score(known, RULES, NOW, unanswered=silence, has_stopped=True)
    assert (judged.points, judged.temperature) == (0, Temperature.COLD)
    assert judged.reasons[-1].key == RULES.stopped.reason


@given(st.data())
def test_the_order_in_which_things_are_known_changes_nothing(data: st.DataObject) -> None:
    known = data.draw(people())
    assert score(known, RULES, NOW) == score(data.draw(st.permutations(known)), RULES, NOW)


@given(people(), silences, st.integers(0, 5000), st.integers(0, 5000))
def test_time_alone_never_makes_anybody_hotter(
    known: list[SeenSignal], silence: Unanswered, hours: int, more: int
) -> None:
    earlier = score(known, RULES, NOW + timedelta(hours=hours), unanswered=silence)
    later = score(known, RULES, NOW + timedelta(hours=hours + more), unanswered=silence)
    assert later.points <= earlier.points
    assert later.engagement <= earlier.engagement
    assert later.temperature.degree <= earlier.temperature.degree
    assert later.fit == earlier.fit


@given(people(), st.sampled_from([s for s in Signal if s not in ANSWERS and s is not Signal.CARELESS]))
def test_one_more_deed_never_costs_anything(known: list[SeenSignal], deed: Signal) -> None:
    before = {one.signal: one for one in known}
    old = before.get(deed)
    times = (NOW, *(old.moments if old is not None else ()))[:MOMENTS]
    new = SeenSignal(signal=deed, value="", count=len(times), last_at=NOW, moments=times)
    after = score((before | {deed: new}).values(), RULES, NOW)
    guesses = implied(known, RULES).keys() ^ implied((before | {deed: new}).values(), RULES).keys()
    if not guesses:
        assert after.engagement >= score(known, RULES, NOW).engagement
        assert after.points >= score(known, RULES, NOW).points
