"""Leads, tasks, orders and check-ins."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import playbook
from sales.leads import Lead, LeadStage, Order, Reason, Wish
from sales.money import Money
from sales.people import Person
from sales.playbook import Temperature
from sales.quiz import Answered, QuizResult, build_result, start
from storage.database import Database
from storage.leads import Leads, Tasks
from storage.orders import CheckIns, Orders
from storage.transaction import Tx
from tests.storage.making import NOW, add_lead, add_order, add_person, add_task, judged, later, rows, token


@dataclass
class Cast:
    anna: Person
    oleg: Person
    lead: Lead


@pytest.fixture
async def cast(database: Database) -> Cast:
    def work(tx: Tx) -> Cast:
        anna, oleg = add_person(tx, 1001), add_person(tx, 1002, "Олег")
        return Cast(anna, oleg, add_lead(tx, anna))

    return await database.write(work)


async def again(database: Database, lead: Lead) -> Lead:
    found = await database.read(lambda tx: Leads(tx).by_id(lead.id))
    assert found is not None
    return found


async def test_a_lead_is_kept_whole_and_found_every_way(database: Database) -> None:
    anna = await database.write(add_person)
    reasons = (Reason(key="left_phone", points=8, is_guess=True), Reason(key="careless", points=-5))
    made = await database.write(
        lambda tx: add_lead(
            tx,
            anna,
            judged=judged(temperature=Temperature.HOT, points=71, fit=50, engagement=21, reasons=reasons),
            wish=Wish.QUESTION,
            product="tester",
            source="vk",
        )
    )
    assert (made.stage, made.reasons, made.score, made.owner_id) == (LeadStage.NEW, reasons, 71, None)
    assert (made.fit, made.engagement, made.chance, made.told, made.noticed_at) == (50, 21, None, None, None)
    assert (made.temperature, made.wish, made.product, made.source) == (Temperature.HOT, Wish.QUESTION, "tester", "vk")
    for find in (Leads.by_id, Leads.by_token, Leads.open_of):
        key = {Leads.by_id: made.id, Leads.by_token: made.token, Leads.open_of: anna.id}[find]
        assert await database.read(lambda tx, f=find, k=key: f(Leads(tx), k)) == made  # type: ignore[operator]
    assert await database.read(lambda tx: Leads(tx).all_of(anna.id)) == [made]
    assert await database.read(lambda tx: Leads(tx).by_token("nothing")) is None


async def test_a_person_has_one_open_lead_however_many_try(database: Database) -> None:
    anna = await database.write(add_person)
    made = await asyncio.gather(
        *(database.write(lambda tx: add_lead(tx, anna)) for _ in range(8)), return_exceptions=True
    )
    (lead,) = [outcome for outcome in made if isinstance(outcome, Lead)]
    await database.write(lambda tx: Leads(tx).close(lead.id, LeadStage.LOST, NOW, "price"))
    second = await database.write(lambda tx: add_lead(tx, anna))
    assert await database.read(lambda tx: Leads(tx).open_of(anna.id)) == second


async def test_one_of_twenty_wins_the_claim(database: Database, cast: Cast) -> None:
    rivals = [await database.write(lambda tx, n=n: add_person(tx, 3000 + n)) for n in range(20)]
    won = await asyncio.gather(
        *(database.write(lambda tx, r=rival: Leads(tx).claim(cast.lead.id, r.id, NOW)) for rival in rivals)
    )
    assert sum(won) == 1
    lead = await again(database, cast.lead)
    assert (lead.owner_id, lead.stage, lead.claimed_at) == (rivals[won.index(True)].id, LeadStage.CLAIMED, NOW)


async def test_a_released_lead_is_back_in_the_pool_and_a_closed_one_is_not(database: Database, cast: Cast) -> None:
    pool = lambda: database.read(lambda tx: [lead.id for lead in Leads(tx).pool()])  # noqa: E731
    mine = lambda: database.read(lambda tx: [lead.id for lead in Leads(tx).open_of_owner(cast.oleg.id)])  # noqa: E731
    claim = lambda: database.write(lambda tx: Leads(tx).claim(cast.lead.id, cast.oleg.id, NOW))  # noqa: E731
    assert await pool() == [cast.lead.id]
    assert await claim()
    assert (await pool(), await mine()) == ([], [cast.lead.id])
    assert await database.write(lambda tx: Leads(tx).release(cast.lead.id))
    assert (await pool(), await mine()) == ([cast.lead.id], [])
    assert await database.write(lambda tx: Leads(tx).close(cast.lead.id, LeadStage.LOST, NOW, "no_money"))
    assert not await claim()
    assert not await database.write(lambda tx: Leads(tx).release(cast.lead.id))
    assert (await pool(), await mine()) == ([], [])


async def test_a_lead_is_closed_once_and_remembers_why(database: Database, cast: Cast) -> None:
    close = lambda stage, why: database.write(lambda tx: Leads(tx).close(cast.lead.id, stage, NOW, why))  # noqa: E731
    assert await close(LeadStage.LOST, "price")
    assert not await close(LeadStage.WON, None)
    lead = await again(database, cast.lead)
    assert (lead.stage, lead.lost_reason, lead.closed_at, lead.is_open) == (LeadStage.LOST, "price", NOW, False)


async def test_a_changed_wish_keeps_the_product_unless_there_is_a_new_one(database: Database, cast: Cast) -> None:
    for product, kept in (("tester", "tester"), (None, "tester"), ("analyst", "analyst")):
        await database.write(lambda tx, p=product: Leads(tx).wishes(cast.lead.id, Wish.CHAT, p))
        lead = await again(database, cast.lead)
        assert (lead.wish, lead.product) == (Wish.CHAT, kept)


async def test_a_lead_is_judged_anew_with_both_numbers_and_their_reasons(database: Database, cast: Cast) -> None:
    verdict = judged(
        points=3, fit=1, engagement=2, temperature=Temperature.COLD, reasons=(Reason(key="x", points=3),), chance=7
    )
    await database.write(lambda tx: Leads(tx).judge(cast.lead.id, verdict, later(hours=1)))
    lead = await again(database, cast.lead)
    assert (lead.score, lead.fit, lead.engagement, lead.chance) == (3, 1, 2, 7)
    assert (lead.temperature, lead.reasons) == (Temperature.COLD, verdict.reasons)


async def test_whoever_was_judged_before_the_night_is_judged_again_and_the_closed_are_not(database: Database) -> None:
    def work(tx: Tx) -> list[Lead]:
        leads = [add_lead(tx, add_person(tx, 4000 + number)) for number in range(4)]
        Leads(tx).judged_the_same(leads[0].id, later(hours=2))
        Leads(tx).judge(leads[1].id, judged(), later(hours=1))
        Leads(tx).close(leads[3].id, LeadStage.LOST, NOW, "price")
        return leads

    made = await database.write(work)
    due = lambda moment, limit: database.read(lambda tx: [id for id, _ in Leads(tx).to_judge(moment, limit)])  # noqa: E731
    assert await due(later(hours=2), 10) == [made[2].id, made[1].id]
    assert await due(later(hours=2), 1) == [made[2].id]
    assert await due(NOW, 10) == []


async def test_what_those_who_work_it_heard_of_is_remembered(database: Database, cast: Cast) -> None:
    await database.write(lambda tx: Leads(tx).told(cast.lead.id, Temperature.HOT, later(minutes=1)))
    lead = await again(database, cast.lead)
    assert (lead.told, lead.noticed_at) == (Temperature.HOT, later(minutes=1))


async def test_a_retaken_quiz_changes_the_result_of_the_lead(database: Database, cast: Cast) -> None:
    quiz = playbook.load(Path(playbook.__file__).parent).design
    attempt = start(quiz, token(), "seed")
    result = build_result(quiz, replace(attempt, answers=tuple(Answered(q.id, None) for q in quiz.core)))
    await database.write(lambda tx: Leads(tx).set_result(cast.lead.id, 17, result))
    lead = await again(database, cast.lead)
    assert lead.quiz_attempt_id == 17
    assert lead.result is not None
    assert QuizResult.from_json(lead.result) == result


async def test_the_pool_shows_the_hot_before_the_higher_number(database: Database) -> None:
    def work(tx: Tx) -> None:
        for number, temperature in enumerate((Temperature.COLD, Temperature.HOT, Temperature.WARM)):
            verdict = judged(temperature=temperature, points=90 - number)
            add_lead(tx, add_person(tx, 4000 + number), judged=verdict)

    await database.write(work)
    assert [lead.score for lead in await database.read(lambda tx: Leads(tx).pool())] == [89, 88, 90]


async def test_the_pool_shows_the_best_first_within_its_limit(database: Database) -> None:
    def work(tx: Tx) -> None:
        for number, score in enumerate((10, 90, 50)):
            add_lead(tx, add_person(tx, 4000 + number), judged=judged(points=score))

    await database.write(work)
    assert [lead.score for lead in await database.read(lambda tx: Leads(tx).pool())] == [90, 50, 10]
    assert [lead.score for lead in await database.read(lambda tx: Leads(tx).pool(limit=2))] == [90, 50]


async def test_the_first_reply_counts(database: Database, cast: Cast) -> None:
    await database.write(lambda tx: Leads(tx).replied(cast.lead.id, NOW))
    await database.write(lambda tx: Leads(tx).replied(cast.lead.id, later(hours=1)))
    (row,) = await rows(database, "SELECT first_reply_at FROM leads")
    assert row["first_reply_at"] == int(NOW.timestamp() * 1000)


async def test_scrubbing_closes_the_lead_and_leaves_nothing_personal(database: Database, cast: Cast) -> None:
    await database.write(lambda tx: Leads(tx).scrub(cast.anna.id, later(days=1)))
    lead = await again(database, cast.lead)
    assert (lead.stage, lead.lost_reason, lead.closed_at) == (LeadStage.LOST, "erased", later(days=1))
    assert (lead.result, lead.reasons, lead.source) == (None, (), "")


async def test_scrubbing_does_not_rewrite_how_a_closed_lead_ended(database: Database, cast: Cast) -> None:
    await database.write(lambda tx: Leads(tx).close(cast.lead.id, LeadStage.WON, NOW))
    await database.write(lambda tx: Leads(tx).scrub(cast.anna.id, later(days=1)))
    lead = await again(database, cast.lead)
    assert (lead.stage, lead.lost_reason, lead.closed_at) == (LeadStage.WON, None, NOW)


async def test_a_task_is_kept_moved_and_finished_once(database: Database, cast: Cast) -> None:
    task = await database.write(lambda tx: add_task(tx, cast.lead, cast.oleg, urgent=True))
    assert (task.urgent, task.is_open, task.due_at) == (True, True, later(hours=1))
    assert await database.read(lambda tx: Tasks(tx).by_token(task.token)) == task
    assert await database.write(lambda tx: Tasks(tx).move(task.id, later(hours=4)))
    done = await asyncio.gather(*(database.write(lambda tx: Tasks(tx).finish(task.id, NOW)) for _ in range(5)))
    assert sum(done) == 1
    assert not await database.write(lambda tx: Tasks(tx).move(task.id, NOW))
    kept = await database.read(lambda tx: Tasks(tx).by_id(task.id))
    assert kept is not None
    assert (kept.is_open, kept.due_at) == (False, later(hours=4))


async def test_open_tasks_are_listed_by_when_they_are_due(database: Database, cast: Cast) -> None:
    def work(tx: Tx) -> list[str]:
        tasks = [add_task(tx, cast.lead, cast.oleg, key=f"t{n}", due_at=later(hours=n)) for n in (3, 1, 2)]
        Tasks(tx).finish(tasks[2].id, NOW, cancelled=True)
        return [task.key for task in Tasks(tx).open_of_lead(cast.lead.id)]

    assert await database.write(work) == ["t1", "t3"]
    assert [t.key for t in await database.read(lambda tx: Tasks(tx).open_of_staff(cast.oleg.id))] == ["t1", "t3"]
    assert len(await database.read(lambda tx: Tasks(tx).open_of_staff(cast.oleg.id, limit=1))) == 1
    assert await database.read(lambda tx: Tasks(tx).open_of_staff(cast.anna.id)) == []


async def test_a_lead_is_sold_once_however_often_the_button_is_pressed(database: Database, cast: Cast) -> None:
    sold = await asyncio.gather(*(database.write(lambda tx: add_order(tx, cast.lead, cast.oleg)) for _ in range(10)))
    (order,) = [outcome for outcome in sold if outcome is not None]
    assert (order.price, order.sold_by, order.sold_at) == (Money(4_990_000, "RUB"), cast.oleg.id, NOW)
    assert await database.read(lambda tx: Orders(tx).by_id(order.id)) == order
    assert await database.read(lambda tx: Orders(tx).of_person(cast.anna.id)) == [order]


async def test_a_check_in_is_planned_once_asked_once_and_answered_once(database: Database, cast: Cast) -> None:
    def plan(tx: Tx) -> Order:
        order = add_order(tx, cast.lead, cast.oleg)
        assert order is not None
        for code, expected in (("day1", True), ("day1", False), ("day7", True)):
            made = CheckIns(tx).add(
                token=token(), order_id=order.id, person_id=cast.anna.id, code=code, due_at=later(days=1)
            )
            assert (made is not None) is expected
        return order

    await database.write(plan)
    first, second = await database.read(lambda tx: CheckIns(tx).of_person(cast.anna.id))
    assert (first.code, second.code, first.asked_at, first.answer) == ("day1", "day7", None, None)
    assert await database.write(lambda tx: CheckIns(tx).asked(first.id, NOW))
    assert not await database.write(lambda tx: CheckIns(tx).asked(first.id, later(days=1)))
    answered = await asyncio.gather(
        *(database.write(lambda tx, v=value: CheckIns(tx).answer(first.id, v, NOW)) for value in (1, 2, 3, 4, 5))
    )
    kept = await database.read(lambda tx: CheckIns(tx).by_token(first.token, cast.anna.id))
    assert kept is not None
    assert (sum(answered), kept.answer, kept.asked_at) == (1, answered.index(True) + 1, NOW)
    assert await database.read(lambda tx: CheckIns(tx).by_token(first.token, cast.oleg.id)) is None
    assert await database.read(lambda tx: CheckIns(tx).by_id(second.id)) == second
