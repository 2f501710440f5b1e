#!/usr/bin/env python3
"""Contents of web servers, from a server on this machine. `host_N` is case N of the host's conformance cases."""

import contextlib
import hashlib
import os
import re
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from content_switching import LAUNCHED, Place, serving
from support import BIN, Agent, Tail, expect, free_port, run_cases, wait_until


def cache_name(address):
    value = 2166136261
    for byte in address.split("://", 1)[1].encode():
        value = (value * 16777619 & 0xffffffff) ^ ((byte - 256 if byte > 127 else byte) & 0xffffffff)
    return str(value)


class Web:
    """A server with one content at /c; `files` are its files, `answers` replace what it says of a path."""

    def __init__(self, files=None, certificate=None):
        self.files = {"main.mdf": b"http_server=false\n", **(files or {})}
        self.asked, self.answers, self.resumes = [], {}, True
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                path = unquote(self.path)
                web.asked.append((path, self.headers.get("Range")))
                if path in web.answers:
                    web.answers[path](self)
                    return
                body = web.document(path.removeprefix("/c/"))
                if body is None:
                    self.send_error(404)
                    return
                match = re.match(r"bytes=(\d+)-", self.headers.get("Range") or "")
                start = int(match.group(1)) if match and web.resumes else 0
                self.send_response(206 if start else 200)
                if start:
                    self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
                self.send_header("Content-Length", str(len(body) - start))
                self.end_headers()
                self.wfile.write(body[start:])

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        scheme = "https" if certificate else "http"
        self.address = f"{scheme}://127.0.0.1:{self.server.server_port}/c"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.list = None

    def document(self, name):
        if name == ".mmdagent-content-files":
            if self.list is not None:
                return self.list
            return b"100\n" + b"".join(
                f"{len(data)} {hashlib.sha256(data).hexdigest()} {file}\n".encode()
                for file, data in self.files.items() if file != "PACKAGE_DESC.txt")
        return self.files.get(name)

    def asked_for(self):
        return [path.removeprefix("/c/") for path, _ in self.asked if not path.endswith(("-files", "DESC.txt"))]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


@contextlib.contextmanager
def place_and_web(**options):
    with Place() as place, Web(**options) as web:
        yield place, web, place.user / cache_name(web.address)


