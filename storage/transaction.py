"""What a unit of work may touch: named queries bound to the one open connection."""

from functools import partial
from typing import Any, Protocol, TypeVar

from sales.outgoing import Outgoing
from sales.people import PersonId

T = TypeVar("T")


class BoundQueries:
    """aiosql's named queries with the connection already in place: `sql.person_by_id(id=7)`."""

    __slots__ = ("_connection", "_queries")

    def __init__(self, queries: Any, connection: Any) -> None:
        self._queries = queries
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return partial(getattr(self._queries, name), self._connection)


class Tx:
    """One open transaction, valid only inside the closure it was given to.

    `outgoing` gathers the messages written meanwhile: after COMMIT they are handed to the sender, so what was
    said goes out at once without being read back. `noted` gathers the people of whom something became known that
    bears on the score: they are judged anew before COMMIT.
    """

    __slots__ = ("dialect", "is_durable", "noted", "outgoing", "sql")

    def __init__(self, queries: Any, connection: Any, dialect: str) -> None:
        self.sql = BoundQueries(queries, connection)
        self.dialect = dialect
        self.outgoing: list[Outgoing] = []
        self.noted: set[PersonId] = set()
        self.is_durable = False

    def durable(self) -> None:
        """Ask that this transaction survives a power cut, not only a crash: orders, payments, consents."""
        self.is_durable = True


T_co = TypeVar("T_co", covariant=True)


class Work(Protocol[T_co]):
    """A plain synchronous function that runs whole inside one transaction, in the database's thread."""

    def __call__(self, tx: Tx, /) -> T_co: ...
