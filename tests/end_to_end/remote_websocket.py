"""The WebSocket client of the remote connection: cases 55 to 63 of the specification, and what RFC 6455 asks."""

import os
import shutil
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

from support import SERVER, Agent, Listener, expect, free_port, run_cases
from websocket_peer import BINARY, CLOSE, PING, PONG, TEXT, WebsocketPeer


def websocket(port, **more):
    return {"Plugin_Remote_Websocket_Host": "localhost", "Plugin_Remote_Websocket_Port": port,
            "Plugin_Remote_Websocket_Directory": "/chat",
            **{f"Plugin_Remote_{key}": value for key, value in more.items()}}


class Both:
    """The program and its WebSocket, opened."""

    def __init__(self, **more):
        self.listener = Listener()
        self.agent = Agent(websocket(self.listener.port, **more), listens=False)
        try:
            self.peer = self.accept()
            self.agent.wait_log("Status", f"connected to localhost:{self.listener.port}/chat")
        except BaseException:
            self.agent.close()
            raise

    def accept(self):
        peer = WebsocketPeer(self.listener.accept(), is_client=False)
        self.head = peer.accept()
        return peer

    def __enter__(self):
        return self.agent, self.peer

    def __exit__(self, kind, *rest):
        self.peer.close()
        self.listener.close()
        self.agent.__exit__(kind, *rest)


def case_55_websocket_and_server():
    listener = Listener()
    with Agent({**SERVER, **websocket(listener.port)}) as agent:
        agent.wait_log("Error", "Plugin_Remote_Websocket_Host is set together with Plugin_Remote_EnableServer")
        with agent.connect() as peer:
            peer.send("X\n")
            expect(peer.line(), "X")
        expect(agent.find_log("Status", "connecting to"), [])


def case_56_handshake():
    both = Both()
    with both as (agent, _):
        key = both.head[4].partition(": ")[2]
        expect(both.head, ["GET /chat HTTP/1.1", "Upgrade: websocket", "Connection: Upgrade",
                           "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}", "X-App-Type: MMDAgent",
                           f"Host: localhost:{both.listener.port}"])
        expect(len(key), 24)
        expect([line for line in agent.messages() if line.startswith("REMOTE_EVENT_")], [])


def case_57_one_masked_text_frame_for_each_message():
    with Both() as (_, peer):
        peer.send(TEXT, "KEY|a\nKEY|" + "b" * 200 + "\nKEY|" + "c" * 65_500 + "\n")
        peer.wait_line("KEY|a")
        peer.wait_line("KEY|" + "b" * 200)
        peer.wait_line("KEY|" + "c" * 65_500)


def case_58_lines_across_frames():
    with Both() as (agent, peer):
        peer.send(TEXT, "TEST_")
        peer.send(TEXT, "MESSAGE\nA|1\n")
        agent.wait_message("TEST_MESSAGE")
        agent.wait_message("A|1")
        # A character may be split as well, and an empty frame is nothing.
        word = "R|天気\n".encode()
        peer.send(TEXT, word[:3])
        peer.send(TEXT)
        peer.send(BINARY, word[3:])
        agent.wait_message("R|天気")


def case_59_text_and_binary_are_one_stream():
    with Both() as (agent, peer):
        peer.send(BINARY, "SND0004abcd")
        peer.send(TEXT, "A\n")
        agent.wait_message("A")
        expect([line for line in agent.messages() if "abcd" in line], [])


def case_60_ping():
    with Both() as (_, peer):
        peer.send(PING, "abcd")
        peer.wait_frame(0x80 | PONG, "abcd")
        peer.send(PING)
        peer.wait_frame(0x80 | PONG, "")
        peer.send(PONG, "unasked")
        peer.send(TEXT, "A|", final=False)
        peer.send(PING, "x" * 125)
        peer.wait_frame(0x80 | PONG, "x" * 125)
        peer.send(0, "1\n")
        peer.wait_line("A|1")


def case_61_close_and_again():
    both = Both()
    with both as (agent, peer):
        peer.send(TEXT, "HALF|")
        peer.send(CLOSE, b"\x03\xe8bye")
        peer.wait_frame(0x80 | CLOSE, b"\x03\xe8")
        expect(peer.frame(), None)
        agent.wait_log("Status", f"lost connection, retrying localhost:{both.listener.port}/chat")
        again = both.accept()
        again.send(TEXT, "A\n")
        agent.wait_message("A")
        again.close()


def case_62_busy_paths():
    listener = Listener()
    with Agent(websocket(listener.port, RetryCount=2), listens=False) as agent:
        paths, times = [], []
        for status in ("429 Too Many Requests", "429 Too Many Requests", None):
            peer = WebsocketPeer(listener.accept(), is_client=False)
            times.append(time.monotonic())
            paths.append(peer.accept(status)[0].split()[1])
        expect(paths, ["/chat", "/chat-1", "/chat-1-2"])
        for earlier, later in zip(times, times[1:]):
            assert 0.15 < later - earlier < 1.0, times
        agent.wait_log("Status", "connected to")
        expect(len(agent.find_log("Warning", r'"/chat" already used, retrying with "/chat-1" \(1/2\)')), 1)
        peer.close()
        # The next cycle begins with the configured path.
        expect(WebsocketPeer(listener.accept(), is_client=False).accept()[0], "GET /chat HTTP/1.1")


