"""Each article gets an id of its own: the one it states, else the name of its file."""

from collections import Counter

from .account import Account
from .files import PAGES, Entry


def give_ids(entries: list[Entry], account: Account) -> None:
    """Fill id: stated, else the file's stem; among pages of one name the folder goes before; then -2, -3 are added."""
    wanted = [_wanted(entry) for entry in entries]
    many = {name for name, n in Counter(wanted).items() if n > 1}
    wanted = [_with_folder(entry, name) if name in many else name for entry, name in zip(entries, wanted, strict=True)]
    taken = set(wanted)
    used: set[str] = set()
    for entry, name in zip(entries, wanted, strict=True):
        number, free = 1, name
        while free in used or (number > 1 and free in taken):
            number += 1
            free = f"{name}-{number}"
        used.add(free)
        entry.said["id"] = free
        if free != name:
            account.note(entry.file.name, entry.row, f"the id {name[:60]!r} was taken, -2, -3 ... was added", "")


def _wanted(entry: Entry) -> str:
    if entry.said.get("id"):
        return str(entry.said["id"])
    return entry.file.stem if entry.row is None else f"{entry.file.stem}-{entry.row}"


def _with_folder(entry: Entry, name: str) -> str:
    page = entry.file.kind in PAGES and not entry.said.get("id")
    return f"{entry.file.folder}/{name}" if page else name
