"""Listens for programs that connect out (Plugin_Remote_EnableClient=true) and sends one message to each."""

import sys

from mmdagent import Listener

with Listener(port=int(sys.argv[1]) if len(sys.argv) > 1 else 60001) as listener:
    while True:
        with listener.accept() as agent:
            agent.send("MESSAGE", "aaa", "bbb")
