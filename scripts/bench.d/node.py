"""A Sangam node under measurement: a process of its own, asked as its users ask it."""

import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import time
import urllib.parse

from measure import cpu_seconds, now, status_kb


class UnixHTTP(http.client.HTTPConnection):
    """The control socket, by which the commands talk to the running node."""

    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(self.path)


class Node:
    # No node outlives the bench by long, whatever happens to it.
    LIFETIME = 3_600

    def __init__(self, binary, folder, name):
        self.binary, self.name = binary, name
        self.folder = os.path.join(folder, name)
        self.process = self.http = None
        made = self.command(
            "init", "--label", f"{name}.bench.example", "--name", name, "--recovery-key",
            self.folder + ".recovery-key")
        self.id = made["node"]
        log = hashlib.sha256(made["origin"].encode()).hexdigest()
        self.checkpoint = f"/log/{log}/checkpoint"
        self.start()

    def command(self, *words, timeout=1_800):
        done = subprocess.run(
            [self.binary, *words, "--data", self.folder, "--json"], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=timeout, check=False)
        if done.returncode:
            raise RuntimeError(
                f"sangam {' '.join(words)} ended with {done.returncode}: "
                f"{done.stderr.decode('utf-8', 'replace')[-600:]}")
        return json.loads(done.stdout)

    def start(self):
        with open(self.folder + ".log", "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "serve", "--listen", "127.0.0.1:0", "--data", self.folder],
                stdout=subprocess.PIPE, stderr=log,
                # Ends with us, and is ended after LIFETIME at the latest.
                preexec_fn=lambda: signal.alarm(self.LIFETIME))
        line = self.process.stdout.readline().decode()
        if not line.startswith("listening on "):
            raise RuntimeError(f"node {self.name} does not listen; see {self.folder}.log")
        self.url = line.split()[-1]
        self.port = int(self.url.rsplit(":", 1)[1])
        self.http = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    @property
    def pid(self):
        return self.process.pid

    def ask(self, path):
        """One request on the connection that is kept. Returns: status and body."""
        try:
            self.http.request("GET", path)
            answer = self.http.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # The node has closed a connection on which nothing was asked for a while.
            self.http.close()
            self.http.request("GET", path)
            answer = self.http.getresponse()
        return answer.status, answer.read()

    def get(self, path):
        status, body = self.ask(path)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {body[:300]}")
        return body

    def control(self, method, path, body=None):
        connection = UnixHTTP(os.path.join(self.folder, "control.sock"))
        connection.request(method, "/control/v1" + path, body=body)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
        return json.loads(text)

    def log(self, node):
        """What the node says of a log it holds: size, root, records; empty if it has none."""
        for log in json.loads(self.get("/api/v1/status"))["logs"]:
            if log["node"] == node:
                return log
        return {}

    def reaches(self, other, seconds=1_800):
        """Waits until we serve another node's own log at its newest head, which is cheap to ask."""
        goal, end = other.get(other.checkpoint), now() + seconds
        while self.ask(other.checkpoint) != (200, goal):
            if self.process.poll() is not None:
                raise RuntimeError(f"node {self.name} ended by itself; see {self.folder}.log")
            if now() > end:
                raise RuntimeError(f"node {self.name} has {self.log(other.id)} after {seconds} s")
            time.sleep(0.01)

    def agrees(self, other):
        """Whether both show as many records of the other's log, with all their texts."""
        mine, theirs = self.log(other.id), other.log(other.id)
        keys = ("size", "root", "records", "withoutPayload")
        assert [mine[key] for key in keys] == [theirs[key] for key in keys], (mine, theirs)

    def search(self, words, limit=20):
        query = urllib.parse.urlencode({"q": words, "limit": limit})
        return json.loads(self.get(f"/api/v1/listings?{query}"))

    def peak_mb(self):
        return status_kb(self.pid, "VmHWM") / 1024

    def anonymous_mb(self):
        return status_kb(self.pid, "RssAnon") / 1024

    def cpu(self):
        return cpu_seconds(self.pid)

    def stop(self):
        """Ends the process that we started, by its own handle."""
        if self.http:
            self.http.close()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
