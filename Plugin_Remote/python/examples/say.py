"""Lets a model speak a wave file over the connection, mouth included.

usage: say.py FILE [MODEL [PORT]]
"""

import sys

from mmdagent import Agent

file, model, port = [*sys.argv[1:], *["", "0", "60001"][len(sys.argv) - 1:]]
with Agent.connect(port=int(port)) as agent:
    print(f"{agent.speak(file, model):.2f} s")
    agent.send_line("__AV_END")
    agent.wait("AVATAR", "END", timeout=10)