def launch(address, *options):
    """Until the content was fetched and started, or nothing could be started; its log as (level, text)."""
    process = subprocess.Popen([str(BIN / "mmdagent"), "--no-render", *options, address], text=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    log = []
    for line in process.stdout:
        if match := LAUNCHED.search(line):
            log.append(match.groups())
        if "] MMDAgent: Status: enablePlugin" in line:
            process.terminate()
    error = process.stderr.read()
    process.wait(60)
    return process.returncode, log, error


def case_content_is_fetched_and_started():
    files = {"a b/あ%.txt": b"text", "PACKAGE_DESC.txt": b"label=Of the web\n"}
    with place_and_web(files=files) as (place, web, cache):
        status, log, error = launch(web.address, "--send", "SENT|1")
        expect((status, error), (0, ""))
        for line in (f"downloading {web.address} to cache dir {cache.name}", "new: main.mdf", "new: a b/あ%.txt",
                     f"user mdf file = {cache}/main.mdf", f"current dir changed to {cache}",
                     "  ContentName=Of the web", "  DownloadCompleted=true"):
            if line != "  ContentName=Of the web" and not line.startswith("  "):
                assert ("Status", line) in log, (line, log)
        expect((cache / "a b/あ%.txt").read_bytes(), b"text")
        save = dict(line.split("=", 1) for line in (cache / ".mmdagent-save").read_text().splitlines())
        expect((save["ContentType"], save["SourceURL"], save["ContentName"], save["LastModifiedEpochTime"]),
               ("http", web.address, "Of the web", "100"))
        assert f"mdf0={cache}/main.mdf" in (place.user / "_history").read_text(encoding="utf-8")


def case_host_57_what_is_there_is_not_fetched():
    with place_and_web(files={"a.txt": b"hello"}) as (_, web, cache):
        cache.mkdir()
        (cache / "a.txt").write_bytes(b"hello")
        launch(web.address)
        expect(web.asked_for(), ["main.mdf"])
        _, log, _ = launch(web.address)
        expect(web.asked_for(), ["main.mdf"])
        assert ("Status", "clean, up-to-date") in log, log
        web.files["a.txt"] = b"HELLO"
        _, log, _ = launch(web.address)
        assert ("Status", "update: a.txt") in log, log
        expect((cache / "a.txt").read_bytes(), b"HELLO")


def case_host_58_what_is_not_listed_is_deleted():
    with place_and_web(files={"d/a.txt": b"hello"}) as (_, web, cache):
        for name in ("old.txt", "_x.txt", ".x", "log/l.txt", "d/old.txt", "gone/x.txt", "PACKAGE_DESC.txt"):
            (cache / name).parent.mkdir(parents=True, exist_ok=True)
            (cache / name).write_bytes(b"")
        _, log, _ = launch(web.address)
        for name in ("old.txt", "d/old.txt", "gone"):
            assert ("Status", f"delete: {name}") in log, (name, log)
            expect((cache / name).exists(), False, name)
        for name in ("_x.txt", ".x", "log/l.txt", "d/a.txt", "PACKAGE_DESC.txt"):
            expect((cache / name).exists(), True, name)


def case_an_interrupted_download_goes_on():
    data = os.urandom(100_000)
    for resumes in (True, False):
        with place_and_web(files={"big.bin": data}) as (_, web, cache):
            web.resumes = resumes
            cache.mkdir()
            (cache / "big.bin.part").write_bytes(data[:60_000])
            expect(launch(web.address)[0], 0)
            expect((cache / "big.bin").read_bytes() == data, True, f"resumes: {resumes}")
            assert ("/c/big.bin", "bytes=60000-") in web.asked, web.asked


def case_the_rest_of_another_file_is_fetched_whole():
    data = os.urandom(10_000)
    with place_and_web(files={"big.bin": data}) as (_, web, cache):
        cache.mkdir()
        (cache / "big.bin.part").write_bytes(b"x" * 5_000)
        expect(launch(web.address)[0], 0)
        expect((cache / "big.bin").read_bytes() == data, True)


def refused(web, reason):
    status, log, error = launch(web.address)
    expect(status, 1, error)
    assert any(level == "Error" and reason in text for level, text in log), (reason, log)
    expect(len(error.splitlines()), 1, error)
    assert reason in error, error


def case_what_is_wrong_with_a_server_is_one_line():
    with place_and_web(files={"a.txt": b"hello"}) as (place, web, _):
        web.list = b"100\n5 " + b"0" * 64 + b" main.mdf\n"
        refused(web, "5 bytes")
        web.list = b"100\n18 " + b"0" * 64 + b" main.mdf\n"
        refused(web, "expected " + "0" * 64)
        web.list = b"100\n5 " + b"0" * 64 + b" ../main.mdf\n"
        refused(web, '"../main.mdf"')
        expect((place.user / "main.mdf").exists(), False)
        web.list = b"100\n5 " + hashlib.sha256(b"hello").hexdigest().encode() + b" a.txt\n"
        refused(web, "contents has no mdf file")
        web.list = b"100\n" + b"#" * (4 << 20)
        refused(web, "more than 4194304 bytes")
        web.list = None
        web.files["PACKAGE_DESC.txt"] = b"nonDesktop=true\n"
        refused(web, "Sorry, This content is for smartphone only.")
        web.answers["/c/.mmdagent-content-files"] = lambda handler: handler.send_error(500)
        refused(web, "the server answered 500")


def redirect(target, status=302):
    def answer(handler):
        handler.send_response(status)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
    return answer


def case_redirects():
    with place_and_web() as (_, web, _):
        chain = "/c/main.mdf"
        for step, status in enumerate((301, 302, 303, 307, 308, 301, 302, 303, 307)):
            web.answers[f"/r{step}"] = redirect(chain, status)
            chain = f"/r{step}"
        listed = web.document(".mmdagent-content-files")
        web.files["x"] = web.files.pop("main.mdf")
        web.list = listed
        web.answers["/c/main.mdf"] = redirect("/r7")
        web.answers["/r0"] = redirect("/c/x")
        expect(launch(web.address)[0], 0)
    with place_and_web() as (_, web, _):
        web.answers["/c/main.mdf"] = redirect("/c/main.mdf")
        refused(web, "more than 9 redirects")
        web.answers["/c/main.mdf"] = redirect("http://192.0.2.1/main.mdf")
        refused(web, "http://192.0.2.1/main.mdf: expected https, or http on this machine")
        web.answers["/c/main.mdf"] = redirect("file:///etc/passwd")
        refused(web, "expected https, or http on this machine")


def case_only_safe_servers():
    with Place():
        status, _, error = launch("http://192.0.2.1/c")
        expect((status, "expected https, or http on this machine" in error), (1, True), error)


def certificate_for(folder, name):
    """Certificate and key of a server that signs for itself."""
    files = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=test", "-addext", f"subjectAltName={name}",
                    "-out", str(files[0]), "-keyout", str(files[1])], check=True, capture_output=True)
    return files


