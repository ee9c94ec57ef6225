"""The sidecar: a table articles.csv beside the pages, which says what the pages do not."""

from pathlib import Path
from typing import Any

from .account import Account, Refusal
from .encoding import PAGE_BYTES, clean, decode, read_bytes
from .files import PAGES, SIDECAR, File
from .separated import read_rows

NOT_LISTED = f"a table that {SIDECAR} beside it does not list"


class Sidecars:
    """What the sidecars of all folders say of each file; the nearest one above a file counts."""

    def __init__(self, files: list[File], account: Account) -> None:
        self._said: dict[Path, dict[str, Any]] = {}
        self._folders: dict[Path, Path] = {}
        self._is_sidecar: set[Path] = set()
        for file in files:
            if file.path.name.lower() == SIDECAR:
                self._take(file, {other.path.resolve() for other in files}, account)

    def _take(self, file: File, present: set[Path], account: Account) -> None:
        try:
            text, encoding = decode(read_bytes(file.path, PAGE_BYTES))
            rows = list(read_rows(text, encoding, {}, need="file"))
        except (Refusal, OSError):
            return  # no sidecar: it is read, and refused if need be, as a table of articles
        if any(isinstance(row, dict) and "text" in row for _, row in rows):
            return
        folder = file.path.resolve().parent
        self._is_sidecar.add(file.path.resolve())
        self._folders[folder] = folder
        for number, row in rows:
            if isinstance(row, Refusal):
                account.refuse(file.name, number, row.reason, row.mend)
                continue
            path = (folder / clean(row.pop("file") or "")[0]).resolve()
            if path not in present:
                account.refuse(file.name, number, f"it lists {path.name!r}, which is not there", "correct the name")
            row.pop("encoding")
            if row.get("published"):
                row["published_raw"] = row["published"]
            self._said[path] = {name: value for name, value in row.items() if value not in (None, "")}

    def leaves_out(self, file: File, account: Account) -> bool:
        """Whether a file is a sidecar itself (not counted), or a table that the sidecar above it does not list."""
        path = file.path.resolve()
        if path in self._is_sidecar:
            return True
        above = any(folder in path.parents for folder in self._folders)
        if not above or path in self._said or not file.kind:
            return False
        if file.kind in PAGES:
            account.note(file.name, None, f"{SIDECAR} does not list it", "add a row for it")
            return False
        account.skip(file.name, None, NOT_LISTED, "list it there, or move it out of the folder")
        return True

    def of(self, file: File) -> dict[str, Any]:
        """What the sidecar says of a page: our columns and the user's own."""
        return self._said.get(file.path.resolve(), {})
