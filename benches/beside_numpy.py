#!/usr/bin/env python3
"""The work of benches/analysis.rs in numpy, as fast as numpy can be made to do it. See benches/README.md.

    python3 benches/beside_numpy.py

Draws are made once beforehand, as there. Two ways of ranking are tried and the faster one is quoted: counting who beats whom, and
sorting; both in double and in single precision, over all draws at once and in blocks that stay in the cache.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # one thread, as there

import itertools
import time

import numpy as np


def problem(alternatives, criteria):
    """The scores and weights of benches/analysis.rs."""
    state = 12345

    def following(most):
        nonlocal state
        state = (state * 1_664_525 + 1_013_904_223) % 2**32
        return (state >> 16) % most

    weights = np.array([5.0 + following(30) for _ in range(criteria)])
    rows = np.array([[1.0 + following(5) for _ in range(criteria)] for _ in range(alternatives)])
    return weights, rows


def best(work, repeats):
    """The least and the median time of some runs, in seconds."""
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times), sorted(times)[len(times) // 2]


def shown(seconds):
    for unit, factor in (("s", 1), ("ms", 1e3), ("us", 1e6)):
        if seconds * factor >= 1:
            return f"{seconds * factor:9.2f} {unit}"
    return f"{seconds * 1e9:9.1f} ns"


def by_counting(rows, draws):
    """Ranks counted pair by pair; acceptability, pairwise wins, central weights."""
    size = len(rows)
    totals = rows @ draws
    beaten = np.zeros(totals.shape, dtype=np.int8)
    wins = np.zeros((size, size))
    for a, b in itertools.combinations(range(size), 2):
        ahead = totals[a] > totals[b]
        wins[a, b] = np.count_nonzero(ahead)
        beaten[b] += ahead
        beaten[a] += ~ahead
    ranks = np.array([np.bincount(row, minlength=size) for row in beaten])
    central = draws @ (beaten == 0).T.astype(draws.dtype)
    return ranks, wins, central


def by_sorting(rows, draws):
    """Ranks by sorting each draw; pairwise wins are left out, which is in numpy's favour."""
    size = len(rows)
    order = np.argsort(rows @ draws, axis=0)
    ranks = np.array([np.bincount(place, minlength=size) for place in order])
    central = draws @ (order[-1][:, None] == np.arange(size)).astype(draws.dtype)
    return ranks, central


def in_blocks(way, rows, draws, width):
    blocks = (way(rows, draws[:, at : at + width]) for at in range(0, draws.shape[1], width))
    return [sum(parts) for parts in zip(*blocks)]


def smaa(alternatives, criteria, samples, repeats):
    _, rows = problem(alternatives, criteria)
    generator = np.random.default_rng(1)
    found = []
    large = alternatives > 20
    for precision in (np.float32,) if large else (np.float64, np.float32):
        draws = generator.exponential(size=(criteria, samples)).astype(precision)
        draws /= draws.sum(axis=0)
        draws = np.ascontiguousarray(draws)
        scores = rows.astype(precision)
        for way in (by_counting, by_sorting):
            if way is by_counting and large:
                continue  # thousands of passes: sorting is faster by far
            for width in (8192,) if large else (samples, 65536, 8192, 2048):
                name = f"{way.__name__}, {precision.__name__}, blocks of {width}"
                found.append((*best(lambda: in_blocks(way, scores, draws, width), repeats), name))
    least, median, name = min(found)
    print(f"smaa {samples:>8} at {alternatives:>3} x {criteria:<2}   fastest {shown(least)}   median {shown(median)}   ({name})", flush=True)


def small(alternatives, criteria):
    weights, rows = problem(alternatives, criteria)
    loops = 2000

    def rank_again():
        for _ in range(loops):
            shares = weights / weights.sum()
            np.argsort(rows @ shares)

    least, median = best(rank_again, 15)
    print(f"rank again at {alternatives:>3} x {criteria:<2}        fastest {shown(least / loops)}   median {shown(median / loops)}", flush=True)

    def rank_and_intervals():
        for _ in range(loops):
            shares = weights / weights.sum()
            totals = rows @ shares
            leader = totals.argmax()
            apart = np.delete(rows[leader] - rows, leader, axis=0)
            lead = np.delete(totals[leader] - totals, leader)
            zero = (lead[:, None] - shares * apart) / (1 - shares)
            with np.errstate(divide="ignore", invalid="ignore"):
                at = zero / (zero - apart)
            low = np.where((at >= 0) & (at <= shares), at, 0).max(axis=0)
            high = np.where((at <= 1) & (at >= shares), at, 1).min(axis=0)
        return low, high

    least, median = best(rank_and_intervals, 15)
    print(f"rank, intervals {alternatives:>3} x {criteria:<2}       fastest {shown(least / loops)}   median {shown(median / loops)}", flush=True)


if __name__ == "__main__":
    print(f"numpy {np.__version__}")
    for size in ((5, 7), (10, 15), (100, 50)):
        small(*size)
    for size in ((5, 7), (10, 15)):
        smaa(*size, 100_000, 9)
        smaa(*size, 1_000_000, 7)
    smaa(100, 50, 100_000, 2)
