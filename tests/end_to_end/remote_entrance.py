"""Who may come in, and how: the WebSocket server on the TCP port, the token, the list of addresses."""

import json
import socket
import time

from support import CONNECTED, DISCONNECTED, LONG, SERVER, Agent, Peer, expect, run_cases, wait_until
from websocket_peer import CLOSE, PING, PONG, TEXT, WebsocketPeer, frame

WEBSOCKET = {**SERVER, "Plugin_Remote_WebsocketServer": "true"}
TOKEN = {**SERVER, "Plugin_Remote_Token": "se cret"}
BOTH = {**WEBSOCKET, **TOKEN}


def websocket(agent, path="/", **fields):
    """A peer that went through the handshake."""
    peer = WebsocketPeer(Peer(agent.port), is_client=True)
    expect(peer.request(agent.port, path, **fields), "HTTP/1.1 101 Switching Protocols")
    return peer


def wait_closed(peer):
    expect(peer.rest(), b"")


def nothing_happened(agent):
    expect([line for line in agent.connection_messages() if not line.startswith("REMOTE_EVENT_")], [])


# --- WebSocket on the TCP port.

def case_one_port_serves_both():
    with Agent(WEBSOCKET) as agent:
        with agent.connect() as silent, websocket(agent) as browser:
            browser.wait_line(CONNECTED)
            browser.send(TEXT, "A|")
            browser.send(TEXT, "天気\n".encode()[:3])
            browser.send(2, "天気\n".encode()[3:] + b"B\n")
            browser.wait_line("A|天気")
            browser.wait_line("B")
            silent.wait_line("A|天気")
            silent.send("FROM_TCP|" + "x" * 65_000 + "\n")
            browser.wait_line("FROM_TCP|" + "x" * 65_000)
            browser.send(PING, "p")
            browser.wait_frame(0x80 | PONG, "p")
            browser.send(CLOSE, b"\x03\xe8")
            browser.wait_frame(0x80 | CLOSE, b"\x03\xe8")
            expect(browser.frame(), None)
            silent.wait_line(DISCONNECTED)
        agent.wait_message(CONNECTED, 2)


def case_tcp_peers_that_speak_do_not_wait():
    with Agent(WEBSOCKET) as agent:
        start = time.monotonic()
        with Peer(agent.port) as peer:
            peer.send("GETTER|1\n")
            expect([peer.line(), peer.line()], [CONNECTED, "GETTER|1"])
        assert time.monotonic() - start < 0.19
        peer = Peer(agent.port)
        peer.send("G")  # may become GET
        expect(peer.line(), CONNECTED)
        peer.send("ONE\n")
        expect(peer.line(), "GONE")
        peer.close()
        Peer(agent.port).reset()
        agent.wait_message(CONNECTED, 3)
        agent.wait_message(DISCONNECTED, 3)


def case_handshake_byte_by_byte_with_frames_behind_it():
    with Agent(WEBSOCKET) as agent, Peer(agent.port) as peer:
        request = (f"GET /chat HTTP/1.1\r\nHost: localhost:{agent.port}\r\nUpgrade: websocket\r\n"
                   "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").encode()
        for byte in request[:40]:
            peer.send(bytes([byte]))
            time.sleep(0.001)
        peer.send(request[40:] + frame(TEXT, "A|1\n", masked=True) + frame(TEXT, "B", masked=True)[:3])
        browser = WebsocketPeer(peer, is_client=True)
        expect(browser.head()[0], "HTTP/1.1 101 Switching Protocols")
        browser.wait_line(CONNECTED)
        browser.wait_line("A|1")


