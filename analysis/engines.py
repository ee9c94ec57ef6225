"""Who does the work: processes of this machine, or a cluster. An engine maps one function over jobs, in any order."""

import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

Job = tuple[Any, ...]  # the first item names the job, the rest are the function's arguments
Engine = Callable[[Callable[..., Any], Iterable[Job]], Iterator[tuple[Any, Any]]]
AHEAD = 2  # jobs waiting for each worker: no more of them are in memory


def n_cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def on_this_machine(workers: int | None = None) -> Engine:
    """Several threads, each of which waits for a process of its own (see read/worker.py)."""
    n = workers or n_cores()

    def run(function: Callable[..., Any], jobs: Iterable[Job]) -> Iterator[tuple[Any, Any]]:
        todo, lock, done = iter(jobs), threading.Lock(), queue.Queue[Any](AHEAD * n)

        def work() -> None:
            while True:
                try:
                    with lock:
                        job = next(todo, None)
                    done.put(job and (job[0], function(*job[1:])))
                except Exception as error:
                    done.put(error)
                    return
                if job is None:
                    return

        for _ in range(n):
            threading.Thread(target=work, daemon=True).start()
        running = n
        while running:
            result = done.get()
            if isinstance(result, Exception):
                raise result
            if result is None:
                running -= 1
            else:
                yield result

    return run


def on_dask(scheduler: str | None = None, workers: int | None = None) -> Engine:
    """A Dask cluster: that of the scheduler at an address (tcp://host:8786), else one started here with processes.

    The package must be installed where the workers run; articles travel with the task, so that no shared folder is
    needed, and a task whose worker dies runs again elsewhere.
    """
    try:
        import distributed  # an extra
    except ImportError:
        raise ValueError('the engine dask needs the extra [dask]: pip install "analysis[dask]".') from None

    def start() -> Any:
        if scheduler:
            return distributed.Client(scheduler)
        return distributed.Client(
            n_workers=workers or n_cores(), threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        )

    def run(function: Callable[..., Any], jobs: Iterable[Job]) -> Iterator[tuple[Any, Any]]:
        todo = iter(jobs)
        with start() as client:
            names: dict[str, Any] = {}

            def submit(job: Job) -> Any:
                future = client.submit(function, *job[1:], pure=False)
                names[future.key] = job[0]
                return future

            n = AHEAD * max(1, len(client.scheduler_info()["workers"]))
            waiting = distributed.as_completed([submit(job) for job in islice(todo, n)])
            for future in waiting:
                yield names.pop(future.key), future.result()
                for job in islice(todo, 1):
                    waiting.add(submit(job))

    return run
