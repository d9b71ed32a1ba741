"""A CSV file as it really comes: any of four encodings, three separators, quoted line breaks, and Excel's habits."""

import codecs
import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.refusal import Refusal

LARGEST_FIELD = 100_000
_BITE = 1 << 20
_SEPARATORS = (";", ",", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class CsvFile:
    """`columns` are lower case, in the file's order. Rows are read one at a time: memory stays as it is."""

    path: Path
    encoding: str
    separator: str
    columns: tuple[str, ...]

    @classmethod
    def opened(cls, path: Path, known: Collection[str]) -> "CsvFile":
        """Looks at encoding and header. Raises Refusal with a sentence for the operator."""
        try:
            encoding = _encoding(path)
            with path.open(encoding=encoding, newline="") as file:
                head = file.readline(LARGEST_FIELD)
        except OSError as error:
            raise Refusal(f"{path}: cannot read the file: {error.strerror}") from error
        separator = max(_SEPARATORS, key=lambda one: len(set(_columns(head, one)) & set(known)))
        columns = _columns(head, separator)
        twice = sorted({column for column in columns if column and columns.count(column) > 1})
        if twice:
            raise Refusal(f"{path}: line 1 names a column twice: {', '.join(twice)}")
        return cls(path, encoding, separator, columns)

    def rows(self) -> Iterator[tuple[int, Mapping[str, str] | None]]:
        """(line where it begins, cells); None for a row of another width than the header. Blank lines are skipped.

        Raises Refusal when the file cannot be read on: a quote that is never closed swallows the rest.
        """
        csv.field_size_limit(LARGEST_FIELD)
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.separator)
            next(reader)
            line = reader.line_num + 1
            while True:
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    raise Refusal(
                        f"{self.path}: line {line}: {error}; is a quote opened there and never closed?"
                    ) from None
                if cells is None:
                    return
                if any(cells):
                    yield line, dict(zip(self.columns, cells, strict=True)) if len(cells) == len(self.columns) else None
                line = reader.line_num + 1


def is_formula(value: str) -> bool:
    """What a spreadsheet would compute. Here it is text; a telephone number with its plus is not meant."""
    return value[:1] in ("=", "+", "-", "@") and not value[1:].replace(" ", "").replace("-", "").isdecimal()


def _columns(head: str, separator: str) -> tuple[str, ...]:
    row = next(csv.reader([head], delimiter=separator), [])
    return tuple(name.strip().lower() for name in row)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4096)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name if _decodes(path, name) else _refuse(path)
    if start[1:2] == b"\0" or start[:1] == b"\0":
        name = "utf-16-le" if start[1:2] == b"\0" else "utf-16-be"
        return name if _decodes(path, name) else _refuse(path)
    return next((name for name in ("utf-8", "cp1251") if _decodes(path, name)), None) or _refuse(path)


def _decodes(path: Path, encoding: str) -> bool:
    """The whole file is tried: a Cyrillic name may stand in the last line only."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while bite := file.read(_BITE):
                decoder.decode(bite)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse(path: Path) -> str:
    raise Refusal(f"{path}: is neither UTF-8, UTF-16 nor CP1251; save it from the spreadsheet as CSV UTF-8")
