"""Two acts at the same moment, as two people or a person and a worker do them."""

import threading
from collections.abc import Callable

from django.db import connections

from verdicts.placements import CannotPlace
from verdicts.services import MergedAway, Stale

REFUSALS = (Stale, MergedAway, CannotPlace)  # clear answers; anything else fails the test


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run acts in threads of their own, as near to the same moment as can be; what each gave or refused."""
    results: list[object] = [None] * len(acts)
    ready = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], object]) -> None:
        ready.wait(10)
        try:
            results[number] = act()
        except REFUSALS as refusal:
            results[number] = type(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
