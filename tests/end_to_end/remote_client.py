"""Client mode: spec/remote.md section 14, cases 50 to 54."""

import time

from support import SERVER, Agent, Listener, expect, free_port, run_cases, wait_until

MESSAGE = "MESSAGE|aaa|bbb"


def client(port, **more):
    return {"Plugin_Remote_EnableClient": "true", "Plugin_Remote_Hostname": "localhost",
            "Plugin_Remote_Port": port, **{f"Plugin_Remote_{key}": value
                                           for key, value in more.items()}}


def no_connection_events(agent):
    expect([line for line in agent.messages() if line.startswith("REMOTE_EVENT_")], [])


def case_50_connects_over_ipv4():
    listener = Listener()
    with Agent(client(listener.port), listens=False) as agent:
        server = listener.accept()
        agent.wait_log("Status", f"connected to localhost:{listener.port}")
        server.send("LATER|1\n")
        server.wait_line("LATER|1")
        no_connection_events(agent)


def case_51_message_and_close():
    listener = Listener()
    with Agent(client(listener.port), listens=False) as agent:
        start = time.monotonic()
        for _ in range(3):
            server = listener.accept()
            server.send(MESSAGE + "\n")
            server.close()
        elapsed = time.monotonic() - start
        assert 0.9 < elapsed < 3.0, elapsed
        agent.wait_message(MESSAGE, 3)
        agent.wait_log("Warning", "lost connection, retrying localhost:", 2)
        no_connection_events(agent)


def case_52_server_comes_later():
    port = free_port()
    with Agent(client(port, RetryCount=4), listens=False) as agent:
        agent.wait_log("Warning", r"retrying connection\.\.\. \(1/4\)")
        listener = Listener(port)
        listener.accept(5)
        agent.wait_log("Status", "connected to")


def case_52_gives_up_after_five_attempts():
    port = free_port()
    with Agent(client(port, RetryCount=4), listens=False) as agent:
        start = time.monotonic()
        agent.wait_log("Error", rf"failed to connect to localhost:{port} \(tried for 2 seconds\)")
        elapsed = time.monotonic() - start
        assert 1.5 < elapsed < 4.0, elapsed
        expect(len(agent.find_log("Warning", r"retrying connection\.\.\. \(\d/4\)")), 4)


def case_53_one_attempt():
    port = free_port()
    with Agent(client(port), listens=False) as agent:
        agent.wait_log("Error", f"failed to connect to localhost:{port}")
        agent.wait_message("PLUGIN_EVENT_ENABLE|Remote")
        expect(agent.find_log("Warning", "retrying"), [])
        expect(agent.process.poll(), None)


def case_54_loop():
    port = free_port()
    with Agent({**SERVER, **client(port), "Plugin_Remote_ListenPort": port}) as agent:
        agent.wait_log("Error", "loop connection")
        with agent.connect() as peer:
            peer.send("X\n")
            expect(peer.line(), "X")
        expect(agent.find_log("Status", "connecting to"), [])


def case_both_modes_at_once():
    listener = Listener()
    with Agent({**SERVER, **client(listener.port)}) as agent:
        server = listener.accept()
        with agent.connect() as peer:
            wait_until(lambda: server.receive() and b"CONNECTED" in server.data)
            peer.send("FROM_PEER\n")
            server.wait_line("FROM_PEER")
            server.send("FROM_SERVER\n")
            peer.wait_line("FROM_SERVER")


def case_enabled_again_after_giving_up():
    port = free_port()
    script = ("0 1 GO PLUGIN_DISABLE|Remote\n"
              "1 2 PLUGIN_EVENT_DISABLE|Remote PLUGIN_ENABLE|Remote\n")
    with Agent({**SERVER, **client(port), "Plugin_Remote_ListenPort": 0},
               files={"main.fst": script}) as agent:
        agent.wait_log("Error", "failed to connect")
        listener = Listener(port)
        agent.connect().send("GO\n")
        listener.accept(10)


run_cases(globals())
