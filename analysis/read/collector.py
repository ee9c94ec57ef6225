"""Python's collector of cycles rests while a marker reads: none are made, and its walks over all articles cost a fifth.

Texts and what is found in them are freed as ever, when nothing holds them any longer.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """Inside, or in the function it decorates, the collector rests; behind it all is as it was."""
    works = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if works:
            gc.enable()
