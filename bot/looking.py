"""Reports: use cases that read much and change nothing, beside the one writer everybody waits for."""

from collections.abc import Callable
from typing import Any

from bot.container import Scope, Surroundings, build


class Looking:
    """The Look that handlers are given (handlers/step.py)."""

    def __init__(self, house: Surroundings) -> None:
        self._house = house

    async def __call__(self, use_case: Callable[..., Any], *args: Any) -> Any:
        return await self._house.database.read(
            lambda tx: build(use_case, Scope.of(self._house, tx, None))(*args)  # type: ignore[arg-type]  # a use case is a class
        )
