"""Connections coming and going: spec/remote.md section 14, cases of server mode."""

import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import support
from support import CONNECTED, DISCONNECTED, SERVER, Agent, Listener, Peer, expect, run_cases

MESSAGE = "MESSAGE|aaa|bbb"


def case_19_send_and_close_at_once():
    with Agent(SERVER) as agent:
        for round_number in range(1, 31):
            peer = Peer(agent.port)
            peer.send(MESSAGE + "\n")
            peer.close()
            agent.wait_message(DISCONNECTED, round_number)
        expect(agent.connection_messages(), [CONNECTED, MESSAGE, DISCONNECTED] * 30)


def case_20_reset_after_sending():
    with Agent(SERVER) as agent:
        peer = Peer(agent.port)
        peer.send(MESSAGE + "\n")
        time.sleep(0.05)
        peer.reset()
        agent.wait_message(DISCONNECTED)
        expect(agent.connection_messages(), [CONNECTED, MESSAGE, DISCONNECTED])


def case_21_close_without_sending():
    with Agent(SERVER) as agent:
        agent.connect().close()
        agent.wait_message(DISCONNECTED)
        agent.connect().close()


def case_23_twenty_first_peer():
    with Agent(SERVER) as agent:
        peers = [agent.connect() for _ in range(20)]
        expect(Peer(agent.port).rest(), b"", "the 21st peer")
        agent.wait_log("Warning", r"reaches limit \(20\)")
        expect(agent.messages().count(CONNECTED), 20)
        peers[0].send("P\n")
        for peer in peers:
            peer.wait_line("P")


def case_49_disable_and_enable():
    port = support.free_port()
    with Agent({**SERVER, "Plugin_Remote_ListenPort": port,
                "Plugin_Remote_ListenAddress": "127.0.0.1"}) as agent:
        agent.wait_message("PLUGIN_EVENT_ENABLE|Remote")
        peer = agent.connect()
        peer.send("PLUGIN_DISABLE|Remote\n")
        peer.rest()
        agent.wait_message("PLUGIN_EVENT_DISABLE|Remote")
        try:
            Peer(port)
            raise AssertionError("the port is still open")
        except ConnectionRefusedError:
            pass
        expect(agent.process.poll(), None)


def case_49_enable_again_from_a_script():
    script = ("0 1 PLUGIN_EVENT_DISABLE|Remote PLUGIN_ENABLE|Remote\n"
              "1 2 PLUGIN_EVENT_ENABLE|Remote AGAIN\n")
    with Agent(SERVER, files={"main.fst": script}) as agent:
        peer = agent.connect()
        peer.send("PLUGIN_DISABLE|Remote\n")
        peer.rest()
        agent.wait_message("AGAIN")
        agent.port = int(agent.wait_log("Status", r"listening port (\d+)", 2).group(1))
        with agent.connect() as again:
            again.send("X\n")
            expect(again.line(), "X")


def case_77_orderly_end():
    with Agent(SERVER) as agent:
        peers = [agent.connect() for _ in range(5)]
        peers[0].send("LAST|" + "l" * 50_000 + "\n")
        agent.wait_message("LAST|" + "l" * 50_000)
        start = time.monotonic()
        agent.process.terminate()
        for peer in peers:
            assert peer.rest().endswith(b"LAST|" + b"l" * 50_000 + b"\n")
        assert time.monotonic() - start < 1.0
        expect(agent.process.wait(5), 0)


def case_d06_no_descriptor_left():
    with Agent(SERVER) as agent, agent.connect() as peer:
        process, few = agent.process.pid, agent.descriptors()
        _, most = resource.prlimit(process, resource.RLIMIT_NOFILE)
        resource.prlimit(process, resource.RLIMIT_NOFILE, (few, most))
        waiting = [Peer(agent.port) for _ in range(3)]
        agent.wait_log("Error", "error in accepting connection: Too many open files")
        peer.send("A\n")
        peer.wait_line("A")
        resource.prlimit(process, resource.RLIMIT_NOFILE, (most, most))
        for other in waiting:
            expect(other.line(), CONNECTED)
            other.close()


def case_promise_17_silent_peers_are_probed():
    with Agent(SERVER) as agent, agent.connect():
        shown = subprocess.run(["ss", "-Htno", f"sport = :{agent.port}"], capture_output=True, text=True, check=True)
        assert "timer:(keepalive," in shown.stdout, shown.stdout


def case_promise_18_names_of_peers():
    with Agent({**SERVER, "Plugin_Remote_ListenAddress": "::"}) as agent:
        agent.connect().close()
        agent.wait_message(DISCONNECTED)
        expect(Peer(agent.port, "::1").line(), "REMOTE_EVENT_CONNECTED|::1")


def case_port_is_taken():
    other = Listener()
    with Agent({**SERVER, "Plugin_Remote_ListenPort": other.port}, listens=False) as agent:
        agent.wait_log("Error", f"failed to open port {other.port}")
        agent.wait_message("PLUGIN_EVENT_ENABLE|Remote")
        expect(agent.process.poll(), None)


