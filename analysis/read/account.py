"""What became of everything that was found: read, refused, skipped, or kept with a remark."""

from collections import Counter

LISTED = 8  # rows named in one remark; the rest are counted


class Refusal(ValueError):
    """A file or row that cannot be read: `reason` says why, `mend` what the owner can do. Never leaves this room."""

    def __init__(self, reason: str, mend: str = "") -> None:
        super().__init__(reason)
        self.reason, self.mend = reason, mend


class Account:
    """Counts and sentences of one reading; what was found equals what was read, refused and skipped, always."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter(found=0, read=0, refused=0, skipped=0)
        self.lines: list[tuple[str, int | None, str, str]] = []
        self.notes: dict[tuple[str, str, str], tuple[list[int], int]] = {}

    def read(self, n: int = 1) -> None:
        """Count articles that end in the frame."""
        self.counts["found"] += n
        self.counts["read"] += n

    def refuse(self, file: str, row: int | None, reason: str, mend: str = "") -> None:
        """Count and list something that cannot be read as an article."""
        self._leave_out("refused", file, row, reason, mend)

    def skip(self, file: str, row: int | None, reason: str, mend: str = "") -> None:
        """Count and list something readable that is left out on purpose."""
        self._leave_out("skipped", file, row, reason, mend)

    def _leave_out(self, kind: str, file: str, row: int | None, reason: str, mend: str) -> None:
        self.counts["found"] += 1
        self.counts[kind] += 1
        self.lines.append((printable(file), row, printable(reason), printable(mend)))

    def note(self, file: str, row: int | None, reason: str, mend: str = "") -> None:
        """Remark on something that is kept; the same remark on many rows of a file is one line."""
        key = (printable(file), printable(reason), printable(mend))
        rows, n = self.notes.setdefault(key, ([], 0))
        if row is not None and n < LISTED:
            rows.append(row)
        self.notes[key] = (rows, n + (row is not None))

    def skipped(self) -> dict[str, list]:
        """Columns file, row, reason, mend of all that is not in the frame."""
        return _columns(self.lines)

    def noted(self) -> dict[str, list]:
        """Columns file, row, reason, mend of all that is in the frame with a remark."""
        return _columns([(file, _rows(*rows), reason, mend) for (file, reason, mend), rows in self.notes.items()])


def printable(text: str) -> str:
    """Put U+FFFD for whatever cannot be written as UTF-8 or would break a line of a terminal."""
    if text.isprintable() and text.isascii():
        return text
    return "".join(c if c.isprintable() or c == " " else "\ufffd" for c in text)


def _columns(lines: list) -> dict[str, list]:
    names = ("file", "row", "reason", "mend")
    return {name: [line[i] for line in lines] for i, name in enumerate(names)}


def _rows(rows: list[int], n: int) -> str:
    more = f" and {n - len(rows)} more" if n > len(rows) else ""
    return ", ".join(map(str, rows)) + more


def short(error: Exception) -> str:
    """First words of an error of another library, in one line."""
    return " ".join(str(error).split())[:120] or type(error).__name__
