"""The quality report, counted by hand."""

import csv
from datetime import UTC, datetime, timedelta

import pytest

from handlers.admin.quality_file import BOM, quality_csv
from sales.quality import QualityReport, RatingCount, SeenAttempt, Tally, report
from sales.quality.tally import NARROWING, Times

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
AGO = NOW - timedelta(days=1)


class Counting:
    """A tally to fill with people, each new unless said otherwise."""

    def __init__(self, quiz):
        self.quiz, self.tally, self.person = quiz, Tally(quiz, NOW), 0

    def finished(self, times=1, *, top="mkt", facets=0, skip=(), ms=4_000, person=None, **result):
        """Everybody presses the option number `facets` of each core question and skips those named."""
        answers = [(q.id, None if q.id in skip else q.facets[facets], ms) for q in self.quiz.core]
        for _ in range(times):
            self._add("finished", answers, person, top=top, **result)

    def stopped(self, answered, times=1, *, at=AGO, status="running", seed_done=True):
        for _ in range(times):
            answers = [(q.id, q.facets[0], 4_000) for q in self.quiz.core[:answered]]
            self._add(status, answers, None, asked_at=at, seed_done=seed_done)

    def _add(self, status, answers, person, *, asked_at=AGO, seed_done=True, **result):
        self.person += person is None
        self.tally.add(SeenAttempt(person or self.person, status, seed_done, "team", answers, asked_at, **result))

    def report(self, ratings=()) -> QualityReport:
        return report(self.quiz, self.tally, ratings, 30)

    def question(self, number):
        """0 is the warm-up, 1 to 10 the core."""
        return self.report().questions[number]


@pytest.fixture
def people(quiz):
    return Counting(quiz)


def test_nothing_yet(people):
    empty = people.report()
    assert (empty.started, empty.honest, empty.largest, empty.lift, empty.compared) == (0, 0, None, None, 0)
    assert not empty.is_enough
    assert all(q.drop is None and q.seconds is None and q.skip is None and not q.is_marked for q in empty.questions)


def test_who_finished_stopped_is_still_at_it_or_began_anew(people):
    people.finished(6)
    people.stopped(3, times=2)
    people.stopped(3, at=NOW - timedelta(minutes=59))
    people.stopped(3, status="abandoned")
    found = people.report()
    assert (found.started, found.finished, found.left, found.in_progress, found.restarted) == (10, 6, 2, 1, 1)


def test_people_are_lost_at_the_question_they_did_not_answer(people):
    people.finished(6)
    people.stopped(0, seed_done=False)
    people.stopped(0)
    people.stopped(3, times=2)
    reached = [(q.reached, q.left) for q in people.report().questions[:6]]
    assert reached == [(10, 1), (9, 1), (8, 0), (8, 0), (8, 2), (6, 0)]
    assert people.question(4).drop == 0.25


def test_who_stops_among_tie_breaks_is_lost_there_and_nowhere_else(people, quiz):
    people.stopped(10, times=3)
    people.finished()
    narrowing = next(q for q in people.report().questions if q.id == NARROWING)
    assert (narrowing.reached, narrowing.left, narrowing.kind) == (3, 3, "narrowing")
    assert people.question(10).left == 0


def test_careless_and_flat_results_stay_out_of_options_times_and_results(people):
    people.finished(3, facets=0, ms=2_000)
    people.finished(2, facets=1, ms=500, careless=True)
    people.finished(4, facets=2, ms=9_000, flat=True)
    found = people.report()
    assert (found.careless, found.flat, found.honest) == (2, 4, 3)
    question = people.question(1)
    assert [option.count for option in question.options] == [3, 0, 0]
    assert question.seconds == 2.0
    assert found.tops == (("mkt", 3),)


def test_skips_of_flat_people_count_because_skipping_made_them_flat(people, quiz):
    people.finished(3)
    people.finished(1, skip={quiz.core[0].id}, flat=True)
    people.finished(6, skip={quiz.core[0].id}, careless=True)
    assert people.question(1).skip == 0.25
    assert people.question(2).skip == 0


@pytest.mark.parametrize(("skipping", "marked"), [(9, False), (16, True)])
def test_a_question_is_marked_when_surely_more_than_eight_percent_skip_it(people, quiz, skipping, marked):
    people.finished(100 - skipping)
    people.finished(skipping, skip={quiz.core[4].id})
    assert people.question(5).skips is marked
    assert not people.question(4).skips


def test_an_option_is_odd_only_when_chance_cannot_explain_it(people):
    people.finished(60, facets=0)
    people.finished(40, facets=1)
    shares = [(round(option.share, 2), option.is_odd) for option in people.question(1).options]
    assert shares == [(0.6, False), (0.4, False), (0.0, True)]
    people.finished(40, facets=0)
    assert people.question(1).options[0].is_odd


