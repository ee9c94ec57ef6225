"""Bytes become text: byte order mark, strict UTF-8, what the file declares, then cp1252. Never a statistical guess."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .account import Refusal

PAGE_BYTES = 20_000_000  # a page, a text file, a document
TABLE_BYTES = 100_000_000  # what of a table must be held at once
BLOCK_BYTES = 8_000_000  # a csv file is read in such blocks
LINES_BYTES = 100_000_000  # a packed table, written out, ...
GROWTH = 60  # ... or so many times its size on disk, if that is more; text never packs as tightly
LINE_BYTES = 8_000_000
MANY_LINES = 1_000_000  # of one block
LOST = 0.01  # share of U+FFFD above which a text is refused
CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")
DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile)
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
            data = file.read(limit + 1) if _is_packed(path) or path.stat().st_size <= limit else None
        except DAMAGED as error:
            raise Refusal(f"the compressed file is damaged ({error})", "compress it again") from None
    if data is None or len(data) > limit:
        raise Refusal(f"the file is larger than {limit // 1_000_000} MB", "split it")
    return data


def most_bytes(path: Path) -> int:
    """What a table may grow to when written out."""
    size = path.stat().st_size
    return max(LINES_BYTES, GROWTH * size) if _is_packed(path) else size


def byte_lines(path: Path) -> Iterator[tuple[int, bytes | Refusal]]:
    """Number and bytes of each line of a file or .gz; a line or a file over its limit is a Refusal, not a crash."""
    total = number = 0
    limit = most_bytes(path)
    with _opened(path) as file:
        while True:
            number += 1
            try:
                line = file.readline(LINE_BYTES + 1)
                rest, length = line, 0
                while len(rest) > LINE_BYTES and not rest.endswith(b"\n"):
                    rest = file.readline(LINE_BYTES + 1)
                    total, length = total + len(rest), length + len(rest)
                    _within(total, limit)
                    _in_lines(length)
                total += len(line)
                _within(total, limit)
            except DAMAGED as error:
                yield number, Refusal(f"the compressed file is damaged from here on ({error})", "compress it again")
                return
            except Refusal as refusal:
                yield number, refusal
                return
            if not line:
                return
            too_long = len(line) > LINE_BYTES
            yield number, Refusal("the line is longer than 8 MB", "leave it out") if too_long else line


def text_blocks(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Text, encoding, and whether it is the last, of each block of whole lines of a file or .gz."""
    total, rest, limit = 0, b"", most_bytes(path)
    with _opened(path) as file:
        last = False
        while not last:
            try:
                data = file.read(BLOCK_BYTES)
                last = len(data) < BLOCK_BYTES
                if not total and data.startswith(tuple(mark for mark, _ in MARKS[1:])):
                    data += file.read(TABLE_BYTES + 1)  # a line's end is more than one byte there
                    last = True
            except DAMAGED as error:
                raise Refusal(f"the compressed file is damaged ({error})", "compress it again") from None
            total += len(data)
            _within(total, limit)
            if data.count(b"\n") > max(MANY_LINES, len(data) // 8):
                raise Refusal("the file is a million lines of a few letters", "leave it out")
            rest += data
            _in_lines(len(rest))
            end = len(rest) if last else rest.rfind(b"\n") + 1
            if end or last:
                yield *decode(rest[:end]), last
            rest = rest[end:]


def _within(total: int, limit: int) -> None:
    if total > limit:
        raise Refusal(f"the file goes on beyond {limit // 1_000_000} MB when written out", "split it")


def _in_lines(length: int) -> None:
    if length > TABLE_BYTES:
        raise Refusal(f"{TABLE_BYTES // 1_000_000} MB of the file are one line or one piece", "split it")


def _is_packed(path: Path) -> bool:
    return path.suffix.lower() in (".gz", ".parquet")


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
    if _is_stray(data):
        return data.decode("utf-8", "as cp1252"), "utf-8 with bytes of cp1252"
    return data.decode("cp1252", "replace"), "cp1252"


def _is_stray(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 are the exception among letters that are."""
    right = len(data.decode("utf-8", "ignore").encode("utf-8").translate(None, bytes(range(128))))
    wrong = len(data.translate(None, bytes(range(128)))) - right
    return right > 4 * wrong


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("as cp1252", _as_cp1252)


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