@contextlib.contextmanager
def environment(name, value):
    before = os.environ.get(name)
    os.environ[name] = str(value)
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before


def case_a_server_with_tls_must_be_trusted():
    with Place() as place:
        certificate = certificate_for(place.root, "IP:127.0.0.1")
        with Web(files={"a.txt": b"text"}, certificate=certificate) as web:
            refused(web, "SSL certificate problem: self-signed certificate")
            expect(web.asked, [], "nothing is asked of a server that is not trusted")
            with environment("SSL_CERT_FILE", certificate[0]):
                expect(launch(web.address)[0], 0)
                expect((place.user / cache_name(web.address) / "a.txt").read_bytes(), b"text")


def case_a_certificate_must_be_of_the_server():
    with Place() as place:
        certificate = certificate_for(place.root, "DNS:elsewhere.example")
        with Web(certificate=certificate) as web, environment("SSL_CERT_FILE", certificate[0]):
            refused(web, "SSL: no alternative certificate subject name matches")
            expect(web.asked, [])


def case_an_earlier_copy_serves_without_the_server():
    with place_and_web() as (_, web, cache):
        expect(launch(web.address)[0], 0)
        web.answers["/c/.mmdagent-content-files"] = lambda handler: handler.send_error(503)
        status, log, _ = launch(web.address)
        expect(status, 0)
        assert any(level == "Warning" and "the copy of an earlier download serves" in text for level, text in log)
        assert ("Status", f"current dir changed to {cache}") in log, log


def case_by_message_and_as_home():
    with place_and_web() as (place, web, cache):
        web.files["main.mdf"] = serving(free_port()).encode()
        folder = place.content("c", serving(free_port()))
        with Agent({}, content=folder) as agent:
            with agent.connect() as peer:
                peer.send(f"OPEN_CONTENT|{web.address}\n")
                peer.rest()
            agent.wait_log("Status", f"current dir changed to {cache}")
            agent.wait_log("Status", r"  ContentType=http")
        (place.user / "_home").write_text(f"home={web.address}\n", encoding="utf-8")
        log = subprocess.run([str(BIN / "mmdagent"), "--no-render", "--duration", "2"], capture_output=True, text=True,
                             stdin=subprocess.DEVNULL, timeout=60).stdout
        assert f"starting with home content: {web.address}" in log, log
        assert f"current dir changed to {cache}" in log, log


