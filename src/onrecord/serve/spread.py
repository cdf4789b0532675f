"""Where labels stand beside an axis: as near to their places as they can without covering each other."""

from collections.abc import Sequence


def spread(places: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Move ordered places as little as needed, in the sum of squares, to stand `step` apart between two bounds.

    Pool-adjacent-violators on the places less what the labels before them take; the bounds give way where too many are asked.
    """
    room = max(high, low + step * (len(places) - 1)) - step * max(0, len(places) - 1)
    pools: list[tuple[float, int]] = []  # mean and number of places that stand together
    for number, place in enumerate(places):
        mean, size = place - number * step, 1
        while pools and pools[-1][0] > mean:
            before, held = pools.pop()
            mean, size = (before * held + mean * size) / (held + size), held + size
        pools.append((mean, size))
    free = [min(max(mean, low), room) for mean, size in pools for _ in range(size)]
    return [place + number * step for number, place in enumerate(free)]
