"""The quiz and the table behind it: consistent, and fair to every profession."""

from collections.abc import Iterator

from playbook.draft import Draft
from playbook.rules.reach import unreachable
from playbook.shapes import OptionShape, ProfessionsFile, QuestionShape, QuizFile, SeedOptionShape, SeedShape
from playbook.source import Where

QUIZ = "quiz.yaml"
TABLE = "professions.yaml"
OPTIONS = 3
UNEVEN = 1.6
"""How many times longer one text may be than the other it stands beside."""
BUTTON_CODES = 42
"""Characters for question and option together, so that a button stays within Telegram's 64 bytes."""


def check_quiz(draft: Draft) -> None:
    table = draft.get(ProfessionsFile)
    quiz = draft.get(QuizFile)
    sound = table is not None and _table(draft, table)
    if quiz is None:
        return
    sound = _questions(draft, quiz) and sound
    if table is not None:
        sound = _facets_used(draft, quiz, table) and sound
    if table is not None and sound:
        for i, winner in unreachable(table, quiz):
            code = table.professions[i].code
            message = f'nobody can get the profession "{code}": even its ideal respondent gets "{winner}"'
            draft.report(TABLE, ("professions", i, "weights"), message, "make its weights differ more")


def _table(draft: Draft, table: ProfessionsFile) -> bool:
    known = {facet.code for facet in table.facets}
    before = len(draft.sources[TABLE].problems)
    draft.refuse_twins(TABLE, "facet", [(("facets", i, "code"), f.code) for i, f in enumerate(table.facets)])
    people = [(("professions", i, "code"), p.code) for i, p in enumerate(table.professions)]
    draft.refuse_twins(TABLE, "profession", people)
    for i, profession in enumerate(table.professions):
        place: Where = ("professions", i, "weights")
        for code in profession.weights:
            if code not in known:
                draft.report(TABLE, (*place, code), f'there is no facet "{code}"', f"use {_some(known)}")
        missing = sorted(known - set(profession.weights))
        if missing:
            message = f'"{profession.code}" has no weight for {", ".join(missing)}'
            draft.report(TABLE, place, message, "give each facet a weight from 0 to 4")
        elif len(set(profession.weights.values())) == 1:
            message = f'"{profession.code}" weighs every facet the same'
            draft.report(TABLE, place, message, "say what the profession asks for more, and what less")
    return len(draft.sources[TABLE].problems) == before


def _questions(draft: Draft, quiz: QuizFile) -> bool:
    before = len(draft.sources[QUIZ].problems)
    everything = list(_all(quiz))
    draft.refuse_twins(QUIZ, "question", [((*path, "id"), question.id) for path, question in everything])
    looks: list[tuple[Where, tuple[str, str]]] = []
    for path, question in everything:
        options: list[OptionShape | SeedOptionShape] = list(question.options)
        ids = [((*path, "options", i, "id"), option.id) for i, option in enumerate(options)]
        draft.refuse_twins(QUIZ, "option", ids)
        facets = [
            ((*path, "options", i, "facet"), option.facet)
            for i, option in enumerate(options)
            if isinstance(option, OptionShape)
        ]
        draft.refuse_twins(QUIZ, "in one question, facet", facets)
        looks += [
            ((*path, "options", i, "text", language), (language, _look(text)))
            for i, option in enumerate(options)
            for language, text in option.text.root.items()
        ]
        _three_equal(draft, path, question)
    _refuse_same_look(draft, looks)
    if quiz.settings.max_extra > len(quiz.tie_breaks):
        message = f"max_extra is {quiz.settings.max_extra}, but there are {len(quiz.tie_breaks)} tie-breaks"
        draft.report(QUIZ, ("settings", "max_extra"), message, "lower it or add tie-breaks")
    return len(draft.sources[QUIZ].problems) == before


def _three_equal(draft: Draft, path: Where, question: QuestionShape | SeedShape) -> None:
    """Scored questions have three options of like length, in each language and between languages; buttons hold them."""
    if isinstance(question, SeedShape):
        return
    if len(question.options) != OPTIONS:
        message = f'"{question.id}" has {len(question.options)} options'
        draft.report(QUIZ, (*path, "options"), message, f"give it {OPTIONS}: two comparisons for one press")
    for i, option in enumerate(question.options):
        place: Where = (*path, "options", i)
        if len(question.id) + len(option.id) > BUTTON_CODES:
            message = f'"{question.id}" and "{option.id}" are too long together for a button'
            draft.report(QUIZ, (*place, "id"), message, f"use {BUTTON_CODES} characters or fewer for both")
        _like_length(draft, (*place, "text"), list(option.text.root.values()), "its languages")
    for language in question.options[0].text.root:
        texts = [option.text.root.get(language, "") for option in question.options]
        _like_length(draft, (*path, "options"), texts, f'its options in "{language}"')


def _like_length(draft: Draft, path: Where, texts: list[str], what: str) -> None:
    shortest, longest = min(map(len, texts)), max(map(len, texts))
    if shortest > 0 and longest > UNEVEN * shortest:
        message = f"{what} differ in length: {shortest} and {longest} characters"
        draft.report(QUIZ, path, message, "make them alike, or the better-sounding one is pressed for its sound")


def _refuse_same_look(draft: Draft, looks: list[tuple[Where, tuple[str, str]]]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for path, look in looks:
        if look in seen:
            message = f"this option reads the same as the one on line {seen[look]}"
            draft.report(QUIZ, path, message, "word one of them differently")
        else:
            seen[look] = draft.sources[QUIZ].line(path)


def _facets_used(draft: Draft, quiz: QuizFile, table: ProfessionsFile) -> bool:
    known = {facet.code for facet in table.facets}
    used: set[str] = set()
    sound = True
    for path, question in _all(quiz):
        for i, option in enumerate(question.options):
            if not isinstance(option, OptionShape):
                continue
            used.add(option.facet)
            if option.facet not in known:
                sound = False
                place: Where = (*path, "options", i, "facet")
                draft.report(QUIZ, place, f'there is no facet "{option.facet}"', f"use {_some(known)}")
    for i, facet in enumerate(table.facets):
        if facet.code not in used:
            message = f'no question of the quiz has an option for the facet "{facet.code}"'
            draft.report(TABLE, ("facets", i, "code"), message, "add one or remove the facet")
    return sound


def _all(quiz: QuizFile) -> Iterator[tuple[Where, QuestionShape | SeedShape]]:
    yield ("seed",), quiz.seed
    for part, questions in (("core", quiz.core), ("tie_breaks", quiz.tie_breaks)):
        for i, question in enumerate(questions):
            yield (part, i), question


def _look(text: str) -> str:
    """What is left of a text at a glance: letters and digits."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _some(codes: set[str]) -> str:
    return "one of " + ", ".join(sorted(codes))
