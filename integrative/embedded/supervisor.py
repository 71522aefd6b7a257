"""Watches the clinic's processes: says which one died, starts it again, gives up in good order."""

import signal
import time
from collections import deque
from pathlib import Path
from types import FrameType
from typing import Protocol

from .log import Log
from .process import Process, end_orphans
from .trouble import NEEDED_ROOM, NO_ROOM_WORDS, Trouble, disk_full, is_full, room_left

LOOK_EVERY = 0.2
DEATHS_ALLOWED, WITHIN_SECONDS = 5, 60.0
BACK_OFF = (0.0, 1.0, 2.0, 4.0, 8.0)


class Service(Protocol):
    """A process and the way to start it, which may be more than the process alone."""

    process: Process

    def start(self) -> None: ...


class App:
    """A service that needs no preparation."""

    def __init__(self, process: Process) -> None:
        self.process = process

    def start(self) -> None:
        self.process.start()


class Stop(BaseException):
    """Somebody asked the command to end."""


class Interruption:
    """The first signal raises Stop wherever we are; further ones shorten the stopping."""

    def __init__(self) -> None:
        self.count = 0
        self.expected = False

    def listen(self) -> None:
        for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(wanted, self._received)

    def _received(self, number: int, frame: FrameType | None) -> None:
        self.count += 1
        if not self.expected:
            self.expected = True
            raise Stop


class Supervisor:
    """The running services, in the order of their start."""

    def __init__(self, log: Log, state: Path, interruption: Interruption) -> None:
        self.log = log
        self._state = state
        self._interruption = interruption
        self._services: list[Service] = []
        self._deaths: dict[str, deque[float]] = {}
        self._due: dict[str, float] = {}
        self._warned_of_disk = False

    def start(self, service: Service) -> None:
        """Starts a service, which from now on is watched and in the end stopped."""
        self._services.append(service)
        service.start()

    def watch(self) -> None:
        """Until Stop; raises Trouble when a service cannot be kept alive."""
        while True:
            self.look()
            time.sleep(LOOK_EVERY)

    def look(self) -> None:
        """One round: bury the dead, start again what is due."""
        self.log.check()
        self._mind_the_disk()
        for service in self._services:
            if service.process.is_alive():
                continue
            name = service.process.name
            if name not in self._due:
                self._bury(service)
            elif time.monotonic() >= self._due[name]:
                del self._due[name]
                service.start()
                self.log.say(f"{name} runs again")
        end_orphans(besides=self._pids(), patience=0)

    def _bury(self, service: Service) -> None:
        process = service.process
        process.wait()
        end_orphans(besides=self._pids())
        if any(sign in line for line in process.tail for sign in NO_ROOM_WORDS) or is_full(self._state):
            raise disk_full(self._state)
        end = f"{process.name} {process.fate()}"
        recent = self._deaths.setdefault(process.name, deque())
        recent.append(time.monotonic())
        while recent[0] < time.monotonic() - WITHIN_SECONDS:
            recent.popleft()
        if len(recent) >= DEATHS_ALLOWED:
            raise Trouble(f"{end}, {len(recent)} times within a minute; everything was stopped.")
        self.log.say(f"{end}; starting it again")
        self._due[process.name] = time.monotonic() + BACK_OFF[len(recent) - 1]

    def _pids(self) -> set[int]:
        return {service.process.pid for service in self._services if service.process.pid}

    def _mind_the_disk(self) -> None:
        short = room_left(self._state) < NEEDED_ROOM
        if short and not self._warned_of_disk:
            self.log.say(f"The disk that holds {self._state} is nearly full; free some space soon.")
        self._warned_of_disk = short

    def stop(self) -> None:
        """Stops the apps together, then the servers one by one, the first started last."""
        self._interruption.expected = True
        apps = [service.process for service in self._services if isinstance(service, App)]
        for process in reversed(apps):
            process.ask_to_stop()
        servers = [service.process for service in self._services if not isinstance(service, App)]
        for process in [*reversed(apps), *reversed(servers)]:
            process.stop(hurry=self._interruption.count > 1)
        end_orphans()
