"""Documents: templates/<lang>/pages/<page>.typ drawn by typst, the same on every machine."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import orjson
import segno
import typst

from bot.renderer import TEMPLATES
from sales.attachments import PageFormat

PIXELS_PER_INCH = 144
"""A point becomes two pixels: a sheet of 540 × 675 pt is a picture of 1080 × 1350."""


class PageError(Exception):
    """No such page, or it cannot be drawn with this data. Names the page, never what is in the data."""


class Pages:
    """Draws pages; may be called from several threads at once. Sees no file outside `directory`, and no system fonts.

    A compiler refuses a second thread while it works, and keeps parsed pages for the next drawing: so they wait in a
    pool, which grows to as many as ever worked at once.
    """

    def __init__(self, directory: Path = TEMPLATES, *, languages: tuple[str, ...] = ("ru", "en")) -> None:
        self._directory = directory.resolve()
        self._languages = languages
        self._idle: SimpleQueue[typst.Compiler] = SimpleQueue()
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[self._directory / "pages" / "fonts"],
        )

    def draw(self, page: str, language: str, format: PageFormat, data: Mapping[str, Any]) -> bytes:
        """The file's bytes; tens of milliseconds. Raises PageError. An unknown language becomes the first one.

        The page reads `data` from sys.inputs.data as JSON, so nothing in it can become markup; a `link` in it is also
        given as sys.inputs.qr, an SVG. A PNG is one sheet.
        """
        source = self._source(page, language)
        inputs = {"data": _json(page, data), "qr": _qr(page, data.get("link"))}
        with self._compiler() as compiler:
            try:
                drawn = compiler.compile(source, format=format.value, ppi=PIXELS_PER_INCH, sys_inputs=inputs)
            except typst.TypstError as error:
                raise PageError(f"page {page!r} ({language}): {error.message}") from error
        if not isinstance(drawn, bytes):
            raise PageError(f"page {page!r} ({language}): a picture must be one sheet")
        return drawn

    def _source(self, page: str, language: str) -> Path:
        language = language if language in self._languages else self._languages[0]
        path = self._directory / language / "pages" / f"{page}.typ"
        if not re.fullmatch(r"[a-z_]+", page) or not path.is_file():
            raise PageError(f"no page {page!r} in {language!r}")
        return path

    @contextmanager
    def _compiler(self) -> Iterator[typst.Compiler]:
        try:
            compiler = self._idle.get_nowait()
        except Empty:
            compiler = typst.Compiler(root=self._directory, font_paths=self._fonts)
        try:
            yield compiler
        finally:
            self._idle.put(compiler)


def _json(page: str, data: Mapping[str, Any]) -> str:
    """Letters composed: a font that draws an accented letter need not draw the bare one with the accent put on it."""
    try:
        return unicodedata.normalize("NFC", orjson.dumps(data).decode())
    except TypeError as error:  # orjson's error: also for half of a surrogate pair
        raise PageError(f"page {page!r}: its data is not JSON") from error


def _qr(page: str, link: object) -> str:
    """Empty without a link. The quiet zone around it is the page's own white."""
    if not link:
        return ""
    try:
        code = segno.make_qr(str(link), error="m")
    except ValueError as error:
        raise PageError(f"page {page!r}: its link does not fit into a QR code") from error
    return str(code.svg_inline(border=0, omitsize=True))
