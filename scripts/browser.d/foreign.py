"""A network that keeps no rule of good manners: its records are signed well and say anything.

Our own command refuses a name of 10,000 characters; what comes from elsewhere is not asked first.
"""

import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
import reference as r  # noqa: E402


class Foreign:
    LABEL = "hostile.browser.example"

    def __init__(self):
        self.log, self.ids, self.time = [], {}, int(time.time()) - 600
        keys = {name: r.b64(r.public(r.secret("hostile " + name)))
                for name in ("signing", "cosigner")}
        recovery = r.b64(r.sha(b"sangam recovery v1\n" + r.public(r.secret("hostile recovery"))))
        text = (
            f"sangam identity v1\nnumber 0\nlabel {self.LABEL}\nsigning {keys['signing']}\n"
            f"cosigner {keys['cosigner']}\nrecovery {recovery}\ntime {self.time}\n").encode()
        self.id = r.b32(r.sha(text)[:20])
        self.origin = f"{self.LABEL}/{self.id}/0"
        self.identity = text + b"\n" + self.signature(text)

    def signature(self, text):
        return r.signature_line(self.origin, r.secret("hostile signing"), text)

    def name(self, kind, key):
        """The id that the record of this key has or will have."""
        self.ids[key] = f"{self.id}/{kind}/{r.b32(r.sha(key.encode())[:16])}"
        return self.ids[key]

    def put(self, key, payload):
        name = self.name(payload["kind"], key).split("/", 1)[1].encode()
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        r.check_payload(body, payload["kind"])
        nonce, moment = r.sha(b"nonce" + name)[:16], b"%d" % (self.time + len(self.log))
        self.log.append((
            b"put " + name + b" " + moment + b" " + r.commitment(nonce, body),
            b"p " + name + b" " + moment + b" " + r.b64(nonce).encode() + b" " + body + b"\n"))

    def section(self):
        root = r.b64(r.root([r.leaf(entry) for entry, _ in self.log]))
        head = f"{self.origin}\n{len(self.log)}\n{root}\n".encode()
        return b"".join((
            b"sangam section v1\nidentity\n", self.identity, b"checkpoint\n", head, b"\n",
            self.signature(head), b"range 0 %d\n" % len(self.log),
            b"".join(line for _, line in self.log), b"end\n"))
