"""How work grows with its size, measured within one run: a busy or slow machine changes both sides alike."""

import gc
import time
from collections.abc import Callable
from typing import Any

TIMES = 4


def assert_grows_linearly(work: Callable[[Any], Any], few: Any, many: Any) -> Any:
    """`many` is four times `few`: linear work takes four times as long, quadratic work sixteen. Returns what became of `many`.

    Time of the processor of this process, the best of two: what others do on the machine is not counted.
    """
    work(few)  # what is loaded once is loaded
    short, _ = _best(work, few)
    long, result = _best(work, many)
    assert long < 2 * TIMES * short, f"{long:.2f} s for four times what takes {short:.2f} s"
    return result


def _best(work: Callable[[Any], Any], size: Any) -> tuple[float, Any]:
    found = []
    for _ in range(2):
        gc.collect()
        started = time.process_time()
        result = work(size)
        found.append(time.process_time() - started)
    return min(found), result
