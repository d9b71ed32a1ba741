"""Which slides come first for whom, and where a reader stands when the deck changes under them."""

from collections.abc import Iterable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sales.decks import (
    LONGEST_LOOK,
    carry_over,
    known_of,
    look_time,
    nearest,
    order_slides,
    pick_reviews,
    skipped,
)
from sales.journeys import SeenSignal
from sales.playbook import Deck, Review, Signal, Slide, SlideKind, Text
from sales.quiz import Confidence, Match, QuizResult, Reason
from tests.storage.making import NOW

WORDS = Text({"ru": "слово"})
NAMES = ("COD", "VIS", "dev", "goal=change", "goal=grow", "hours=few", "asked=expensive")


def slide(code: str, kind: SlideKind = SlideKind.METHOD, **pulls: int) -> Slide:
    named = {name.replace("__", "="): weight for name, weight in pulls.items()}
    return Slide(code=code, kind=kind, title=WORDS, text=WORDS, pulls=named)


def deck(*codes: str) -> Deck:
    middle = [slide(code) for code in codes]
    return Deck("course", (slide("intro", SlideKind.INTRO), *middle, slide("ending", SlideKind.ENDING)))


def codes(slides: Iterable[Slide]) -> list[str]:
    return [one.code for one in slides]


pulls = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 10), max_size=4)
kinds = st.sampled_from([kind for kind in SlideKind if kind not in (SlideKind.INTRO, SlideKind.ENDING)])


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    middle = [
        Slide(code=f"s{number}", kind=draw(kinds), title=WORDS, text=WORDS, pulls=draw(pulls))
        for number in range(draw(st.integers(0, 8)))
    ]
    return Deck("course", (slide("intro", SlideKind.INTRO), *middle, slide("ending", SlideKind.ENDING)))


known_names = st.frozensets(st.sampled_from(NAMES))


@given(decks(), known_names)
def test_every_slide_comes_exactly_once_with_the_introduction_first_and_the_ending_last(
    made: Deck, known: frozenset[str]
) -> None:
    ordered = order_slides(made.slides, known)
    assert sorted(codes(ordered)) == sorted(codes(made.slides))
    assert (ordered[0].kind, ordered[-1].kind) == (SlideKind.INTRO, SlideKind.ENDING)
    assert ordered == order_slides(made.slides, frozenset(known))


@given(decks())
def test_of_somebody_unknown_the_playbooks_order_stands(made: Deck) -> None:
    assert order_slides(made.slides, frozenset()) == made.slides


@given(decks(), known_names)
def test_nobody_gets_a_slide_that_matters_less_before_one_that_matters_more(made: Deck, known: frozenset[str]) -> None:
    middle = order_slides(made.slides, known)[1:-1]
    weights = [sum(weight for name, weight in one.pulls.items() if name in known) for one in middle]
    assert weights == sorted(weights, reverse=True)


def test_whoever_wants_another_job_sees_the_works_early_and_whoever_has_few_hours_the_pace() -> None:
    slides = (
        slide("intro", SlideKind.INTRO),
        slide("teacher"),
        slide("method", hours__few=4),
        slide("works", goal__change=3),
        slide("price", asked__expensive=3),
        slide("ending", SlideKind.ENDING),
    )
    assert codes(order_slides(slides, {"goal=change"}))[1] == "works"
    assert codes(order_slides(slides, {"goal=change", "hours=few"}))[1:3] == ["method", "works"]
    assert codes(order_slides(slides, {"asked=expensive"}))[1] == "price"


@given(decks(), decks(), known_names)
def test_an_edited_deck_keeps_the_order_one_is_in(before: Deck, after: Deck, known: frozenset[str]) -> None:
    old = tuple(codes(order_slides(before.slides, known)))
    new = carry_over(old, after, known)
    assert sorted(new) == sorted(codes(after.slides))
    assert [code for code in new if code in old] == [code for code in old if code in new]
    assert carry_over(new, after, known) == new


def test_a_new_slide_comes_where_it_would_have_come() -> None:
    assert carry_over(("intro", "b", "a", "ending"), deck("a", "n", "b"), frozenset()) == (
        ("intro", "b", "a", "n", "ending")
    )
    assert carry_over((), deck("a", "b"), frozenset()) == ("intro", "a", "b", "ending")


def test_for_a_slide_that_is_gone_the_next_is_shown_or_the_one_before() -> None:
    old = ("intro", "a", "b", "c")
    assert nearest(old, "a", ("intro", "b", "c")) == "b"
    assert nearest(old, "b", ("intro", "c")) == "c"
    assert nearest(old, "c", ("intro", "a")) == "a"
    assert nearest(old, "unheard-of", ("intro", "a")) == "intro"


def test_a_forgotten_phone_is_no_interest() -> None:
    assert look_time(NOW, NOW + timedelta(seconds=42)) == 42_000
    assert look_time(NOW, NOW + timedelta(hours=9)) == LONGEST_LOOK // timedelta(milliseconds=1)
    assert look_time(NOW, NOW - timedelta(seconds=5)) == 0


def test_what_was_not_reached_was_not_skipped() -> None:
    order = ("intro", "a", "b", "c", "ending")
    assert skipped(order, {"intro", "c"}) == ("a", "b")
    assert skipped(order, {"intro", "a"}) == ()
    assert skipped(order, set()) == ()


def review(code: str, *professions: str, **pulls: int) -> Review:
    named = {name.replace("__", "="): weight for name, weight in pulls.items()}
    return Review(code=code, author=WORDS, text=WORDS, professions=professions, pulls=named)


def test_the_two_nearest_reviews_are_shown() -> None:
    pool = (
        review("school", goal__change=9),
        review("other", "fin", goal__change=9),
        review("self", "dev", goal__self=4),
        review("change", "dev", "qa", goal__change=4),
        review("plain", "dev"),
    )
    chosen = [one.code for one in pick_reviews(pool, {"dev"}, {"goal=change"})]
    assert chosen == ["change", "self"]
    assert [one.code for one in pick_reviews(pool, {"dev"}, set())] == ["self", "change"]
    assert [one.code for one in pick_reviews(pool, {"pilot"}, set())] == ["school"]


def result(*, flat: bool) -> QuizResult:
    ranking = (
        Match("dev", 90, (Reason("q1", "COD"), Reason("q2", "SYS")), None),
        Match("qa", 80, (Reason("q3", "CHK"),), None),
    )
    return QuizResult(ranking, Match("hr", 5, (), None), Confidence.SURE, flat, False, None, "v1")


def test_a_person_is_known_by_answers_deeds_and_questions() -> None:
    signals = [
        SeenSignal(signal=Signal.GOAL, value="change", count=1, last_at=NOW),
        SeenSignal(signal=Signal.LEFT_PHONE, value="", count=1, last_at=NOW),
    ]
    known = known_of(signals, result(flat=False), ["expensive"])
    assert known == {"goal", "goal=change", "left_phone", "COD", "SYS", "CHK", "dev", "asked=expensive"}
    assert "dev" not in known_of([], result(flat=True), [])
    assert known_of([], None, []) == frozenset()
