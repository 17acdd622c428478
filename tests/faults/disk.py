"""A disk that takes down what is done to it, fails when told to, and can lose its power.

``Disk`` stands in for the module ``os`` in ``reader.safe_files``, where everything
that is written passes through. The real files are written too, so the store under test works as
always.
"""

from __future__ import annotations

import errno
import os
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Event:
    """What was done: ``call`` on file ``inode``, or on ``name`` and ``target`` in the folder."""

    call: str
    inode: int = 0
    data: bytes = b""
    name: str = ""
    target: str = ""


@dataclass
class Disk:
    """The calls of ``os`` that write, taken down in ``log``.

    With ``fail_at``, the call of that number fails with ``error``, once or ``forever``; a ``torn``
    write has written half by then. Without ``syncing``, nothing is ever synced.
    """

    fail_at: int = -1
    error: int = errno.ENOSPC
    forever: bool = False
    torn: bool = False
    syncing: bool = True
    log: list[Event] = field(default_factory=list)
    calls: int = 0
    failed: int = 0
    _inodes: dict[int, int] = field(default_factory=dict)
    _names: dict[str, int] = field(default_factory=dict)
    _folders: set[int] = field(default_factory=set)
    _next: int = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def mark(self, name: str) -> None:
        """Take down something that the test did."""
        self.log.append(Event("mark", name=name))

    def open(self, path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            self._may_fail()
        handle = os.open(path, flags, mode)
        if os.path.isdir(path):
            self._folders.add(handle)
        elif flags & os.O_CREAT:
            self._next += 1
            self._inodes[handle] = self._names[os.path.basename(path)] = self._next
            self.log.append(Event("create", self._next, name=os.path.basename(path)))
        else:
            self._inodes[handle] = self._names[os.path.basename(path)]
        return handle

    def close(self, handle: int) -> None:
        self._folders.discard(handle)
        self._inodes.pop(handle, None)
        os.close(handle)

    def write(self, handle: int, data: memoryview) -> int:
        try:
            self._may_fail()
        except OSError:
            if self.torn:
                half = bytes(data[: len(data) // 2])
                os.write(handle, half)
                self.log.append(Event("write", self._inodes[handle], half))
            raise
        self.log.append(Event("write", self._inodes[handle], bytes(data)))
        return os.write(handle, data)

    def fsync(self, handle: int) -> None:
        self._may_fail()
        if self.syncing:
            if handle in self._folders:
                self.log.append(Event("sync folder"))
            else:
                self.log.append(Event("sync", self._inodes[handle]))

    def replace(self, old: Path, new: Path) -> None:
        self._may_fail()
        os.replace(old, new)
        self._names[new.name] = self._names.pop(old.name)
        self.log.append(Event("rename", name=old.name, target=new.name))

    def link(self, old: Path, new: Path) -> None:
        self._may_fail()
        os.link(old, new)
        self._names[new.name] = self._names[old.name]
        self.log.append(Event("link", name=old.name, target=new.name))

    def unlink(self, path: Path) -> None:
        self._may_fail()
        os.unlink(path)
        self._names.pop(path.name, None)
        self.log.append(Event("unlink", name=path.name))

    def _may_fail(self) -> None:
        self.calls += 1
        if self.calls - 1 == self.fail_at or (self.forever and self.calls > self.fail_at >= 0):
            self.failed += 1
            raise OSError(self.error, os.strerror(self.error))


def after_power_loss(log: list[Event], rnd: random.Random) -> dict[str, bytes]:
    """Return the files that a loss of power at the end of ``log`` can leave.

    What was synced is there. Of what was not, any part may be: names changed in the folder up to
    some moment or in any selection, and of the bytes written to a file none, all, a part, or some
    with zeros where others would stand.
    """
    names: dict[str, int] = {}
    waiting: list[Event] = []
    data: dict[int, bytearray] = {}
    synced: dict[int, int] = {}
    for event in log:
        if event.call == "create":
            data[event.inode] = bytearray()
            waiting.append(event)
        elif event.call == "write":
            data[event.inode] += event.data
        elif event.call == "sync":
            synced[event.inode] = len(data[event.inode])
        elif event.call in {"rename", "link", "unlink"}:
            waiting.append(event)
        elif event.call == "sync folder":
            for change in waiting:
                _apply(names, change)
            waiting = []
    if rnd.random() < 0.5:
        waiting = waiting[: rnd.randint(0, len(waiting))]
    else:
        waiting = [event for event in waiting if rnd.random() < 0.5]
    for change in waiting:
        _apply(names, change)
    remains = {
        inode: _remains(bytes(data[inode]), synced.get(inode, 0), rnd)
        for inode in set(names.values())
    }
    return {name: remains[inode] for name, inode in names.items()}


def _apply(names: dict[str, int], event: Event) -> None:
    if event.call == "create":
        names[event.name] = event.inode
    elif event.call == "unlink":
        names.pop(event.name, None)
    elif event.name in names:
        names[event.target] = names[event.name]
        if event.call == "rename" and event.name != event.target:
            del names[event.name]


def _remains(data: bytes, synced: int, rnd: random.Random) -> bytes:
    kind = rnd.randrange(4)
    if kind == 0:
        return data[:synced]
    if kind == 1:
        return data
    cut = rnd.randint(synced, len(data))
    if kind == 2:
        return data[:cut]
    return data[:synced] + bytes(cut - synced) + data[cut:]