def case_auto_update_files_come_again_and_again():
    description = b"autoUpdateFiles=news/a.txt,../b.txt,none.txt\nautoUpdatePeriod=0.2\n"
    files = {"news/a.txt": b"1", "PACKAGE_DESC.txt": description, "main.mdf": serving(free_port()).encode()}
    with place_and_web(files=files) as (place, web, cache):
        target = cache / "news" / "a.txt"
        process = subprocess.Popen([str(BIN / "mmdagent"), "--no-render", "--log", str(place.root / "log"), web.address],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        log = Tail(place.root / "log")

        def wait_log(text):
            wait_until(lambda: any(text in line for line in log.all()), what=text)

        wait_log("Status: start auto-fetch at every 0.2 sec.: news/a.txt")
        wait_log('Warning: AutoUpdateFiles: "../b.txt"')
        written = target.stat().st_mtime_ns
        wait_log(f"Status: fetched {web.address}/news/a.txt")
        wait_log("Warning: failed to fetch none.txt: ")
        expect(target.stat().st_mtime_ns, written, "what is the same is not written")
        web.files["news/a.txt"] = b"2"
        wait_until(lambda: target.read_bytes() == b"2", what="the new file")
        process.terminate()
        expect(process.wait(20), 0)
        expect((place.user / "b.txt").exists(), False)


def case_auto_update_files_of_a_content_in_a_subfolder():
    description = b"execMDFFile=sub/main.mdf\nautoUpdateFiles=news.txt\nautoUpdatePeriod=0.2\n"
    files = {"sub/main.mdf": b"http_server=false\n", "news.txt": b"1", "PACKAGE_DESC.txt": description}
    with place_and_web(files=files) as (_, web, cache):
        process = subprocess.Popen([str(BIN / "mmdagent"), "--no-render", web.address], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL)
        target = cache / "sub" / "news.txt"  # below the working directory
        wait_until(lambda: target.exists() and target.read_bytes() == b"1", what="the file")
        web.files["news.txt"] = b"2"
        wait_until(lambda: target.read_bytes() == b"2", what="the new file")
        process.terminate()
        expect(process.wait(20), 0)


def saved(cache):
    return dict(line.split("=", 1) for line in (cache / ".mmdagent-save").read_text(encoding="utf-8").splitlines())


def make_newer(web):
    """The list of the server says that the content is changed in a quarter of an hour."""
    newer = str(int(time.time()) + 900)
    web.list = None
    web.list = web.document(".mmdagent-content-files").replace(b"100\n", newer.encode() + b"\n", 1)
    return newer


def case_newer_versions_are_looked_up_in_the_background():
    with place_and_web() as (_, web, cache):
        web.files["main.mdf"] = serving(free_port()).encode()
        launch(web.address)
        newer = make_newer(web)
        found = "A newer version of this content is on its server"
        with Agent({}, content=cache) as agent:
            agent.wait_log("Status", "start checking updates for existing 1 web contents")
            agent.wait_log("Status", f"changed: {web.address}")
            agent.wait_log("Status", found)
            expect(saved(cache)["LastModifiedEpochTime"], newer)
            with agent.connect() as peer:
                peer.send("REMOTEKEY_CHAR|!\n")
                agent.wait_log("Status", "finished checking content updates", times=2)
                agent.wait_log("Status", found, times=2)
                expect(len(agent.find_log("Status", "changed: ")), 1)
                expect([line for line in agent.messages() if line.startswith("INFOTEXT")], [], "nobody looks")
        # Whatever the clocks say: once it is fetched it is not newer any more.
        launch(web.address)
        expect(int(saved(cache)["ExtractedEpochTime"]) >= int(newer), True)
        with Agent({}, content=cache) as agent:
            agent.wait_log("Status", "finished checking content updates")
            expect(agent.find_log("Status", found), [])


def case_a_server_that_fails_the_check_changes_nothing():
    with place_and_web() as (_, web, cache):
        web.files["main.mdf"] = serving(free_port()).encode()
        launch(web.address)
        before = (cache / ".mmdagent-save").read_bytes()
        for answer in (b"no list\n", b""):
            web.list = answer
            with Agent({}, content=cache) as agent:
                agent.wait_log("Status", "update check: .*expected the time of the last change")
                agent.wait_log("Status", "finished checking content updates")
        expect((cache / ".mmdagent-save").read_bytes(), before)


def case_a_download_ends_with_the_program():
    with place_and_web() as (_, web, _):
        never = threading.Event()
        web.answers["/c/main.mdf"] = lambda handler: never.wait(60)
        process = subprocess.Popen([str(BIN / "mmdagent"), "--no-render", web.address], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL)
        wait_until(lambda: ("/c/main.mdf", None) in web.asked, what="a request")
        process.terminate()
        expect(process.wait(4), 0)
        never.set()


if __name__ == "__main__":
    run_cases(globals())
