"""People: who they are and what they allow the bot."""

from dataclasses import dataclass, fields
from typing import Any

from sandbox.errors import ControlError

_COLORS = ("#e17076", "#7bc862", "#65aadd", "#a695e7", "#ee7aae", "#6ec9cb", "#faa774")
_CHANGEABLE = "first_name last_name username language_code phone is_premium blocked deactivated color"


@dataclass(slots=True)
class Person:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "ru"
    phone: str | None = None
    is_premium: bool = False
    blocked: bool = False
    deactivated: bool = False
    started: bool = False
    color: str = ""

    def __post_init__(self) -> None:
        self.color = self.color or _COLORS[self.id % len(_COLORS)]

    def user(self) -> dict[str, Any]:
        """The Bot API's User."""
        data: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            value = getattr(self, name)
            if value:
                data[name] = value
        if self.is_premium:
            data["is_premium"] = True
        return data

    def chat(self) -> dict[str, Any]:
        """The Bot API's private Chat."""
        data: dict[str, Any] = {"id": self.id, "type": "private", "first_name": self.first_name}
        for name in ("last_name", "username"):
            value = getattr(self, name)
            if value:
                data[name] = value
        return data

    def contact(self) -> dict[str, Any]:
        data = {"phone_number": self.phone or f"+7999{self.id % 10**7:07d}", "first_name": self.first_name}
        if self.last_name:
            data["last_name"] = self.last_name
        return {**data, "user_id": self.id}

    def view(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def change(self, wanted: dict[str, Any]) -> None:
        for name, value in wanted.items():
            if name not in _CHANGEABLE.split():
                raise ControlError(f"a person has no changeable field {name}")
            setattr(self, name, value)


class People:
    """The people of one world by id."""

    def __init__(self) -> None:
        self._people: dict[int, Person] = {}
        self._next_id = 700_000_001

    def add(self, wanted: dict[str, Any]) -> Person:
        wanted = dict(wanted)
        person_id = wanted.pop("id", None)
        if person_id is None:
            while self._next_id in self._people:
                self._next_id += 1
            person_id = self._next_id
        if not isinstance(person_id, int) or person_id <= 0:
            raise ControlError("a person's id is a positive integer")
        if person_id in self._people:
            raise ControlError(f"person {person_id} is already there", 409)
        if not wanted.get("first_name"):
            raise ControlError("a person needs a first_name")
        person = Person(person_id, wanted.pop("first_name"))
        person.change(wanted)
        self._people[person_id] = person
        return person

    def add_crowd(self, count: int, first_id: int) -> None:
        """Many people at once who have all pressed Start, for load."""
        for person_id in range(first_id, first_id + count):
            self.add({"id": person_id, "first_name": f"P{person_id}"}).started = True

    def find(self, person_id: int) -> Person | None:
        return self._people.get(person_id)

    def get(self, person_id: int) -> Person:
        person = self._people.get(person_id)
        if person is None:
            raise ControlError(f"no person {person_id} in this world", 404)
        return person

    def by_username(self, username: str) -> Person | None:
        wanted = username.casefold()
        return next((p for p in self._people.values() if (p.username or "").casefold() == wanted), None)

    def all(self) -> list[Person]:
        return list(self._people.values())
