"""Listens for a program that connects out (Plugin_Remote_EnableClient=true) and prints every message of it."""

import sys

from mmdagent import Listener

with Listener(port=int(sys.argv[1]) if len(sys.argv) > 1 else 60001) as listener:
    while True:
        with listener.accept() as agent:
            print(f"connected: {agent.name}", flush=True)
            for message in agent:
                print(message, flush=True)
