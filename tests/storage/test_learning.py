"""Snapshots of leads, outcomes, and models with the one in use."""

from datetime import timedelta

from sales.activity import Verb
from sales.leads import Lead, LeadStage
from sales.learning import FACTS_VERSION, LearnedModel
from sales.learning.runs import Closed, Figures, Outcomes, Report
from sales.people import Person
from storage.database import Database
from storage.journeys import ActivityLog
from storage.leads import Leads
from storage.learning import ScoreModels, Snapshots
from storage.meta import Meta
from storage.transaction import Tx
from tests.storage.making import NOW, add_lead, add_person, later, rows

FIGURES = Figures(auc=0.8, auc_error=0.03, lift=2.0, ece=0.04, brier=0.17)
REPORT = Report(
    trained_on=140,
    tested_on=60,
    left_out=0,
    won=70,
    learned=FIGURES,
    rules=Figures(auc=0.7, auc_error=0.04, lift=1.5),
    conversion={"hot": (12, 9), "warm": (18, 6), "cold": (30, 5)},
    kept=("goal=change",),
    dropped=(),
)


def model(id: int, version: int = FACTS_VERSION) -> LearnedModel:
    return LearnedModel(
        id=id,
        intercept=-1.0,
        weights={"goal": {"change": 1.0}},
        usual={"goal": 0.4},
        hot_at=0.6,
        warm_at=0.3,
        version=version,
    )


def close(tx: Tx, number: int, stage: LeadStage, reason: str | None = None) -> Lead:
    lead = add_lead(tx, add_person(tx, 5000 + number), now=later(minutes=number))
    Snapshots(tx).keep(lead.id, {"goal": "change"}, rule_score=number, now=NOW)
    Leads(tx).close(lead.id, stage, later(days=1), reason)
    return lead


def learned(tx: Tx, asker: Person) -> int:
    models = ScoreModels(tx)
    assert models.ask(asker.id, NOW)
    running = models.running()
    assert running is not None
    assert models.finish(running.id, model(running.id), REPORT, later(minutes=1))
    return running.id


async def test_a_snapshot_follows_the_lead_until_the_first_claim_and_never_after(database: Database) -> None:
    def work(tx: Tx) -> None:
        lead = add_lead(tx, add_person(tx))
        oleg = add_person(tx, 1002, "Олег")
        snapshots = Snapshots(tx)
        snapshots.keep(lead.id, {"goal": "none"}, rule_score=10, now=NOW)
        snapshots.keep(lead.id, {"goal": "change"}, rule_score=25, now=later(minutes=1))
        Leads(tx).claim(lead.id, oleg.id, later(minutes=2))
        ActivityLog(tx, oleg.id, later(minutes=2)).add(Verb.LEAD_CLAIMED, person_id=lead.person_id, lead_id=lead.id)
        snapshots.keep(lead.id, {"goal": "change", "replied": "2+"}, rule_score=35, now=later(minutes=3))
        Leads(tx).release(lead.id)
        snapshots.keep(lead.id, {"goal": "change", "replied": "2+"}, rule_score=35, now=later(minutes=4))
        (kept,) = snapshots.of(lead.person_id)
        assert kept == {"at": later(minutes=1), "facts": {"goal": "change"}, "rule_score": 25}

    await database.write(work)


async def test_a_lead_first_judged_after_its_claim_has_no_snapshot(database: Database) -> None:
    def work(tx: Tx) -> None:
        lead = add_lead(tx, add_person(tx))
        ActivityLog(tx, None, NOW).add(Verb.LEAD_CLAIMED, person_id=lead.person_id, lead_id=lead.id)
        Snapshots(tx).keep(lead.id, {"goal": "none"}, rule_score=1, now=NOW)
        assert Snapshots(tx).of(lead.person_id) == []

    await database.write(work)