def test_few_people_mark_nothing(people, quiz):
    people.finished(20, skip={quiz.core[4].id})
    people.stopped(5, times=20)
    assert not any(q.is_marked or any(o.is_odd for o in q.options) for q in people.report().questions)


def test_a_question_that_loses_twice_as_many_as_its_neighbours_is_marked(people):
    people.finished(80)
    for number in range(10):
        people.stopped(number, times=2)
    people.stopped(5, times=8)
    assert [q.id for q in people.report().questions if q.drops] == [people.quiz.core[5].id]


def test_a_question_that_takes_twice_as_long_as_its_neighbours_is_marked(people, quiz):
    slow = quiz.core[3].id
    for _ in range(50):
        answers = [(q.id, q.facets[0], 9_000 if q.id == slow else 4_000) for q in quiz.core]
        people._add("finished", answers, None, top="mkt")
    assert [q.id for q in people.report().questions if q.slow] == [slow]
    assert people.question(4).seconds == 9.0


def test_the_largest_profession_raises_an_alarm_above_a_quarter(people):
    for top in ("mkt", "dev", "qa", "des"):
        people.finished(20, top=top)
    found = people.report()
    assert found.largest == ("mkt", 0.25)
    assert not found.is_lopsided
    people.finished(5)
    assert people.report().is_lopsided


def test_evenness_counts_all_professions_of_the_quiz(people, quiz):
    for code in quiz.profession_codes():
        people.finished(3, top=code)
    assert people.report().evenness == pytest.approx(1)


def test_retakes_and_whether_the_same_profession_came_first(people):
    people.finished(top="mkt", person=901)
    people.finished(top="mkt", person=902)
    people.finished(top="dev", person=902)
    people.finished(top="dev", person=902)
    people.finished(top="qa", person=903)
    people.finished(top="qa", person=903, careless=True)
    found = people.report()
    assert (found.people, found.retakers, found.pairs, found.same) == (3, 1, 2, 1)


def test_ratings_with_their_intervals_and_the_lift_over_all_decoys_together(people):
    counts = [
        RatingCount(rank=1, is_decoy=False, liked=240, of=320),
        RatingCount(rank=2, is_decoy=False, liked=100, of=320),
        RatingCount(rank=7, is_decoy=True, liked=30, of=150),
        RatingCount(rank=12, is_decoy=True, liked=34, of=160),
    ]
    found = people.report(counts)
    assert [(r.place, r.liked, r.of) for r in found.ratings] == [(1, 240, 320), (2, 100, 320), (0, 64, 310)]
    assert (found.ratings[0].low, found.ratings[0].high) == pytest.approx((0.700, 0.794), abs=0.001)
    assert found.lift is not None
    assert found.lift[0] == pytest.approx(0.75 / (64 / 310))
    assert found.compared == 310
    assert found.is_enough


def test_under_three_hundred_comparisons_nothing_is_concluded(people):
    counts = [RatingCount(1, False, 200, 400), RatingCount(8, True, 10, 299)]
    assert not people.report(counts).is_enough


@pytest.mark.parametrize(
    ("milliseconds", "median"), [([1_000], 1.0), ([1_000, 2_000, 60_000], 2.0), ([3_000, 1_000], 1.0), ([10**9], 600.0)]
)
def test_the_median_time_is_kept_without_keeping_the_times(milliseconds, median):
    times = Times()
    for value in milliseconds:
        times.add(value)
    assert times.median() == median


def test_answers_of_an_older_playbook_are_no_trouble(people):
    people._add("finished", [("gone_question", "DAT", 1_000)], None, top="gone_profession")
    people._add("running", [("gone_question", "DAT", 1_000)], None)
    found = people.report()
    assert (found.finished, found.left) == (1, 1)
    assert found.tops == (("gone_profession", 1),)


def test_the_file_has_every_figure_and_opens_in_a_spreadsheet(people, quiz):
    people.finished(60)
    people.stopped(2, times=4)
    text = quality_csv(people.report([RatingCount(1, False, 5, 9), RatingCount(8, True, 2, 9)]))
    assert text.startswith(BOM)
    rows = list(csv.reader(text.removeprefix(BOM).splitlines(), delimiter=";"))
    assert rows[0] == ["section", "item", "option", "measure", "value"]
    assert {len(row) for row in rows} == {5}
    figures = {tuple(row[:4]): row[4] for row in rows[1:]}
    assert len(figures) == len(rows) - 1
    first = quiz.core[0]
    assert figures["attempts", "", "", "started"] == "64"
    assert figures["questions", first.id, first.facets[0], "share"] == "1.0000"
    assert figures["questions", first.id, first.facets[0], "is_odd"] == "1"
    assert figures["questions", quiz.core[2].id, "", "left"] == "4"
    assert figures["questions", quiz.tie_breaks[-1].id, "", "asked"] == "0"
    assert figures["ratings", "decoy", "", "of"] == "9"
    assert figures["ratings", "", "", "lift"] == "2.5000"
    assert figures["results", "mkt", "", "first"] == "60"