def case_no_mode_no_event():
    with Agent({}, listens=False, options=["--send", "END"]) as agent:
        agent.wait_message("END")
        time.sleep(0.3)
        assert "PLUGIN_EVENT_ENABLE|Remote" not in agent.messages()


def case_55_websocket_beside_tcp():
    with Agent({**SERVER, "Plugin_Remote_Websocket_Host": "localhost"}) as agent:
        agent.wait_log("Error", "Plugin_Remote_Websocket_Host is set together with")
        agent.connect()


def case_78_other_machines_only_when_told():
    support.require_network_namespaces()
    done = subprocess.run(support.network_namespace_command(
        [sys.executable, __file__, "inside_case_78"]), timeout=60)
    expect(done.returncode, 0)


def inside_case_78():
    subprocess.run(["ip", "address", "add", "10.1.2.3/32", "dev", "lo"], check=True)
    with Agent(SERVER) as agent:
        try:
            Peer(agent.port, "10.1.2.3")
            raise AssertionError("accepted on a non-loopback address")
        except ConnectionRefusedError:
            pass
        expect(agent.find_log("Warning", "open to other machines"), [])
    with Agent({**SERVER, "Plugin_Remote_ListenAddress": "0.0.0.0"}) as agent:
        agent.wait_log("Warning", "open to other machines")
        expect(Peer(agent.port, "10.1.2.3").line(), "REMOTE_EVENT_CONNECTED|10.1.2.3")


# --- Web browsers.

BROWSER_STREAMS = [
    # A page's no-cors POST whose body holds commands.
    (b"POST / HTTP/1.1\r\nHost: x\r\n\r\nMODEL_DELETE|0\n", "HTTP request line"),
    (b"GET /?MODEL_DELETE|0 HTTP/1.1\r\nHost: rebind.example:60001\r\nAccept: */*\r\n\r\n",
     "HTTP request line"),
    # A Host line behind something that is no request line, commands before and after it.
    (b"MODEL_DELETE|0\r\nHOST: rebind.example\r\nMODEL_DELETE|0\r\n", "Host header"),
    (b"\x16\x03\x01\x00\xf1\x01\nMODEL_DELETE|0\n", "TLS"),
]


def closes_browser(stream, sign, piece):
    with Agent(SERVER) as agent:
        peer = Peer(agent.port)
        try:
            for at in range(0, len(stream), piece):
                peer.send(stream[at:at + piece])
                time.sleep(0 if piece > 1 else 0.002)
        except OSError:
            pass  # closed in the middle of it
        peer.rest()
        agent.wait_message(DISCONNECTED)
        agent.wait_log("Warning", sign)
        return agent.connection_messages()


def case_79_browser_in_one_segment():
    for stream, sign in BROWSER_STREAMS:
        expect(closes_browser(stream, sign, len(stream)), [CONNECTED, DISCONNECTED], stream)


def case_79_browser_byte_by_byte():
    for stream, sign in (BROWSER_STREAMS[0], BROWSER_STREAMS[3]):
        expect(closes_browser(stream, sign, 1), [CONNECTED, DISCONNECTED], stream)


def case_usable_after_a_browser():
    with Agent(SERVER) as agent:
        browser = Peer(agent.port)
        browser.send(BROWSER_STREAMS[0][0])
        browser.rest()
        agent.wait_message(DISCONNECTED)
        with agent.connect() as peer:
            peer.send("GET |1\n")
            expect(peer.line(), "GET |1")


REAL_TIME = {os.SCHED_RR, os.SCHED_RR | os.SCHED_RESET_ON_FORK}


def may_have_real_time_priority():
    allowed = []

    def attempt():
        try:
            os.sched_setscheduler(threading.get_native_id(), os.SCHED_RR, os.sched_param(1))
            allowed.append(True)
        except PermissionError:
            pass

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    return bool(allowed)


def threads_in_real_time(process):
    names = set()
    for task in Path(f"/proc/{process}/task").iterdir():
        if os.sched_getscheduler(int(task.name)) in REAL_TIME:
            names.add((task / "comm").read_text().strip())
    return names


def case_answers_go_ahead_of_a_picture_drawn_by_software():
    with Agent(SERVER, render="--headless") as agent:
        device = agent.wait_log("Status", r"drawing with (.*)").group(1)
        ahead = {"agent", "remote"}
        if not may_have_real_time_priority() or not device.startswith(("llvmpipe", "softpipe")):
            ahead = set()
        support.wait_until(lambda: threads_in_real_time(agent.process.pid) == ahead,
                           what="real-time priority of the threads that answer, and of no others")


def case_without_a_picture_nothing_needs_to_go_ahead():
    with Agent(SERVER) as agent:
        time.sleep(0.6)
        expect(threads_in_real_time(agent.process.pid), set())


if sys.argv[1:] == ["inside_case_78"]:
    inside_case_78()
else:
    run_cases(globals())
