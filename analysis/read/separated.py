"""Tables with separators (.csv, .tsv): a row that is damaged never costs a good one."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

from .account import Refusal
from .columns import KNOWN, match_columns, named

Row = tuple[int, dict[str, Any] | Refusal]
FIELD = 4_000_000  # characters of one field; beyond it a quote was left open


def read_rows(
    text: str, encoding: str, columns: Mapping[str, str], *, need: str = "text", tabs: bool = False
) -> Iterator[Row]:
    """The rows of a table given as text, its separator found from its header."""
    return read_blocks(iter([(text, encoding, True)]), columns, need=need, tabs=tabs)


def read_blocks(
    blocks: Iterator[tuple[str, str, bool]], columns: Mapping[str, str], *, need: str = "text", tabs: bool = False
) -> Iterator[Row]:
    """The rows of a table given in blocks of whole lines (text, encoding, whether it is the last)."""
    before = csv.field_size_limit(FIELD)
    try:
        lines: list[str] = []
        passed = start = 0  # lines of blocks that are done; where the next record begins
        header: list[str] = []
        for text, encoding, last in blocks:
            lines = lines[start:] + list(io.StringIO(text, newline=""))
            passed, start = passed + start, 0
            if not header:
                start, delimiter, header = _opening(lines, columns, tabs)
                chosen = match_columns(header, columns, need)
            for begin, end, fields in _records(lines, start, delimiter, len(header)):
                if end >= len(lines) and not last:
                    start = begin
                    break
                row = fields if isinstance(fields, Refusal) else dict(zip(header, fields, strict=True))
                yield passed + begin + 1, row if isinstance(row, Refusal) else named(row, chosen, encoding)
            else:
                start = len(lines)
    except csv.Error as error:
        raise Refusal(f"the header cannot be read ({error})", "write the columns' names in the first line") from None
    finally:
        csv.field_size_limit(before)


def _opening(lines: list[str], columns: Mapping[str, str], tabs: bool) -> tuple[int, str, list[str]]:
    """Where the records begin, the separator and the columns' names."""
    start = next((n for n, line in enumerate(lines) if line.strip()), None)
    if start is None:
        raise Refusal("the file is empty", "leave it out")
    delimiter = _delimiter(lines[start], columns, "\t,;|" if tabs else ",;\t|")
    start += lines[start].lower().startswith("sep=")
    header, used = _header(lines, start, delimiter)
    return start + used, delimiter, header


def _delimiter(line: str, columns: Mapping[str, str], order: str) -> str:
    if line.lower().startswith("sep=") and len(line.strip()) == 5:
        return line[4]
    known = set(columns.values()) | set(KNOWN) | set(chain(*(others.split() for others in KNOWN.values())))

    def worth(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([line], delimiter=delimiter), [])
        return sum(name.strip() in known or name.strip().lower() in known for name in names), len(names)

    return max(order, key=worth)


def _header(lines: list[str], start: int, delimiter: str) -> tuple[list[str], int]:
    reader = csv.reader(islice(lines, start, None), delimiter=delimiter)
    header = [name.strip() for name in next(reader, [])]
    # pandas writes an unnamed index as a first column without a name.
    header = ["id" if name == "" and n == 0 and "id" not in header else name for n, name in enumerate(header)]
    seen: dict[str, int] = {}
    for n, name in enumerate(header):
        name = name or f"column {n + 1}"
        seen[name] = seen.get(name, 0) + 1
        header[n] = name if seen[name] == 1 else f"{name} {seen[name]}"
    return header, reader.line_num


def _records(
    lines: list[str], start: int, delimiter: str, width: int
) -> Iterator[tuple[int, int, list[str] | Refusal]]:
    """First line, line behind the last, and fields of each record.

    Where a quote was left open, reading goes on at the next line that is a whole record.
    """
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=delimiter, strict=True)
        first, begin = start, start
        for fields in _survived(reader):
            end = first + reader.line_num
            row = _checked(fields, width)
            if row:
                yield begin, end, row
            if isinstance(row, Refusal):
                start = _next_whole(lines, begin + 1, end, delimiter, width)
                if start < end or isinstance(fields, Refusal):
                    break
            begin = end
        else:
            return


def _survived(reader: Any) -> Iterator[list[str] | Refusal]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refusal(f"its quotation marks do not pair ({error})", 'double the quotation marks inside a field: ""')


def _checked(fields: list[str] | Refusal, width: int) -> list[str] | Refusal:
    if isinstance(fields, Refusal) or len(fields) in (0, width):
        return fields
    if len(fields) > width and not any(field.strip() for field in fields[width:]):
        return fields[:width]
    return Refusal(
        f"the row has {len(fields)} field{'s' * (len(fields) != 1)} where the header has {width}",
        "quote fields that hold the separator, and give every row all fields",
    )


def _next_whole(lines: list[str], start: int, end: int, delimiter: str, width: int) -> int:
    for number in range(start, end):
        try:
            fields = next(csv.reader([lines[number]], delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue
        if len(fields) == width > 1:
            return number
    return end
