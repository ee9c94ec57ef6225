"""Tables of articles (.csv, .tsv, .jsonl, .json, .parquet) row by row; a bad row never costs a good one."""

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

from .account import Refusal
from .columns import KNOWN, match_columns, own_name
from .encoding import LINES_BYTES, TABLE_BYTES, byte_lines, decode, read_bytes
from .files import File

Row = tuple[int, dict[str, Any] | Refusal]
FIELD = 4_000_000  # characters of one field; beyond it a quote was left open


def read_table(file: File, columns: Mapping[str, str]) -> Iterator[Row]:
    """Line or row number and article (or why not) of each row, under our column names; everything is text first."""
    if file.kind == ".parquet":
        return _parquet(file, columns)
    if file.kind == ".json":
        return _json(file, columns)
    return _jsonl(file, columns) if file.kind.startswith(".jsonl") else _csv(file, columns)


def _csv(file: File, columns: Mapping[str, str]) -> Iterator[Row]:
    text, encoding = decode(read_bytes(file.path, TABLE_BYTES))
    return read_rows(text, encoding, columns, tabs=file.kind.startswith(".tsv"))


def read_rows(
    text: str, encoding: str, columns: Mapping[str, str], *, need: str = "text", tabs: bool = False
) -> Iterator[Row]:
    """The rows of a table given as text, its separator found from its header."""
    lines = list(io.StringIO(text, newline=""))
    start = next((n for n, line in enumerate(lines) if line.strip()), None)
    if start is None:
        raise Refusal("the file is empty", "leave it out")
    before = csv.field_size_limit(FIELD)
    try:
        delimiter = _delimiter(lines[start], columns, "\t,;|" if tabs else ",;\t|")
        start += lines[start].lower().startswith("sep=")
        header, used = _header(lines, start, delimiter)
        chosen = match_columns(header, columns, need)
        for number, fields in _records(lines, start + used, delimiter, len(header)):
            row = fields if isinstance(fields, Refusal) else dict(zip(header, fields, strict=True))
            yield number, row if isinstance(row, Refusal) else _named(row, chosen, encoding)
    except csv.Error as error:
        raise Refusal(f"the header cannot be read ({error})", "write the columns' names in the first line") from None
    finally:
        csv.field_size_limit(before)


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


def _records(lines: list[str], start: int, delimiter: str, width: int) -> Iterator[tuple[int, list[str] | Refusal]]:
    """Fields of each record; where a quote was left open, reading goes on at the next line that is a whole record."""
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=delimiter, strict=True)
        first, begin = start, start
        for fields in _survived(reader):
            end = first + reader.line_num
            row = _checked(fields, width)
            if row:
                yield begin + 1, row
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


def _jsonl(file: File, columns: Mapping[str, str]) -> Iterator[Row]:
    matched: dict[tuple[str, ...], dict[str, str]] = {}
    for number, line in byte_lines(file.path):
        if isinstance(line, Refusal):
            yield number, line
        elif number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise Refusal("the file is UTF-16", "save it as UTF-8")
        elif line.strip():
            try:
                text, encoding = decode(line)
                yield number, _object(json.loads(text), columns, matched, encoding)
            except Refusal as refusal:
                yield number, refusal
            except (ValueError, RecursionError) as error:
                yield number, Refusal(f"the line is not valid JSON ({_short(error)})", "write one object per line")


def _json(file: File, columns: Mapping[str, str]) -> Iterator[Row]:
    text, encoding = decode(read_bytes(file.path, TABLE_BYTES))
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.count("\n") < 2:
            raise Refusal(f"the file is not valid JSON ({_short(error)})", "write a list of objects") from None
        yield from _jsonl(file, columns)
        return
    matched: dict[tuple[str, ...], dict[str, str]] = {}
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        try:
            yield number, _object(row, columns, matched, encoding)
        except Refusal as refusal:
            yield number, refusal


def _object(row: Any, columns: Mapping[str, str], matched: dict, encoding: str) -> dict[str, Any]:
    if isinstance(row, list):
        raise Refusal("the line holds a list, not an object", "name the file .json, or write one object per line")
    if not isinstance(row, dict):
        raise Refusal(f"the line holds {str(row)[:40]!r}, not an object", "write one object per line")
    names = tuple(row)
    if names not in matched:
        matched[names] = match_columns(names, columns)
    return _named(row, matched[names], encoding)


def _parquet(file: File, columns: Mapping[str, str]) -> Iterator[Row]:
    import pyarrow as arrow  # heavy, and needed for this kind alone
    import pyarrow.parquet as parquet

    try:
        schema = parquet.read_schema(file.path)
        words = [field.name for field in schema if arrow.types.is_string(field.type)]
        # Read as dictionaries: one long value repeated is then met once, before it is written out.
        table = parquet.ParquetFile(file.path, read_dictionary=words, page_checksum_verification=True)
        index = [name for name in schema.names if name.startswith("__index_level_")]
        names = {name: "id" if name in index[:1] and "id" not in schema.names else name for name in schema.names}
        chosen = match_columns(names.values(), columns)
        number = total = 0
        for batch in table.iter_batches(batch_size=64):
            total += _written_out(batch)
            if total > LINES_BYTES:
                raise Refusal(f"the file goes on beyond {LINES_BYTES // 1_000_000} MB when written out", "split it")
            for row in batch.to_pylist():
                number += 1
                yield number, _named({names[name]: value for name, value in row.items()}, chosen, "parquet")
    except (arrow.ArrowException, OSError, ValueError) as error:
        if isinstance(error, Refusal):
            raise
        raise Refusal(f"the file is damaged or no parquet file ({_short(error)})", "write it again") from None


def _written_out(batch: Any) -> int:
    import pyarrow as arrow
    import pyarrow.compute as compute

    total = batch.nbytes
    for column in batch.columns:
        if arrow.types.is_dictionary(column.type) and arrow.types.is_string(column.type.value_type):
            total += compute.sum(compute.binary_length(column.dictionary).take(column.indices)).as_py() or 0
    return total


def _named(row: Mapping[str, Any], chosen: Mapping[str, str], encoding: str) -> dict[str, Any]:
    article: dict[str, Any] = {"encoding": encoding}
    for name, value in row.items():
        if name in chosen:
            article[chosen[name]] = _text(value, chosen[name], name)
        else:
            article[own_name(name)] = value
    return article


def _text(value: Any, ours: str, name: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and ours != "text" and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    if isinstance(value, (list, dict)):
        value = value.get("name") if isinstance(value, dict) and ours in ("outlet", "author") else value
        if not isinstance(value, str):
            raise Refusal(f"column {name!r} holds {type(value).__name__}, not text", f"give {ours} as one string")
    return None if value != value else str(value)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__

