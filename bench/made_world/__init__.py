"""Worlds of invented wars whose truth is known: what happened, who told what of it, and the record that follows.

    world = invent(seed=7, size=500)
    for chapter in chapters(world):        # incident by incident, so that 20,000 reports need no more memory than 10
        chapter.happening                  # what happened and where
        chapter.expected                   # the verdict and the range of each figure
        chapter.dispatches                 # the reports, written out, with every figure's place in the text

`bench.made_world.claims` makes readings of them without the parser; `bench.made_world.files` writes them as reports.
"""

from bench.made_world.invent import World, invent
from bench.made_world.tell import Chapter, chapters

__all__ = ["Chapter", "World", "chapters", "invent"]
