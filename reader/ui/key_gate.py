"""The gate that keys pass one by one: each reaches the screen that its typist saw coming."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from math import inf
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen

from reader.ui.shared.screen import ReaderScreen

Typed = events.Key | events.Paste
# The keys of writing, beside letters.
_WRITING = frozenset({"enter", "tab", "backspace"})
# Commands that are not held while a screen opens: they lead away from it.
_LEADING_AWAY = frozenset({"app.back", "go.next", "go.previous"})
# Text typed after a key that was refused is ignored until it pauses for so long, in seconds.
_PAUSE = 1.0
# A widget that is taken away never answers: whether it is there still is looked at so often, in
# seconds, and so many times at the most.
_LOOK, _LOOKS = 0.5, 30


class KeyGate:
    """Holds keys until the one before has taken effect, in their order.

    A key goes to the widget that has the focus, and what it does may open another screen only some
    messages later. Whatever is typed meanwhile is meant for that screen: it is held until the
    screen can take it (``ReaderScreen.is_opening``). ``now`` is the time in seconds.
    """

    def __init__(self, app: App[None], now: Callable[[], float] = monotonic) -> None:
        self._app, self._now = app, now
        self._ignores_until = -inf
        self._held: deque[Typed] = deque()
        self._released: Typed | None = None
        self._task: asyncio.Task[None] | None = None

    def admits(self, event: Typed) -> bool:
        """Tell whether what was typed can go on now; if not, it is given again when it can."""
        if event.is_forwarded:  # it comes back from the widget that it went to
            return True
        if self._ignores(event):
            return False
        if event is self._released:
            self._released = None
            return True
        opens = _is_opening(self._app.screen)
        if opens and self._leads_away(event):
            return True
        if opens or self._task is not None:
            self._held.append(event)
        if self._task is not None:
            return False
        self._task = asyncio.create_task(self._follow(None if opens else self._target))
        return not opens

    def ignore_text(self) -> None:
        """Ignore what is typed on, up to a pause or Escape: it was meant for a refused dialog."""
        self._ignores_until = self._now() + _PAUSE

    def _ignores(self, event: Typed) -> bool:
        """Tell whether what was typed is ignored; text puts the end off, Escape is the end."""
        if self._now() >= self._ignores_until:
            return False
        if isinstance(event, events.Key) and event.key == "escape":
            self._ignores_until = -inf
        elif isinstance(event, events.Paste) or event.is_printable or event.key in _WRITING:
            self.ignore_text()
        else:
            return False
        return True

    async def idle(self) -> None:
        """Wait until all that was typed has taken effect."""
        while self._task is not None:
            await asyncio.wait([self._task])

    def close(self) -> None:
        """Let nothing pass any more."""
        self._held.clear()
        if self._task is not None:
            self._task.cancel()

    @property
    def _target(self) -> DOMNode:
        return self._app.focused or self._app.screen

    def _leads_away(self, event: Typed) -> bool:
        """Tell whether it is the key of a command that leaves the screen, with none before it."""
        if not isinstance(event, events.Key):
            return False
        binding = self._app.screen.active_bindings.get(event.key)
        if binding is None:
            return False
        leads = not self._held and binding.binding.id in _LEADING_AWAY
        return binding.binding.priority or leads

    async def _follow(self, target: DOMNode | None) -> None:
        """Follow a key that went to ``target`` to its end, then those that are held."""
        try:
            while True:
                await self._effect(target)
                if not self._held:
                    return
                self._released = self._held.popleft()
                target = self._target
                self._app.post_message(self._released)
                # The app takes it from its own queue first.
                await _drained(self._app)
        finally:
            self._task = None
            # What came in while the task failed must not be left behind.
            for event in self._held:
                self._app.post_message(event)
            self._held.clear()

    async def _effect(self, target: DOMNode | None) -> None:
        """Wait until a key has taken effect, and the screen that it has led to can take keys."""
        seen: Screen[Any] | None = None
        while self._app.is_running and seen is not self._app.screen:
            screen: Screen[Any] = self._app.screen
            # The key comes up from its widget to the app, which does what it is for; then come the
            # messages that this has sent.
            for _ in range(2):
                for node in (target or screen).ancestors_with_self:
                    await _drained(node)
            await _drained(screen)
            is_in_use = screen is self._app.screen
            if is_in_use and isinstance(screen, ReaderScreen):
                await screen.opened()
            seen, target = screen, None


def _is_opening(screen: Screen[object]) -> bool:
    return not screen.is_mounted or (isinstance(screen, ReaderScreen) and screen.is_opening)


async def _drained(pump: MessagePump) -> None:
    """Wait until a widget has handled the messages that it has been sent so far, or is no more."""
    answered = asyncio.Event()
    # As call_later does, which looks up the signature of what it is given each time.
    if not pump.post_message(events.Callback(callback=answered.set)):
        return
    for _ in range(_LOOKS):
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK):
                await answered.wait()
        if answered.is_set() or not pump.is_attached:
            return
