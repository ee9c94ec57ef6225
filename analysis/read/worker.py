"""A process of its own for work in which a library may hang or swell: killed at its limit, and the run goes on."""

import atexit
import gc
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from .account import Refusal, short

SECONDS = 10.0  # of processor time for one request
BY_THE_CLOCK = 6  # times as long it may take on a busy machine
MEGABYTES = 1_000  # resident
LOADING = 300.0  # for loading libraries, by the clock alone: a busy machine is slow at it, and no document's fault
ADDRESSES = 8_000_000_000  # bytes it may reserve at all, so that no single step overruns the machine
_LOOK = 0.05
_idle: list["Worker"] = []


class Stopped(Exception):
    """The work was ended: `str()` says why, as the end of a sentence ("took longer than 10 s")."""


class Worker:
    """A second Python that answers one request at a time; arguments and answers are JSON, nothing else crosses."""

    def __init__(self, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self.seconds, self.megabytes = seconds, megabytes
        self._process: subprocess.Popen | None = None
        self._ready: dict[str, Any] = {}
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        atexit.register(self.close)

    def ask(self, call: str, **arguments: Any) -> Any:
        """The answer of the function named by `call` ("analysis.read.markup:html"), or why there is none.

        Raises Refusal as the function does, Stopped where a limit was reached, the process died or the function
        failed; the next request starts a new process.
        """
        return self._ask(call, arguments, self.seconds, BY_THE_CLOCK * self.seconds)

    def load(self, call: str, **arguments: Any) -> Any:
        """The same, once in the life of a process and with time to load libraries, which is no document's fault."""
        key = json.dumps([call, arguments])
        if key not in self._ready or self._process is None or self._process.poll() is not None:
            try:
                said = self._ask(call, arguments, LOADING, LOADING)
            except Stopped:  # what was done before may fill the process: a fresh one decides
                said = self._ask(call, arguments, LOADING, LOADING)
            self._ready[key] = said
        return self._ready[key]

    def _ask(self, call: str, arguments: dict, seconds: float, clock: float) -> Any:
        if self._process is None or self._process.poll() is not None:
            self._start()
        said = self._exchange({"call": call, "arguments": arguments}, seconds, clock)
        if "refused" in said:
            raise Refusal(*said["refused"])
        if "failed" in said:
            raise Stopped(said["failed"])
        return said["answer"]

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
            self._process = None

    def _start(self) -> None:
        self.close()
        one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        root = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, **one, "PYTHONPATH": path, "PYTHONHASHSEED": "0"},
        )  # fmt: skip
        self._ready, self._lines = {}, queue.SimpleQueue()
        threading.Thread(target=_listen, args=(self._process.stdout, self._lines), daemon=True).start()

    def _exchange(self, request: dict, seconds: float, clock: float) -> dict:
        assert self._process is not None
        used, end = _cpu(self._process.pid), time.monotonic() + clock
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
        except OSError:
            return self._end("ended the process that worked on it")
        while True:
            try:
                line = self._lines.get(timeout=_LOOK)
                return json.loads(line) if line else self._end("ended the process that worked on it")
            except queue.Empty:
                if _resident(self._process.pid) > self.megabytes * 1_000_000:
                    return self._end(f"needed more than {self.megabytes:,} MB")
                if time.monotonic() > end or _cpu(self._process.pid) - used > seconds:
                    return self._end(f"took longer than {seconds:g} s")

    def _end(self, reason: str) -> dict:
        self.close()
        raise Stopped(reason)


@contextmanager
def worker() -> Iterator[Worker]:
    """A worker that nobody else uses; kept for the next."""
    try:
        one = _idle.pop()
    except IndexError:
        one = Worker()
    try:
        yield one
    except BaseException as error:
        if not isinstance(error, (Refusal, Stopped)):
            one.close()  # its answer would be taken for that of the next request
        raise
    finally:
        _idle.append(one)


def _listen(pipe: Any, lines: queue.SimpleQueue) -> None:
    with suppress(OSError, ValueError):
        for line in pipe:
            lines.put(line)
    lines.put(b"")


def _cpu(process: int) -> float:
    """Seconds of processor time used; 0.0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(process: int) -> int:
    """Bytes in memory; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _answer(call: str, arguments: dict) -> dict:
    try:
        room, _, name = call.partition(":")
        if not room.startswith("analysis."):
            raise ValueError(f"{room!r} is no room of this package")
        return {"answer": getattr(import_module(room), name)(**arguments)}
    except Refusal as refusal:
        return {"refused": [refusal.reason, refusal.mend]}
    except MemoryError:
        return {"failed": "needed more memory than there is"}
    except Exception as error:  # parsers of other people's files may raise anything
        return {"failed": f"failed ({type(error).__name__}: {short(error)})"}


def serve() -> None:
    """Answer requests from standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides what a Ctrl-C means
    gc.set_threshold(50_000, 20, 10)  # rows are tuples by the hundred thousand and hold no cycles: a look costs time
    with suppress(ImportError, ValueError):
        import resource  # not on every system

        resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    for line in sys.stdin.buffer:
        out.write(json.dumps(_answer(**json.loads(line))).encode() + b"\n")
        out.flush()


if __name__ == "__main__":
    serve()
