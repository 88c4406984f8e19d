"""Chunks of work done in several processes: results in order; a process that is ended costs one item, not the run."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNKS_AHEAD_PER_PROCESS = 2


@dataclass(frozen=True)
class Workers(Generic[Item, Result]):
    """`call` makes one result of a chunk; `blame` is the result of an item that ends the process that works on it."""

    call: Callable[[Sequence[Item]], Result]
    blame: Callable[[Item], Result]
    pool: Callable[[int], ProcessPoolExecutor]
    processes: int

    def results(self, chunks: Sequence[Sequence[Item]]) -> Iterator[Result]:
        """The results in the chunks' order; where a process was ended, those of the parts of its chunk."""
        done = 0
        while done < len(chunks):
            pool = self.pool(self.processes)
            try:
                for finished in self._through(pool, chunks[done:]):
                    yield finished
                    done += 1
            except BrokenProcessPool:
                # The system ended a process, most likely for want of memory. Nobody says by which item.
                yield from self._apart(chunks[done])
                done += 1
            finally:
                pool.shutdown(cancel_futures=True)

    def _through(self, pool: ProcessPoolExecutor, chunks: Sequence[Sequence[Item]]) -> Iterator[Result]:
        """Finished chunks in order. Few are under way at once: what is finished would otherwise fill the memory."""
        under_way: deque[Future[Result]] = deque()
        for chunk in chunks:
            under_way.append(pool.submit(self.call, chunk))
            if len(under_way) >= self.processes * _CHUNKS_AHEAD_PER_PROCESS:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def _apart(self, chunk: Sequence[Item]) -> Iterator[Result]:
        """A suspect chunk in a process of its own, halved until the item that ends its process stands alone."""
        with self.pool(1) as pool:
            try:
                whole = pool.submit(self.call, chunk).result()
            except BrokenProcessPool:
                pass
            else:
                yield whole
                return
        if len(chunk) == 1:
            yield self.blame(chunk[0])
            return
        middle = len(chunk) // 2
        yield from self._apart(chunk[:middle])
        yield from self._apart(chunk[middle:])
