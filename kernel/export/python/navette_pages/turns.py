"""Who may run a cell: many cells of different notebooks at once, or one that measures, alone.

Each notebook holds a turn from the start of its kernel to its end, and changes it between its cells. One that wants to be
alone waits until the others are between two cells; while it waits, no other goes on.
"""

import asyncio
import contextlib


class Turns:
    """Owned by one event loop."""

    def __init__(self):
        self.changed = asyncio.Condition()
        self.shared = 0
        self.is_alone = False
        self.waiting = 0

    @contextlib.asynccontextmanager
    async def turn(self):
        """A shared turn, given back at the end whatever happens; yields it."""
        own = Turn(self)
        await own.take(alone=False)
        try:
            yield own
        finally:
            await own.give_back()


class Turn:
    """A notebook's."""

    def __init__(self, turns):
        self.turns = turns
        self.held = None

    async def change(self, alone):
        """Lets the others have theirs, then takes the next."""
        await self.give_back()
        await self.take(alone)

    async def take(self, alone):
        turns = self.turns
        async with turns.changed:
            if alone:
                turns.waiting += 1
                try:
                    await turns.changed.wait_for(lambda: turns.shared == 0 and not turns.is_alone)
                finally:
                    turns.waiting -= 1
                    turns.changed.notify_all()
                turns.is_alone = True
            else:
                await turns.changed.wait_for(lambda: not turns.is_alone and turns.waiting == 0)
                turns.shared += 1
            self.held = "alone" if alone else "shared"

    async def give_back(self):
        turns = self.turns
        held, self.held = self.held, None
        if held is None:
            return
        if held == "alone":
            turns.is_alone = False
        else:
            turns.shared -= 1
        async with turns.changed:
            turns.changed.notify_all()
