"""What fields of callback data may hold."""

from typing import Annotated

from pydantic import Field

Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,32}$")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,24}$")]
OptionalCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,24}$")]
PersonNumber = Annotated[int, Field(ge=1, le=2**53)]
