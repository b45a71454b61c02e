"""Nodes under test: processes of the built program, with a data folder of their own."""

import json
import os
import select
import signal
import subprocess
import time
import urllib.error
import urllib.request


class Node:
    # No node outlives the suite by long, whatever happens to it.
    LIFETIME_SECONDS = 3_000

    def __init__(self, binary, folder, name, title, languages):
        self.binary, self.folder = binary, os.path.join(folder, name)
        self.ids = {}
        # The settings of a node that this user runs are none of the suite's business.
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("SANGAM_")}
        self.id = self.command(
            "init", "--label", f"{name}.browser.example", "--name", title,
            "--languages", languages, "--recovery-key", self.folder + ".recovery-key")["node"]
        with open(self.folder + ".log", "ab") as log:
            self.process = subprocess.Popen(
                [binary, "serve", "--listen", "127.0.0.1:0", "--data", self.folder],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                env=self.environment, preexec_fn=lambda: signal.alarm(self.LIFETIME_SECONDS))
        ready, _, _ = select.select([self.process.stdout], [], [], 30)
        line = self.process.stdout.readline().decode() if ready else ""
        if not line.startswith("listening on "):
            self.stop()
            raise RuntimeError(f"node {name} does not listen: {self.tail()}")
        self.url = line.split()[-1]

    def tail(self):
        with open(self.folder + ".log", encoding="utf-8", errors="replace") as log:
            return log.read()[-800:]

    def command(self, *words, text=None):
        done = subprocess.run(
            [self.binary, *words, "--data", self.folder, "--json"], env=self.environment,
            input=text, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            raise RuntimeError(f"sangam {' '.join(words)}: {done.stderr[-600:]}")
        return json.loads(done.stdout)

    def put(self, payload):
        """Writes one record; its whole id is kept under the id that its source gives it."""
        whole = self.command("listing", "put", "-", text=json.dumps(payload))["id"]
        key = payload.get("source", {}).get("id")
        if key:
            self.ids[key] = whole
        return whole

    def get(self, path, headers=None):
        """Returns: status, headers and body of one request."""
        request = urllib.request.Request(self.url + path, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    def until(self, what, seconds, holds):
        end = time.monotonic() + seconds
        while not holds():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{what}: not so after {seconds} s; {self.tail()}")
            time.sleep(0.3)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