async def test_mistakes_and_the_erased_are_no_outcomes(database: Database) -> None:
    def work(tx: Tx) -> None:
        close(tx, 1, LeadStage.WON)
        close(tx, 2, LeadStage.LOST, "expensive")
        close(tx, 3, LeadStage.LOST, "mistake")
        close(tx, 4, LeadStage.LOST, "erased")
        add_lead(tx, add_person(tx, 6000))
        models = ScoreModels(tx)
        assert models.outcomes() == Outcomes(won=1, lost=1)
        assert list(models.closed_leads(10)) == [
            Closed(facts={"goal": "change"}, rule_score=2, won=False, created_at=later(minutes=2)),
            Closed(facts={"goal": "change"}, rule_score=1, won=True, created_at=later(minutes=1)),
        ]
        assert [lead.rule_score for lead in models.closed_leads(1)] == [2], "the newest"

    await database.write(work)


async def test_facts_of_another_version_teach_nothing(database: Database) -> None:
    def work(tx: Tx) -> None:
        close(tx, 1, LeadStage.WON)
        tx.sql._connection.execute("UPDATE lead_snapshots SET version = version + 1")
        assert ScoreModels(tx).outcomes() == Outcomes(won=0, lost=0)

    await database.write(work)


async def test_forgetting_takes_the_snapshot_with_it(database: Database) -> None:
    def work(tx: Tx) -> None:
        lead = close(tx, 1, LeadStage.WON)
        other = close(tx, 2, LeadStage.WON)
        Snapshots(tx).scrub(lead.person_id)
        assert Snapshots(tx).of(lead.person_id) == []
        assert len(Snapshots(tx).of(other.person_id)) == 1

    await database.write(work)


async def test_only_one_training_is_under_way(database: Database) -> None:
    olga = await database.write(add_person)
    assert await database.write(lambda tx: ScoreModels(tx).ask(olga.id, NOW))
    assert not await database.write(lambda tx: ScoreModels(tx).ask(olga.id, NOW))
    running = await database.read(lambda tx: ScoreModels(tx).running())
    assert running is not None
    id = running.id
    assert await database.write(lambda tx: ScoreModels(tx).finish(id, None, None, NOW))
    assert not await database.write(lambda tx: ScoreModels(tx).finish(id, model(id), REPORT, NOW)), "the first stands"
    assert await database.write(lambda tx: ScoreModels(tx).ask(olga.id, NOW))


async def test_a_model_and_its_report_come_back_as_they_were(database: Database) -> None:
    def work(tx: Tx) -> None:
        id = learned(tx, add_person(tx))
        found = ScoreModels(tx).by_id(id)
        assert found is not None
        assert (found.model, found.report, found.finished_at) == (model(id), REPORT, NOW + timedelta(minutes=1))
        assert found.may_be_used
        assert [training.id for training in ScoreModels(tx).latest(5)] == [id]

    await database.write(work)


async def test_the_model_in_use_is_the_one_named_and_the_rules_are_none(database: Database) -> None:
    def work(tx: Tx) -> None:
        olga = add_person(tx)
        first, second = learned(tx, olga), learned(tx, olga)
        models = ScoreModels(tx)
        assert models.active() is None
        open_lead = add_lead(tx, olga)
        models.use(first)
        assert Leads(tx).to_judge(NOW, 5) == [(open_lead.id, olga.id)], "judged anew"
        assert (models.active(), models.active_id()) == (model(first), first)
        models.use(second)
        assert models.active_id() == second
        models.use(None)
        assert (models.active(), models.active_id()) == (None, None)

    await database.write(work)


async def test_a_model_for_other_facts_is_not_used_though_it_is_named(database: Database) -> None:
    def work(tx: Tx) -> None:
        id = learned(tx, add_person(tx))
        ScoreModels(tx).use(id)
        tx.sql._connection.execute("UPDATE score_models SET version = version + 1")
        assert (ScoreModels(tx).active(), ScoreModels(tx).active_id()) == (None, id)

    await database.write(work)


async def test_the_playbooks_version_and_the_model_in_use_do_not_meet(database: Database) -> None:
    def work(tx: Tx) -> None:
        Meta(tx).set_playbook_version("abc")
        assert ScoreModels(tx).active_id() is None

    await database.write(work)
    assert len(await rows(database, "SELECT * FROM meta WHERE key = 'score_model'")) == 0
