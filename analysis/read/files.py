"""Which files there are: only regular files inside the folders named, in an order that does not change."""

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .account import Account, printable

PAGES = (".txt", ".html", ".htm", ".docx")
TABLES = (".csv", ".tsv", ".jsonl", ".json", ".csv.gz", ".tsv.gz", ".jsonl.gz", ".parquet")
SIDECAR = "articles.csv"
DEPTH = 32


@dataclass(frozen=True)
class File:
    """A file to read: `name` is the root's name and the path below it, and is what results and sentences show."""

    path: Path
    name: str

    @property
    def kind(self) -> str:
        """The suffix in lower case, with the one before .gz; empty when the suffix is unknown."""
        lower = self.path.name.lower()
        return max((s for s in PAGES + TABLES if lower.endswith(s)), key=len, default="")

    @property
    def stem(self) -> str:
        return printable(self.path.name[: len(self.path.name) - len(self.kind)])

    @property
    def folder(self) -> str:
        return printable(self.path.resolve().parent.name)


@dataclass
class Entry:
    """One article on its way: its file, its row (a line or number in the file, None for a page), what it says."""

    file: File
    row: int | None
    said: dict[str, Any]

    @property
    def place(self) -> str:
        """File and row, for a sentence."""
        return self.file.name + (f", row {self.row}" if self.row else "")


def find_files(paths: Iterable[str | os.PathLike], account: Account) -> list[File]:
    """Files below `paths`; links out, pipes, devices, hidden and unknown files are listed in `account`."""
    found: list[File] = []
    for path in map(Path, paths):
        if not path.exists():
            raise FileNotFoundError(f"There is no file or folder {str(path)!r}; check the path.")
        if path.is_dir():
            root = path.resolve()
            _walk(root, root.name or "root", found, account)
        elif path.is_file():
            found.append(File(path, printable(path.name)))
        else:
            account.skip(path.name, None, "not a regular file", "give a file or a folder")
    return _once(found, account)


def _walk(folder: Path, name: str, found: list[File], account: Account, depth: int = 0) -> None:
    if depth > DEPTH:
        return account.skip(name, None, f"folders more than {DEPTH} deep are not opened", "move it up")
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        return account.refuse(name, None, f"the folder cannot be opened ({error.strerror})", "allow reading it")
    pages = {Path(entry.name).stem for entry in entries if entry.name.lower().endswith((".html", ".htm"))}
    for entry in entries:
        below = f"{name}/{entry.name}"
        reason = _unwanted(entry, pages)
        if reason:
            account.skip(below, None, *reason)
        elif entry.is_dir(follow_symlinks=False):
            _walk(Path(entry.path), below, found, account, depth + 1)
        else:
            found.append(File(Path(entry.path), printable(below)))


def _unwanted(entry: os.DirEntry, pages: set[str]) -> tuple[str, str] | None:
    mode = entry.stat(follow_symlinks=False).st_mode
    if stat.S_ISLNK(mode):
        return "a link; only files inside the folder are read", "give the file itself"
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return "a pipe or device, not a regular file", ""
    if entry.name.startswith((".", "~$")) or entry.name.lower() in ("__macosx", "thumbs.db", "desktop.ini"):
        return "a hidden or system file", "rename it to have it read"
    if stat.S_ISDIR(mode) and entry.name.endswith(("_files", ".files")) and entry.name[:-6] in pages:
        return "pictures and parts of the saved page of that name", ""
    return None


def _once(found: list[File], account: Account) -> list[File]:
    seen: set[Path] = set()
    once = []
    for file in found:
        real = file.path.resolve()
        if real in seen:
            account.skip(file.name, None, "the same file was given twice", "")
        else:
            seen.add(real)
            once.append(file)
    return once
