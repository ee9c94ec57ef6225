"""Tables of JSON objects (.jsonl, .json): one article an object, a broken line is one refusal."""

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any

from .account import Refusal, short
from .columns import match_columns, named
from .encoding import TABLE_BYTES, byte_lines, decode, read_bytes
from .files import File

Row = tuple[int, dict[str, Any] | Refusal]
MANY = 1_000_000  # signs, each of which may take a hundred bytes of memory


def read_lines(file: File, columns: Mapping[str, str]) -> Iterator[Row]:
    """Line number and article, or why not, of each line of a .jsonl or .jsonl.gz, read line by line."""
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
                yield number, Refusal(f"the line is not valid JSON ({short(error)})", "write one object per line")


def read_list(file: File, columns: Mapping[str, str]) -> Iterator[Row]:
    """Number and article, or why not, of each object of a .json list; lines of objects are read as such."""
    text, encoding = decode(read_bytes(file.path, TABLE_BYTES))
    if text.count("[") + text.count("{") > max(MANY, len(text) // 40) or text.count('"') > max(MANY, len(text) // 4):
        raise Refusal("the file holds more brackets and quotation marks than words", "write one object per line")
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.count("\n") < 2:
            raise Refusal(f"the file is not valid JSON ({short(error)})", "write a list of objects") from None
        yield from read_lines(file, columns)
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
    return named(row, matched[names], encoding)