def case_63_the_relay_says_that_the_other_side_left():
    with Both() as (agent, peer):
        peer.send(TEXT, "__AV_START\n")
        agent.wait_message("AVATAR|START")
        peer.send(TEXT, "__peer_disconnected__\n")
        agent.wait_message("__peer_disconnected__")
        agent.wait_message("AVATAR|END")
        agent.wait_message("AVATAR_EVENT_CONTROL|DISABLED")


def case_a_refused_handshake():
    # What else can be wrong with a reply: websocket_handshake_test.cpp.
    listener = Listener()
    with Agent(websocket(listener.port, RetryCount=2), listens=False) as agent:
        for reply in ("HTTP/1.1 404 Not Found\r\n\r\n", "HTTP/1.1 101 OK\r\nX: " + "y" * 9000, ""):
            peer = WebsocketPeer(listener.accept(), is_client=False)
            peer.head()
            peer.peer.send(reply)
            peer.close()
        place = rf"localhost:{listener.port}/chat"
        agent.wait_log("Error", rf"failed to connect to {place} \(tried for 1 seconds\): the connection ended before")
        agent.wait_log("Warning", rf"retrying to {place} \(1/2\): HTTP status 404, expected 101")
        agent.wait_log("Warning", rf"retrying to {place} \(2/2\): the reply's head is longer than 8192 bytes")
        expect(agent.process.poll(), None)


def case_gives_up_and_says_how_long():
    port = free_port()
    with Agent(websocket(port, RetryCount=1), listens=False) as agent:
        agent.wait_log("Warning", rf"retrying to localhost:{port}/chat \(1/1\)")
        agent.wait_log("Error", rf"failed to connect to localhost:{port}/chat \(tried for 0 seconds\)")


def case_a_peer_against_the_protocol():
    # What else a peer can do wrong: frame_codec_test.cpp.
    both = Both()
    with both as (agent, peer):
        peer.peer.send(b"\x81\x07BEFORE\n\x81\x81abcdx\x81\x06AFTER\n")
        peer.wait_frame(0x80 | CLOSE, b"\x03\xea")
        agent.wait_log("Warning", "closed: a frame of a server that is masked")
        agent.wait_message("BEFORE")
        peer.close()
        again = both.accept()
        again.peer.send(b"\x82\x7f\x00\x00\x00\x00\x00\x40\x00\x01")
        again.wait_frame(0x80 | CLOSE, b"\x03\xf1")
        agent.wait_log("Warning", "closed: a message longer than the limit")
        expect("AFTER" in agent.messages(), False)
        again.close()


def case_a_message_of_four_mebibytes():
    with Both() as (agent, peer):
        lines = [f"L|{number}|" + "x" * (1 << 15) for number in range(127)]
        data = ("\n".join(lines) + "\n").encode()
        peer.peer.send(b"\x82\x7f" + len(data).to_bytes(8, "big") + data)
        for line in lines:
            peer.wait_line(line)


def case_the_end_of_the_program_is_a_close_frame():
    with Both() as (agent, peer):
        expect(agent.stop(), 0)
        peer.wait_frame(0x80 | CLOSE, b"\x03\xe9")
        expect(peer.frame(), None)


# --- TLS.

def certificate(folder, name):
    key, file = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", file, "-days", "2", "-subj", f"/CN={name}",
                    "-addext", f"subjectAltName=DNS:{name}"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return context, file


def tls_server(trusted, **more):
    """What the program says to a server of the name `localhost`, whose certificate is `trusted` or not."""
    with tempfile.TemporaryDirectory() as folder:
        context, file = certificate(Path(folder), more.pop("name", "localhost"))
        os.environ["SSL_CERT_FILE"] = str(file) if trusted else "/dev/null"
        listener = Listener()
        try:
            with Agent(websocket(listener.port, Websocket_Tls="true", **more), listens=False) as agent:
                peer = listener.accept()
                try:
                    peer.socket = context.wrap_socket(peer.socket, server_side=True)
                except OSError:
                    peer.close()
                    return agent.wait_log("Error", r"failed to connect to \S+: (.*)").group(1)
                secured = WebsocketPeer(peer, is_client=False)
                secured.accept()
                many = "".join(f"L|{number}|{'x' * 1000}\n" for number in range(300))
                secured.send(TEXT, many)
                secured.send(TEXT, "A|1\n")
                secured.wait_line("A|1")
                secured.send(CLOSE, b"\x03\xe8")
                secured.wait_frame(0x80 | CLOSE, b"\x03\xe8")
                secured.close()
                return "connected"
        finally:
            del os.environ["SSL_CERT_FILE"]


def case_tls_with_a_trusted_certificate():
    expect(tls_server(True), "connected")


def case_tls_with_an_unknown_certificate():
    expect(tls_server(False), "certificate refused: self-signed certificate")


def case_tls_with_a_certificate_of_another_name():
    expect(tls_server(True, name="elsewhere.example"), "certificate refused: hostname mismatch")


def case_tls_without_verification():
    expect(tls_server(False, Websocket_Verify="false"), "connected")


if shutil.which("openssl") is None:
    raise SystemExit("openssl is not installed: scripts/setup.sh")
run_cases(globals())
