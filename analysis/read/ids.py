"""Each article gets an id of its own: the one it states, else the name of its file."""

from collections import Counter
from collections.abc import Mapping, MutableMapping

from .account import Account
from .files import PAGES, Entry


def give_ids(
    entries: list[Entry],
    account: Account,
    *,
    wanting: Mapping[str, int] | None = None,
    given: MutableMapping[str, int] | None = None,
) -> None:
    """Fill id: stated, else the file's stem; among pages of one name the folder goes before; then -2, -3 are added.

    Where the entries are one part of many, `wanting` tells how many of all want a name, `given` holds each name given
    so far with the last number added to it.
    """
    wanted = [wanted_id(entry) for entry in entries]
    wanting = Counter(wanted) if wanting is None else wanting
    wanted = [
        _with_folder(entry, name) if wanting.get(name, 0) > 1 else name
        for entry, name in zip(entries, wanted, strict=True)
    ]
    taken = set(wanted)
    given = {} if given is None else given
    for entry, name in zip(entries, wanted, strict=True):
        free, number = name, given.get(name)
        while number and (free in given or free in taken or free in wanting):
            number += 1
            free = f"{name}-{number}"
            given[name] = number
        given[free] = 1
        entry.said["id"] = free
        if free != name:
            account.note(entry.file.name, entry.row, f"the id {name[:60]!r} was taken, -2, -3 ... was added", "")


def wanted_id(entry: Entry) -> str:
    """The id an article states, else one from the name of its file."""
    if entry.said.get("id"):
        return str(entry.said["id"])
    return entry.file.stem if entry.row is None else f"{entry.file.stem}-{entry.row}"


def _with_folder(entry: Entry, name: str) -> str:
    page = entry.file.kind in PAGES and not entry.said.get("id")
    return f"{entry.file.folder}/{name}" if page else name