def case_79_browsers_that_do_not_ask_for_a_websocket():
    with Agent(WEBSOCKET) as agent:
        for request, answer in (
                (b"POST / HTTP/1.1\r\nHost: x\r\n\r\nMODEL_DELETE|0\n", b""),
                (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nMODEL_DELETE|0\n", b"HTTP/1.1 426 Upgrade Required"),
                (b"GET /\r\n\r\nMODEL_DELETE|0\n", b"HTTP/1.1 400 Bad Request"),
                (b"GET / HTTP/1.1\r\nX: " + b"y" * 9000, b"HTTP/1.1 431 Request Header Fields Too Large")):
            with Peer(agent.port) as peer:
                peer.send(request)
                expect(peer.rest().split(b"\r\n")[0], answer)
        agent.wait_log("Warning", "127.0.0.1: closed, a web browser by a request that is no WebSocket handshake; "
                                  "nothing of it was executed")
        agent.wait_log("Warning", "closed, a web browser by an HTTP request line")
        nothing_happened(agent)


def case_pages_from_elsewhere():
    settings = {**WEBSOCKET, "Plugin_Remote_WebsocketOrigins": "https://good.example, https://other.example",
                "Plugin_Remote_WebsocketHosts": "agent.example"}
    with Agent(settings) as agent:
        for fields in ({"Origin": "https://good.example"}, {"Origin": "null"}, {"Host": "agent.example"},
                       {"Origin": "http://localhost:3000"}):
            with websocket(agent, **fields) as peer:
                peer.wait_line(CONNECTED)
        for fields in ({"Origin": "https://bad.example"}, {"Host": "bad.example"}):
            peer = WebsocketPeer(Peer(agent.port), is_client=True)
            expect(peer.request(agent.port, **fields), "HTTP/1.1 403 Forbidden")
            wait_closed(peer.peer)
        agent.wait_log("Warning", 'Origin "https://bad.example" is not in Plugin_Remote_WebsocketOrigins')
        agent.wait_log("Warning", 'Host "bad.example" is not in Plugin_Remote_WebsocketHosts')
        nothing_happened(agent)


def case_a_websocket_is_refused_unless_the_key_is_set():
    with Agent(SERVER) as agent, Peer(agent.port) as peer:
        expect(peer.line(), CONNECTED)
        peer.send("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n\r\n")
        agent.wait_log("Warning", "closed, a web browser by an HTTP request line")


def case_unmasked_frames():
    with Agent(WEBSOCKET) as agent, websocket(agent) as peer:
        peer.wait_line(CONNECTED)
        peer.peer.send(frame(TEXT, "A\n", masked=False))
        peer.wait_frame(0x80 | CLOSE, b"\x03\xea")
        agent.wait_log("Warning", "closed: a frame of a client that is not masked")
        nothing_happened(agent)


def case_48_a_websocket_that_does_not_read():
    with Agent(WEBSOCKET) as agent, websocket(agent) as slow, agent.connect() as other:
        slow.wait_line(CONNECTED)
        block = "".join(f"L|{number}|{'x' * 990}\n" for number in range(1000)).encode()
        for _ in range(12):
            other.send(block)
            other.data = b""
            while not other.data.endswith(block[-1000:]):
                other.receive()
        agent.wait_log("Warning", r"does not read fast enough: \d+ lines skipped")
        slow.send(TEXT, "STILL_HEARD\n")
        agent.wait_message("STILL_HEARD")
        seen = []
        while not seen or seen[-1] != b"STILL_HEARD\n":
            first, payload = slow.frame()
            expect((first, payload.count(b"\n"), payload[-1:]), (0x81, 1, b"\n"), "one line a frame")
            seen.append(payload)
        expect(len([line for line in seen if line.startswith(b"REMOTE_EVENT_SKIPPED|")]) > 0, True)


# --- The token.

def case_the_right_token():
    with Agent(TOKEN) as agent, Peer(agent.port) as peer:
        for byte in b"__AUTH,se cret":
            peer.send(bytes([byte]))
        time.sleep(0.3)
        expect(agent.messages().count(CONNECTED), 0)
        peer.send("\r\nA|1\n")
        expect([peer.line(), peer.line()], [CONNECTED, "A|1"])
        expect([line for line in agent.log() if "se cret" in line or "__AUTH" in line], [])


def case_wrong_or_missing_tokens():
    with Agent(TOKEN) as agent:
        for line in ("__AUTH,se cre\nA\n", "__AUTH,\nA\n", "A\n__AUTH,se cret\n", "__auth,se cret\nA\n",
                     "\n__AUTH,se cret\nA\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\nA\n", "x" * 5000):
            with Peer(agent.port) as peer:
                peer.send(line)
                wait_closed(peer)
        agent.wait_log("Warning", "127.0.0.1: closed, its first line is not __AUTH, with the right token; nothing of "
                                  "it was executed", 7)
        Peer(agent.port).close()
        agent.wait_log("Warning", "closed, it left before it was let in")
        expect(agent.connection_messages(), [])


def case_the_token_of_a_websocket():
    with Agent(BOTH) as agent:
        with websocket(agent, "/?token=se%20cret") as by_query, websocket(agent) as by_message:
            by_query.wait_line(CONNECTED)
            by_message.send(TEXT, "__AUTH,se")
            by_message.send(PING, "p")
            by_message.wait_frame(0x80 | PONG, "p")
            by_message.send(TEXT, " cret\nA|1\n")
            by_message.wait_line(CONNECTED)
            by_query.wait_line("A|1")
        peer = WebsocketPeer(Peer(agent.port), is_client=True)
        expect(peer.request(agent.port, "/?token=wrong"), "HTTP/1.1 401 Unauthorized")
        with websocket(agent) as wrong:
            wrong.send(TEXT, "__AUTH,wrong\nB\n")
            wrong.wait_frame(0x80 | CLOSE, b"\x03\xf0")
            expect(wrong.frame(), None)
        with Peer(agent.port) as plain:
            plain.send("__AUTH,se cret\nC\n")
            expect([plain.line(), plain.line()], [CONNECTED, "C"])
        agent.wait_log("Warning", "closed, a wrong token")
        expect("B" in agent.messages(), False)


def case_a_token_that_nobody_asked_for():
    with Agent(SERVER) as agent, agent.connect() as peer:
        peer.send("__AUTH,se cret\nA\n")
        expect(peer.line(), "A")
        expect([line for line in agent.log() if "se cret" in line], [])


def case_visitors_that_say_nothing():
    with Agent(TOKEN) as agent:
        silent = [Peer(agent.port) for _ in range(65)]
        agent.wait_log("Warning", "closed, too many wait to be let in")
        wait_closed(silent[0])
        with Peer(agent.port) as peer:  # nobody else has to wait
            peer.send("__AUTH,se cret\n")
            expect(peer.line(), CONNECTED)
        if LONG:
            agent.wait_log("Warning", "closed, it was not let in within 5 s")
            for peer in silent:
                wait_closed(peer)
            wait_until(lambda: agent.descriptors() < 60)


def case_the_limit_of_peers_holds_behind_the_lobby():
    with Agent(TOKEN) as agent:
        peers = [Peer(agent.port) for _ in range(20)]
        for peer in peers:
            peer.send("__AUTH,se cret\n")
            expect(peer.line(), CONNECTED)
        late = [Peer(agent.port) for _ in range(3)]
        for peer in late:
            peer.send("__AUTH,se cret\n")
        for peer in late:
            wait_closed(peer)
        agent.wait_log("Warning", r"closed, number of peers reaches limit \(20\)")
        peers[0].send("P\n")
        peers[19].wait_line("P")


# --- Counters.

def case_status_counts_each_peer():
    with Agent(WEBSOCKET) as agent, agent.connect() as peer, websocket(agent) as browser:
        browser.wait_line(CONNECTED)
        peer.wait_line(CONNECTED)
        browser.send(TEXT, "B\n")
        peer.wait_line("B")
        peer.send("A\nNOT UTF-8 \xff\n".encode("latin-1") + b"REMOTE_STATUS\nHALF")
        peer.wait_line("REMOTE_STATUS")
        name, _, text = peer.line().partition("|")
        expect(name, "REMOTE_EVENT_STATUS")
        status = json.loads(text)
        expect((status["port"], status["reconnects"], len(status["peers"])), (agent.port, 0, 2))
        first, second = status["peers"]
        expect([(one["name"], one["kind"], one["accepted"]) for one in status["peers"]],
               [("127.0.0.1", "tcp", True), ("127.0.0.1", "websocket", True)])
        expect(first["received"], {"bytes": 2 + 12 + 14 + 4, "messages": 2, "dropped": 1, "waiting_bytes": 4})
        expect((second["received"]["bytes"], second["received"]["messages"]), (2, 1))
        assert first["sent"]["lines"] >= 3 and first["sent"]["skipped"] == 0, first
        assert 0 < first["latency_us"]["mean"] <= first["latency_us"]["longest"] < 1e6, first
        assert first["latency_us"]["round_trip"] > 0 and first["seconds"] > 0, first
        peer.close()
        agent.wait_log("Status", r"127.0.0.1: 2 messages, 32 bytes received, 1 lines dropped; \d+ lines, \d+ bytes "
                                 r"sent, 0 skipped; latency \d+ us on average, \d+ us at most, \d+ us round trip")


# --- Addresses; messages that need leave.

def case_allowed_addresses():
    with Agent({**SERVER, "Plugin_Remote_AllowAddresses": "10.0.0.0/8, ::1"}) as agent:
        with Peer(agent.port) as peer:
            wait_closed(peer)
        agent.wait_log("Warning", "127.0.0.1: closed, its address is not in Plugin_Remote_AllowAddresses")
        if socket.has_ipv6:
            try:
                with Peer(agent.port, address="::1") as peer:
                    expect(peer.line(), "REMOTE_EVENT_CONNECTED|::1")
            except OSError:
                print("no IPv6 here")
    with Agent({**SERVER, "Plugin_Remote_AllowAddresses": "somewhere"}, listens=False) as agent:
        agent.wait_log("Error", "Plugin_Remote_AllowAddresses: somewhere: expected an address or address/bits; "
                                "server mode is off")


def case_messages_that_need_leave():
    with Agent(SERVER) as agent, agent.connect() as peer:
        peer.send("EXECUTE|true\n__AV_MESSAGE,EXECUTE|true\nKEYVALUE_SET|_RequestedURL|http://x/\nA\n")
        expect(peer.line(), "A")
        agent.wait_log("Warning", "127.0.0.1: line 1: EXECUTE is refused unless allow_execute=true")
        agent.wait_log("Warning", "127.0.0.1: line 3: KEYVALUE_SET is refused unless allow_execute=true")
    with Agent({**SERVER, "allow_execute": "true"}) as agent, agent.connect() as peer:
        peer.send("EXECUTE|true\n")
        expect(peer.line(), "EXECUTE|true")


run_cases(globals())
