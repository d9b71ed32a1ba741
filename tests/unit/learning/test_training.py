"""What is learned from leads whose truth we know, and when nothing is."""

from dataclasses import replace

import pytest

from sales.learning import LearnedModel
from sales.learning.runs import NEEDED, Closed, Figures, Outcomes, Report, Verdict
from sales.learning.training import PER_COLUMN, TooFewOutcomes, choose_columns, train
from sales.playbook import Temperature
from tests.unit.learning.conftest import BANDS, TRUE, draw


def test_what_truly_matters_is_found(many: list[Closed]) -> None:
    model, _ = train(many, id=1)
    for (fact, band), weight in TRUE.items():
        usual = "none" if fact in ("start",) else {"left_phone": "no", "asked_question": "0", "goal": "self"}[fact]
        assert model.weights[fact][band] - model.weights[fact][usual] == pytest.approx(weight, abs=0.45), (fact, band)
    hours = model.weights["hour"].values()
    assert max(hours) - min(hours) < 0.35


def test_the_report_holds_what_the_model_does_to_leads_it_has_not_seen(many: list[Closed]) -> None:
    model, report = train(many, id=1)
    assert report.trained_on + report.tested_on == len(many)
    assert report.tested_on == pytest.approx(0.3 * len(many), abs=2)
    fresh = draw(4000, seed=77)
    sold = [model.probability(lead.facts) for lead in fresh if lead.won]
    lost = [model.probability(lead.facts) for lead in fresh if not lead.won]
    again = sum(a > b for a in sold[:500] for b in lost[:500]) / (len(sold[:500]) * len(lost[:500]))
    assert report.learned.auc == pytest.approx(again, abs=0.04)
    assert report.learned.auc > 0.75
    assert 0.5 < report.rules.auc < report.learned.auc
    assert report.learned.lift > report.rules.lift > 1
    assert report.learned.ece is not None
    assert report.learned.ece < 0.05
    assert report.rules.ece is None
    hot, warm, cold = (report.conversion[key] for key in ("hot", "warm", "cold"))
    assert hot[1] / hot[0] > warm[1] / warm[0] > cold[1] / cold[0]


def test_a_fifth_is_hot_and_half_is_warm_or_better(many: list[Closed]) -> None:
    model, _ = train(many, id=1)
    found = [model.temperature(model.probability(lead.facts)) for lead in many]
    assert 0.12 < found.count(Temperature.HOT) / len(found) <= 0.2
    assert 0.4 < 1 - found.count(Temperature.COLD) / len(found) <= 0.5


def test_the_same_leads_in_any_order_give_the_same_model(many: list[Closed]) -> None:
    assert train(many, id=1) == train(list(reversed(many)), id=1)


def test_it_is_tested_on_what_came_later() -> None:
    """The habit turned around in the newest third: whoever tests on a random part would not notice."""
    leads = draw(1500)
    turned = [*leads[:1050], *(replace(lead, won=not lead.won) for lead in leads[1050:])]
    _, report = train(turned, id=1)
    assert report.learned.auc < 0.45


@pytest.mark.parametrize(("won", "lost"), [(0, 0), (49, 1000), (1000, 49), (99, 100), (0, NEEDED)], ids=str)
def test_too_few_outcomes_are_refused(won: int, lost: int) -> None:
    leads = draw(6000)
    some = [lead for lead in leads if lead.won][:won] + [lead for lead in leads if not lead.won][:lost]
    with pytest.raises(TooFewOutcomes):
        train(some, id=1)


def test_leads_that_are_all_alike_teach_nothing() -> None:
    alike = [replace(lead, facts={"goal": "none"}) for lead in draw(400)]
    with pytest.raises(TooFewOutcomes):
        train(alike, id=1)


def test_ten_leads_of_the_rarer_kind_stand_behind_each_column(many: list[Closed]) -> None:
    for count in (250, 600, 4000):
        leads = many[:count]
        kept, dropped = choose_columns(leads)
        won = sum(lead.won for lead in leads)
        assert len(kept) * PER_COLUMN <= min(won, len(leads) - won)
        assert {column.fact for column in [*kept, *dropped]} == set(BANDS)
    few, _ = choose_columns(many[:250])
    assert few[0].fact == "start"


def test_a_rare_band_goes_first_and_is_named(many: list[Closed]) -> None:
    leads = [replace(lead, facts={**lead.facts, "source": "vk" if i < 9 else "none"}) for i, lead in enumerate(many)]
    _, report = train(leads, id=1)
    assert "source=vk" in report.dropped
    assert not any(name.startswith("source") for name in report.kept)


def test_what_is_known_only_after_the_sale_raises_the_alarm(many: list[Closed]) -> None:
    leaked = [replace(lead, facts={**lead.facts, "took_lesson": "yes" if lead.won else "no"}) for lead in many]
    _, report = train(leaked, id=1)
    assert report.is_suspicious
    assert report.verdict is Verdict.SUSPICIOUS


@pytest.mark.parametrize(
    ("learned", "verdict"), [(0.80, Verdict.BETTER), (0.72, Verdict.SAME), (0.60, Verdict.WORSE)], ids=str
)
def test_within_its_error_a_model_is_not_called_better(learned: float, verdict: Verdict) -> None:
    figures = Figures(auc=learned, auc_error=0.04, lift=2.0, ece=0.03, brier=0.2)
    _, report = train(draw(400), id=1)
    assert replace(report, learned=figures, rules=replace(figures, auc=0.7)).verdict is verdict


def test_model_and_report_survive_being_written_down(many: list[Closed]) -> None:
    model, report = train(many, id=5, left_out=3)
    assert LearnedModel.from_json(model.to_json(), id=5, version=model.version) == model
    assert Report.from_json(report.to_json()) == report


def test_what_was_never_seen_counts_as_the_usual(many: list[Closed]) -> None:
    model, _ = train(many, id=1)
    usual = {"start": "someday", "left_phone": "maybe", "unheard": "of"}
    average = model.probability({})
    assert model.probability(usual) == pytest.approx(average)
    assert model.reasons(usual) == ()


def test_reasons_are_the_largest_and_add_up_the_right_way(many: list[Closed]) -> None:
    model, _ = train(many, id=1)
    facts = {"start": "now", "left_phone": "yes", "asked_question": "0", "goal": "none", "hour": "day"}
    reasons = {reason.key: reason.points for reason in model.reasons(facts)}
    assert reasons["start=now"] > 0
    assert reasons["left_phone=yes"] > 0
    assert reasons["goal=none"] < 0
    assert "hour=day" not in reasons or abs(reasons["hour=day"]) <= 3
    sizes = [abs(reason.points) for reason in model.reasons(facts)]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("won", "lost", "missing"),
    [(0, 0, 200), (50, 149, 1), (50, 150, 0), (10, 500, 40), (500, 45, 5), (0, 199, 50)],
    ids=str,
)
def test_what_is_missing_is_counted(won: int, lost: int, missing: int) -> None:
    assert Outcomes(won, lost).missing == missing
