"""Who is called for which message."""

import logging
from typing import Any, Callable, Dict, List, Optional

from .message import Message

Callback = Callable[[Message], Any]
_LOG = logging.getLogger("mmdagent")


class Subscriptions:
    """A callback that raises is reported in the log `mmdagent`; the others are called all the same."""

    def __init__(self) -> None:
        self._callbacks: Dict[Optional[str], List[Callback]] = {}

    def add(self, name: Optional[str], callback: Callback) -> Callable[[], None]:
        """Returns what ends the subscription. Lists are exchanged, never changed: a call may run meanwhile."""
        self._callbacks[name] = [*self._callbacks.get(name, []), callback]

        def end() -> None:
            self._callbacks[name] = [other for other in self._callbacks[name] if other is not callback]
        return end

    def call(self, message: Message) -> List[Any]:
        """What the callbacks returned."""
        results = []
        for callback in (*self._callbacks.get(message.type, ()), *self._callbacks.get(None, ())):
            try:
                results.append(callback(message))
            except Exception:  # a callback of somebody else must not end the connection
                _LOG.exception("a callback for %s failed", message.type)
        return results
