"""Messages that came and were not taken yet. Knows no thread and no event loop: its owner locks it."""

from collections import deque
from typing import Callable, Deque, List, Optional, Tuple

from .message import SKIPPED, Message

INBOX_LIMIT = 16384  # messages that nobody took


class Waiter:
    """Waits for one message, or with no pattern for any. `notify` is called once, when it has it or the end came."""

    def __init__(self, pattern: Optional[Tuple[str, ...]], notify: Callable[[], None]) -> None:
        self.pattern = pattern
        self.notify = notify
        self.message: Optional[Message] = None

    def wants(self, message: Message) -> bool:
        return self.pattern is None or message.matches(*self.pattern)

    def __str__(self) -> str:
        return "|".join(self.pattern) if self.pattern else "a message"


class Inbox:
    """The oldest are dropped beyond `limit`; the next message is then `REMOTE_EVENT_SKIPPED|<number>`, as it is when
    the program had to skip lines."""

    def __init__(self, limit: int = INBOX_LIMIT) -> None:
        self.ended = False
        self._limit = limit
        self._messages: Deque[Message] = deque()
        self._skipped = 0
        self._waiters: List[Waiter] = []

    def add(self, message: Message) -> None:
        for waiter in self._waiters:
            if waiter.wants(message):
                self._waiters.remove(waiter)
                waiter.message = message
                waiter.notify()
                return
        self._messages.append(message)
        if len(self._messages) > self._limit:
            self._messages.popleft()
            self._skipped += 1

    def ask(self, waiter: Waiter) -> None:
        """The waiter takes the oldest message that it wants, at once or when it comes."""
        waiter.message = self._take(waiter)
        if waiter.message is not None or self.ended:
            waiter.notify()
        else:
            self._waiters.append(waiter)

    def forget(self, waiter: Waiter) -> None:
        if waiter in self._waiters:
            self._waiters.remove(waiter)

    def end(self) -> None:
        """Nothing more will come."""
        self.ended = True
        for waiter in self._waiters:
            waiter.notify()
        self._waiters.clear()

    def _take(self, waiter: Waiter) -> Optional[Message]:
        if self._skipped:
            notice = Message(SKIPPED, (str(self._skipped),))
            if waiter.wants(notice):
                self._skipped = 0
                return notice
        for position, message in enumerate(self._messages):
            if waiter.wants(message):
                del self._messages[position]
                return message
        return None
