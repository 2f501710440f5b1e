"""What the tests of badly behaved peers share."""

import time

from support import CONNECTED, PATIENCE, SANITIZED, SERVER, Agent, Peer, wait_until

MEBIBYTE = 1 << 20
MEMORY_GROWTH = 100 * MEBIBYTE
MESSAGE = "MESSAGE|aaa|bbb"


class Watched:
    """A running program whose descriptors and memory must be as before at the end."""

    def __init__(self, settings=None, **options):
        self.settings, self.options = settings or {}, options

    def __enter__(self):
        self.agent = Agent({**SERVER, **self.settings}, **{"measured": True, **self.options})
        self.agent.connect().close()
        wait_until(lambda: self.agent.find_log("Status", "closed all, listening port"))
        self.descriptors, self.memory = self.agent.descriptors(), self.agent.memory()
        return self.agent

    def __exit__(self, kind, *rest):
        if kind is None:
            with self.connect_again() as peer:
                peer.send(MESSAGE + "\n")
                peer.wait_line(MESSAGE)
            wait_until(lambda: self.agent.descriptors() <= self.descriptors,
                       what=f"at most {self.descriptors} descriptors")
            peak = self.agent.memory("VmHWM")
            growth = (peak - self.memory) / MEBIBYTE
            print(f"       peak memory {growth:.1f} MiB above the start")
            assert SANITIZED or peak < self.memory + MEMORY_GROWTH, f"{growth:.1f} MiB"
        return self.agent.__exit__(kind, *rest)

    def connect_again(self):
        """Peers that the case closed may not be closed here yet, and only twenty are taken."""
        end = time.monotonic() + PATIENCE
        while True:
            peer = Peer(self.agent.port)
            line = peer.line()
            if line == CONNECTED:
                return peer
            peer.close()
            assert line is None and time.monotonic() < end, line
            time.sleep(0.1)


def ignoring_errors(action):
    try:
        action()
    except OSError:
        pass
