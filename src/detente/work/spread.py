"""Items become results over local processes: in order, with bounded look-ahead, so that memory stays flat."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 8  # items under way for each worker
_RECYCLE = 2000  # items after which a worker is replaced: the parser's vocabulary grows with what it has read


def spread(fn: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result]:
    """Yield `fn(item)` for every item, in order; with fewer than two workers in this process.

    `fn` and the items must pickle. Exceptions of `fn` are raised here, at their item's turn.
    """
    stream = iter(items)
    head = list(islice(stream, 6))
    if workers < 2 or len(head) < 6:  # starting processes costs more than reading a handful of pages
        yield from map(fn, head)
        yield from map(fn, stream)
        return
    context = multiprocessing.get_context("spawn")  # fork is unsafe once the runtimes have started threads
    with ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=_RECYCLE) as pool:
        waiting: deque[Future[Result]] = deque(pool.submit(fn, item) for item in head)
        for item in stream:
            waiting.append(pool.submit(fn, item))
            if len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
