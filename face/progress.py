"""A progress bar on standard error, where that is a terminal, and nothing anywhere else."""

from __future__ import annotations

import sys
from typing import TextIO

_WIDTH = 24


class ProgressBar:
    """One line that is drawn over itself: `███████         3/10 plan.txt`.

    >>> import io
    >>> bar = ProgressBar(10, io.StringIO())
    >>> bar.show(3, "plan.txt")   # not a terminal: says nothing
    >>> bar.stream.getvalue()
    ''
    """

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self.stream = sys.stderr if stream is None else stream
        self.total = total
        self.is_drawn = False
        self.is_wanted = total > 1 and self.stream.isatty()

    def show(self, done: int, name: str) -> None:
        """Draw the bar: so many are done, this one is being read."""
        if self.is_wanted:
            full = _WIDTH * done // self.total
            self.stream.write(f"\r\x1b[K{'█' * full}{'░' * (_WIDTH - full)} {done}/{self.total} {name[:40]}")
            self.stream.flush()
            self.is_drawn = True

    def clear(self) -> None:
        """Take the bar away, before something else is printed."""
        if self.is_drawn:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self.is_drawn = False
