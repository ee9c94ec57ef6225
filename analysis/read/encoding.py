"""Bytes become text: byte order mark, strict UTF-8, what the file declares, then cp1252. Never a statistical guess."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .account import Refusal

PAGE_BYTES = 20_000_000  # a page, a text file, a document
TABLE_BYTES = 300_000_000  # a csv file, written out
LINES_BYTES = 1_000_000_000  # a jsonl file, written out; it is read line by line
LINE_BYTES = 8_000_000
LOST = 0.01  # share of U+FFFD above which a text is refused
CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bytes(path: Path, limit: int = PAGE_BYTES) -> bytes:
    """All bytes of a file, a .gz written out; refused beyond `limit`, which is known before more is read."""
    with _opened(path) as file:
        try:
            data = file.read(limit + 1)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Refusal(f"the compressed file is damaged ({error})", "compress it again") from None
    if len(data) > limit:
        raise Refusal(f"the file is larger than {limit // 1_000_000} MB", "split it")
    return data


def byte_lines(path: Path) -> Iterator[tuple[int, bytes | Refusal]]:
    """Number and bytes of each line of a file or .gz; a line or a file over its limit is a Refusal, not a crash."""
    total = number = 0
    with _opened(path) as file:
        while True:
            number += 1
            try:
                line = file.readline(LINE_BYTES + 1)
                rest = line
                while len(rest) > LINE_BYTES and not rest.endswith(b"\n"):
                    rest = file.readline(LINE_BYTES + 1)
                    total += len(rest)
                    _within(total)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                yield number, Refusal(f"the compressed file is damaged from here on ({error})", "compress it again")
                return
            except Refusal as refusal:
                yield number, refusal
                return
            if not line:
                return
            total += len(line)
            if total > LINES_BYTES:
                yield number, Refusal(f"the file goes on beyond {LINES_BYTES // 1_000_000} MB", "split it")
                return
            too_long = len(line) > LINE_BYTES
            yield number, Refusal("the line is longer than 8 MB", "leave it out") if too_long else line


def _within(total: int) -> None:
    if total > LINES_BYTES:
        raise Refusal(f"the file goes on beyond {LINES_BYTES // 1_000_000} MB", "split it")


def _opened(path: Path) -> Any:
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text and the name of its encoding."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    if _is_binary(data[:8192]):
        raise Refusal("binary file, not text", "save it as UTF-8 text")
    # Other encodings are hardly ever valid UTF-8 by chance, so pages that declare one and are UTF-8 are UTF-8.
    for codec in (declared, "utf-8") if data.isascii() else ("utf-8", declared):
        try:
            if codec:
                return data.decode(codec), codecs.lookup(codec).name
        except (UnicodeDecodeError, LookupError, ValueError):  # a page may declare any word as its encoding
            continue
    return data.decode("cp1252", "replace"), "cp1252"


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\xd0\xcf\x11\xe0")):
        return True
    return len(head) - len(head.translate(None, CONTROLS)) > max(1, LOST * len(head))


def clean(text: str) -> tuple[str, bool]:
    """Text without NUL and lone surrogates, of the same length (each becomes U+FFFD), and whether any was there."""
    if text.isascii() and "\0" not in text:
        return text, False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
        return text.replace("\0", "\ufffd"), True
    return text.replace("\0", "\ufffd"), "\0" in text
