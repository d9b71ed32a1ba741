"""What a quiz worth trusting has to reach among simulated people. They prove the machinery, not that it is true."""

from sales.quiz.design import Quiz
from sales.quiz.fit import MISFIT
from sales.quiz.simulation.invariances import invariances, worked_example
from sales.quiz.simulation.naive import naive_shares
from sales.quiz.simulation.people import Profile
from sales.quiz.simulation.plan import SEED, Found, crowds
from sales.quiz.simulation.rows import Row, at_least, at_most, known
from sales.quiz.simulation.runs import Outcome
from sales.quiz.simulation.shares import confusions, first, gap, given, largest, least_found, retest, share, three
from sales.statistics import chance_to_exceed, evenness

NAIVE_QUESTIONS = 12
People = list[Outcome]


def table(quiz: Quiz, independent: tuple[Profile, ...] | None, found: Found) -> list[Row]:
    """T1 to T13, then figures without a target. A and B are the two generators of `plan.crowds`."""
    once = {name: [outcomes[0] for outcomes in people] for name, people in found.items()}
    a, b = once["ordinary"], once.get("independent")
    rows = [
        at_least("T1", "A, decided: right profession first", first(once["decided"]), 0.98),
        at_least("T2", "A, ordinary: right profession first", first(a), 0.82),
        at_least("T2", "A, ordinary: right profession among three", three(a), 0.96),
        at_least("T4", "A, noisy: right profession first", first(once["noisy"]), 0.74),
        at_least("T4", "A, noisy: right profession among three", three(once["noisy"]), 0.93),
        at_most("T5", "A: scored questions, mean", sum(o.asked for o in a) / len(a), 12.5),
        at_most("T5", "A: scored questions, most", max(o.asked for o in a), 15),
        at_least("T6", f"A: {_least(quiz, a)} is found least often", least_found(a)[1], 0.70),
        at_least("T7", "A: evenness of results", evenness(given(a).values(), len(quiz.professions)), 0.97),
        at_most("T7", "A: largest share of one profession", largest(a), 0.15),
        *_careless(once["clicker"], a, b or a),
        at_most("T9", "A: calibration error of the posterior", gap(a, tempered=False), 0.06),
        *(
            _independent(quiz, b, found["retest"])
            if b
            else [known("T3", "B: no O*NET data for this playbook", "not run")]
        ),
        *worked_example(quiz),
        *_naive(quiz, independent, a, b),
        *invariances(quiz),
    ]
    return [*sorted(rows, key=lambda row: int(row.id[1:])), *_without_target(quiz, once["indifferent"], b)]


def _independent(quiz: Quiz, b: People, twice: list[tuple[Outcome, ...]]) -> list[Row]:
    same = share(old.order[0] == new.order[0] for old, new in twice)
    within = share(new.order[0] in old.order[:3] for old, new in twice)
    return [
        at_least("T3", "B, ordinary: right profession first", first(b), 0.66),
        at_least("T3", "B, ordinary: right profession among three", three(b), 0.92),
        at_least("T6", f"B: {_least(quiz, b)} is found least often", least_found(b)[1], 0.40),
        at_most("T9", "B: calibration error of the words", gap(b, tempered=True), 0.08),
        at_least("T10", "B, core twice: scores correlate", retest(twice), 0.72),
        at_least("T10", "B, core twice: same profession first", same, 0.48),
        at_least("T10", "B, core twice: new first among the old three", within, 0.80),
    ]


def _careless(clicker: People, a: People, honest: People) -> list[Row]:
    below = [share(o.fit < MISFIT for o in people) for people in (honest, clicker)]
    auc = chance_to_exceed([o.fit for o in honest], [o.fit for o in clicker])
    return [
        at_most("T8", "random clicker: largest share of one profession", largest(clicker), 0.25),
        at_least("T8", "random clicker, 1 s a press: another try offered", share(o.careless for o in clicker), 0.95),
        at_most("T8", "honest, 3 s a press: another try offered", share(o.careless for o in a), 0.01),
        known("T8", f"person-fit < {MISFIT}: honest, clicker; AUC", f"{below[0]:.3f}, {below[1]:.3f}; {auc:.3f}"),
    ]


def _naive(quiz: Quiz, independent: tuple[Profile, ...] | None, a: People, b: People | None) -> list[Row]:
    crowd = crowds(quiz, independent)
    right, among = naive_shares(crowd["ordinary"], questions=NAIVE_QUESTIONS, people=len(a), seed=SEED)
    rows = [
        known("T12", "A: option = profession, 12 questions", f"{right:.3f}, three {among:.3f}"),
        at_least("T12", "A: how far ahead of it", first(a) - right, 0.30),
    ]
    if b:
        right, among = naive_shares(crowd["independent"], questions=NAIVE_QUESTIONS, people=len(b), seed=SEED)
        rows.append(known("T12", "B: option = profession, 12 questions", f"{right:.3f}, three {among:.3f}"))
    return rows


def _without_target(quiz: Quiz, indifferent: People, b: People | None) -> list[Row]:
    codes = quiz.profession_codes()
    rows = [
        known("-", "indifferent: told that nothing stands out", f"{share(o.flat for o in indifferent):.3f}"),
        known("-", "indifferent: largest share of one profession", f"{largest(indifferent):.3f}"),
    ]
    for truth, taken, often in confusions(b or [])[:3]:
        rows.append(known("-", f"B: {codes[truth]} taken for {codes[taken]}", f"{often:.3f}"))
    return rows


def _least(quiz: Quiz, people: People) -> str:
    return quiz.profession_codes()[least_found(people)[0]]
