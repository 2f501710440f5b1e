"""Sends one message to a program that listens (Plugin_Remote_EnableServer=true)."""

import sys

from mmdagent import Agent

with Agent.connect(port=int(sys.argv[1]) if len(sys.argv) > 1 else 60001) as agent:
    agent.send("MESSAGE", "aaa", "bbb")
