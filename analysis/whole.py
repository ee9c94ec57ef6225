"""A file appears whole or not at all: written aside, then put in place in one step."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: str | Path) -> Iterator[Path]:
    """A path beside `path` to write to; when the block ends without an error it takes the place of `path`.

    Killed at any moment, the old file or the new one is there, never a part. Two writers do not mix: the last one
    wins. What a killed writer left aside is removed by the next. A link at `path` is replaced, not followed.
    Raises OSError where the folder cannot be written or is full.
    """
    path = Path(path)
    make_way(path)
    _sweep(path)
    aside = path.with_name(f".{path.name[:200]}.{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        yield aside
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def make_way(path: Path) -> None:
    """Make the folder of a file to be written; OSError where that cannot be, or something else has its name."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(f"The folder {str(path.parent)!r} cannot be made ({error.strerror}).") from None
    if path.exists() and not path.is_file():
        raise OSError(f"{str(path)!r} cannot be written: it is no regular file; name another.")


def _sweep(path: Path) -> None:
    """Remove what writers of this file left aside that no longer run."""
    for left in path.parent.glob(f".{_literal(path.name[:200])}.*-*.part"):
        writer = left.name.rsplit(".", 2)[1].partition("-")[0]
        if writer.isdigit() and not _runs(int(writer)):
            left.unlink(missing_ok=True)


def _literal(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _runs(process: int) -> bool:
    if os.name != "posix":
        return True  # there a signal would end the process instead of asking for it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
