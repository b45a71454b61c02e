"""A small second implementation of Protocol.md, used only to make and to check the test vectors.

It favours plainness over speed, keeps whole logs in lists, and shares no code with the Swift rooms.
Needs `cryptography` (PyPI) for Ed25519. Every refusal is a `Refused` with the reason of Protocol.md.
"""

import base64
import gzip
import hashlib
import json
import re
import zlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

TREE_SIZE_MAX = 1 << 40
SECTION_ENTRIES_MAX, SECTION_BYTES_MAX = 8192, 8388608
NOTE_BYTES_MAX, NOTE_SIGNATURES_MAX, PROOF_HASHES_MAX = 65536, 64, 63
STATEMENTS_MAX, PAYLOAD_BYTES_MAX, PAYLOAD_NESTING_MAX = 64, 65536, 16
ROSTER_ROWS_MAX, DISTANCE_MAX = 1000, 64
DASH = "— ".encode()

DECIMAL = rb"(?:0|[1-9][0-9]*)"
TIME = rb"(?:0|[1-9][0-9]{0,11})"
KIND_ID = rb"[a-z][a-z-]{0,31}/[a-z2-7]{25}[aeimquy4]"
PUT = re.compile(
    rb"put (" + KIND_ID + rb") (" + TIME + rb") ([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)"
)
REMOVE = re.compile(rb"remove (" + KIND_ID + rb") (" + TIME + rb")")
PAYLOAD_LINE = re.compile(
    rb"p (" + KIND_ID + rb") (" + TIME + rb") ([A-Za-z0-9+/]{21}[AQgw]==) (.*)", re.DOTALL
)
LABEL_PART = rb"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
LABEL = rb"(?:" + LABEL_PART + rb"\.)+" + LABEL_PART
NODE = re.compile(rb"(" + LABEL + rb")/([a-z2-7]{32})")
ORIGIN = re.compile(rb"(" + LABEL + rb")/([a-z2-7]{32})/(" + DECIMAL + rb")")

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
SMALL_ORDER_Y = {
    0,
    1,
    P - 1,
    int.from_bytes(
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
    ),
    int.from_bytes(
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"
    ),
}


class Refused(Exception):
    """A refusal: the reason's name and, in a section, the line (from 1)."""

    def __init__(self, reason, line=None, value=None):
        super().__init__(reason)
        self.reason, self.line, self.value = reason, line, value


def sha(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.b64encode(data).decode()


def b32(data):
    return base64.b32encode(data).decode().lower().rstrip("=")


def strict64(text, length=None):
    """The decoded bytes, or None if `text` is not the one spelling of them."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    if base64.b64encode(data) != text or (length is not None and len(data) != length):
        return None
    return data


def decimal(text, most=None):
    """The number, or None if it has a leading zero, another byte, or exceeds `most`."""
    if not re.fullmatch(DECIMAL, text):
        return None
    value = int(text)
    return None if most is not None and value > most else value


# Keys


def secret(name):
    return Ed25519PrivateKey.from_private_bytes(sha(b"sangam example " + name.encode()))


def public(key):
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_ok(raw):
    y = int.from_bytes(raw, "little") & ((1 << 255) - 1)
    return y < P and y not in SMALL_ORDER_Y


def key_id(name, kind, raw):
    return sha(name.encode() + b"\n" + bytes([kind]) + raw)[:4]


def vkey(name, raw, kind=1):
    return "%s+%s+%s" % (name, key_id(name, kind, raw).hex(), b64(bytes([kind]) + raw))


def verifies(raw, signature, message):
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= L or not key_ok(raw):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def signature_line(name, key, text, kind=1, time=None):
    if kind == 1:
        body = key.sign(text)
    else:
        body = time.to_bytes(8, "big") + key.sign(b"cosignature/v1\ntime %d\n" % time + text)
    return (
        DASH + name.encode() + b" " + b64(key_id(name, kind, public(key)) + body).encode() + b"\n"
    )


# The tree


def leaf(entry):
    return sha(b"\0" + entry)


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def root(leaves):
    n = len(leaves)
    if n == 0:
        return sha(b"")
    if n == 1:
        return leaves[0]
    k = split(n)
    return sha(b"\1" + root(leaves[:k]) + root(leaves[k:]))


def consistency(m, leaves, whole=True):
    n = len(leaves)
    if m == n:
        return [] if whole else [root(leaves)]
    k = split(n)
    if m <= k:
        return consistency(m, leaves[:k], whole) + [root(leaves[k:])]
    return consistency(m - k, leaves[k:], False) + [root(leaves[:k])]


def inclusion(i, leaves):
    n = len(leaves)
    if n == 1:
        return []
    k = split(n)
    if i < k:
        return inclusion(i, leaves[:k]) + [root(leaves[k:])]
    return inclusion(i - k, leaves[k:]) + [root(leaves[:k])]


def included(index, size, node, head, proof):
    """Whether `proof` leads from the leaf hash at an index to the root of a tree of a size."""
    if index >= size:
        return False
    fn, sn = index, size - 1
    for c in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            node = sha(b"\1" + c + node)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = sha(b"\1" + node + c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and node == head


def consistent(m, n, old, new, proof):
    """Whether `proof` leads from the tree of size m, root old, to the tree of size n, root new (0 < m < n)."""
    path = list(proof)
    if m & (m - 1) == 0:
        path.insert(0, old)
    if not path:
        return False
    fn, sn = m - 1, n - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = sha(b"\1" + c + fr), sha(b"\1" + c + sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = sha(b"\1" + sr + c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old and sr == new


# Entries and payloads


def check_entry(entry):
    """('put', kind/id, time, commitment), ('remove', kind/id, time) or ('unknown',)."""
    if not 1 <= len(entry) <= 512:
        raise Refused("entryLength")
    if any(byte < 0x20 or byte > 0x7E for byte in entry):
        raise Refused("entryByte")
    match = PUT.fullmatch(entry)
    if match:
        return ("put",) + match.groups()
    match = REMOVE.fullmatch(entry)
    return ("remove",) + match.groups() if match else ("unknown",)


def commitment(nonce, payload):
    return b64(sha(b"sangam payload v1\n" + nonce + payload)).encode()


def check_payload(payload, kind):
    """Raises the reason for which a payload is dropped (tooLong) or quarantined (the others)."""
    if len(payload) > PAYLOAD_BYTES_MAX:
        raise Refused("tooLong")
    if payload.startswith(b"\xef\xbb\xbf"):
        raise Refused("byteOrderMark")
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("notUTF8") from None
    if any(ord(c) < 0x20 for c in text):
        raise Refused("controlByte")
    depth = deepest = 0
    quoted = escaped = False
    for c in text:
        if quoted:
            quoted, escaped = (c != '"' or escaped), (c == "\\" and not escaped)
        elif c == '"':
            quoted = True
        elif c in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif c in "}]":
            depth -= 1
    if deepest > PAYLOAD_NESTING_MAX:
        raise Refused("tooDeep")

    def number(text):
        if float(text) in (float("inf"), float("-inf")):
            raise Refused("numberNotFinite")
        return float(text)

    def constant(_):
        raise Refused("syntax")

    def members(pairs):
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            raise Refused("duplicateName")
        return dict(pairs)

    decoder = json.JSONDecoder(
        object_pairs_hook=members, parse_float=number, parse_int=number, parse_constant=constant
    )
    text = text.lstrip(" ")
    try:
        value, end = decoder.raw_decode(text)
    except json.JSONDecodeError:
        raise Refused("syntax") from None
    if text[end:].strip(" "):
        raise Refused("trailingBytes")
    if not isinstance(value, dict):
        raise Refused("notAnObject")

    def walk(item):
        if isinstance(item, dict):
            for name, member in item.items():
                walk(name)
                walk(member)
        elif isinstance(item, list):
            for member in item:
                walk(member)
        elif isinstance(item, str):
            for c in map(ord, item):
                if 0xD800 <= c <= 0xDFFF:
                    raise Refused("loneSurrogate")
                if 0xFDD0 <= c <= 0xFDEF or c & 0xFFFE == 0xFFFE:
                    raise Refused("noncharacter")

    walk(value)
    if not isinstance(value.get("kind"), str):
        raise Refused("kindMissing")
    if value["kind"] != kind:
        raise Refused("kindDiffers")


# Notes

SPACES = (
    {0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000}
    | set(range(9, 14))
    | set(range(0x2000, 0x200B))
)


def parse_signature_line(line):
    """(name, key id, signature) of one line without its LF."""
    parts = line[len(DASH) :].split(b" ") if line.startswith(DASH) else []
    if len(parts) < 2:
        raise Refused("signatureLine")
    name, text = line[len(DASH) :].rsplit(b" ", 1)
    decoded = name.decode("utf-8")
    if not name or b"+" in name or any(ord(c) in SPACES for c in decoded):
        raise Refused("signatureName")
    data = strict64(text)
    if data is None:
        raise Refused("signatureBase64")
    if len(data) < 5:
        raise Refused("signatureLength")
    return decoded, data[:4], data[4:]


def parse_note(note):
    """(text, signature lines parsed) of a note standing alone."""
    if len(note) > NOTE_BYTES_MAX:
        raise Refused("noteSize")
    try:
        note.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("noteEncoding") from None
    if any(byte < 0x20 and byte != 0x0A for byte in note):
        raise Refused("noteControl")
    if not note.endswith(b"\n"):
        raise Refused("noteEnding")
    at = note.rfind(b"\n\n")
    if at < 0:
        raise Refused("noteSeparator")
    text, lines = note[: at + 1], note[at + 2 :].split(b"\n")[:-1]
    if not 1 <= len(lines) <= NOTE_SIGNATURES_MAX:
        raise Refused("signatureCount")
    return text, [parse_signature_line(line) for line in lines]


def verify_note(note, known):
    """The text, if a known key's line verifies and none fails. known: [(name, raw key)], type 0x01."""
    text, lines = parse_note(note)
    keys = {(name, key_id(name, 1, raw)): raw for name, raw in known}
    verified = 0
    for name, kid, signature in lines:
        if (name, kid) in keys:
            verified += 1
            if not verifies(keys[name, kid], signature, text):
                raise Refused("signatureInvalid")
    if not verified:
        raise Refused("signatureMissing")
    return text, verified


def check_checkpoint(text, origin=None):
    """(origin, size, root) of a checkpoint's text in our profile."""
    lines = text.split(b"\n")
    if len(lines) != 4 or lines[3]:
        raise Refused("checkpointLines")
    match = ORIGIN.fullmatch(lines[0])
    if (
        not match
        or len(match[1]) > 128
        or int(match[3]) >= STATEMENTS_MAX
        or origin not in (None, lines[0])
    ):
        raise Refused("checkpointOrigin", 0)
    size = decimal(lines[1])
    if size is None:
        raise Refused("checkpointSize", 1)
    if size > TREE_SIZE_MAX:
        raise Refused("treeSize", 1)
    head = strict64(lines[2], 32)
    if head is None:
        raise Refused("checkpointRoot", 2)
    if size == 0 and head != sha(b""):
        raise Refused("emptyRoot", 2)
    return lines[0], size, head


# Identity


def check_statement_text(text, number, previous):
    """The fields of statement `number`'s text; `previous` are the fields of the one before it."""
    lines = text.split(b"\n")
    names = (
        ["header", "number"]
        + (["label"] if number == 0 else ["node", "previous", "closes"])
        + ["signing", "cosigner"]
        + ([] if number == 0 else ["recovery-key"])
        + ["recovery", "time"]
    )
    fields = {"text": text, "number": number}
    for at, name in enumerate(names):
        line = lines[at] if at < len(lines) - 1 else b""
        reason = "statement" + "".join(part.capitalize() for part in name.split("-"))
        if name == "header":
            if line != b"sangam identity v1":
                raise Refused(reason, at)
            continue
        prefix = name.encode() + b" "
        value = line[len(prefix) :] if line.startswith(prefix) else None
        if value is None or not statement_field(fields, name, value, previous):
            raise Refused(reason, at)
    if len(lines) - 1 != len(names):
        raise Refused("statementLines", len(names))
    if number == 0:
        fields["node"] = fields["label"] + b"/" + b32(sha(text)[:20]).encode()
    return fields


def statement_field(fields, name, value, previous):
    if name == "number":
        return decimal(value) == fields["number"]
    fields[name] = value
    if name == "label":
        return re.fullmatch(LABEL, value) and len(value) <= 128
    if name == "node":
        return value == previous["node"]
    if name == "previous":
        return strict64(value, 32) == sha(previous["text"])
    if name == "closes":
        size, _, head = value.partition(b" ")
        fields[name] = (decimal(size, TREE_SIZE_MAX), strict64(head, 32))
        return None not in fields[name] and (fields[name][0] > 0 or fields[name][1] == sha(b""))
    if name == "time":
        return re.fullmatch(TIME, value)
    fields[name] = raw = strict64(value, 32)
    if raw is None:
        return False
    if name == "recovery-key" and sha(b"sangam recovery v1\n" + raw) != previous["recovery"]:
        return False
    return name == "recovery" or key_ok(raw)


def statement_signers(fields):
    node = fields["node"].decode()
    signers = [("%s/%d" % (node, fields["number"]), fields["signing"])]
    return signers + ([(node + "/recovery", fields["recovery-key"])] if fields["number"] else [])


def check_strict(text, lines, signers):
    """A strict note: exactly these signers, in this order."""
    if len(lines) != len(signers):
        raise Refused("signatureCount")
    for (name, kid, signature), (wanted, raw) in zip(lines, signers):
        if name != wanted or kid != key_id(wanted, 1, raw):
            raise Refused("signatureKey")
        if not verifies(raw, signature, text):
            raise Refused("signatureInvalid")


def check_statement(note, number, previous):
    text, lines = parse_note(note)
    fields = check_statement_text(text, number, previous)
    check_strict(text, lines, statement_signers(fields))
    return fields


# A reader of lines with numbers


class Lines:
    def __init__(self, data):
        self.data, self.at, self.number = data, 0, 0

    def peek(self):
        end = self.data.find(b"\n", self.at)
        if end < 0:
            raise Refused("cut", self.number + 1)
        return self.data[self.at : end]

    def next(self):
        line = self.peek()
        self.at += len(line) + 1
        self.number += 1
        return line

    def note(self, most, check):
        """(check's answer, text, signature lines, first signature line's number).

        `check` sees the text before the signature lines are read; most: lines allowed, or None."""
        first, text = self.number + 1, b""
        while self.peek():
            text += self.next() + b"\n"
        found = located(first, lambda: check(text))
        self.next()
        signed, lines = self.number + 1, []
        while self.peek().startswith(DASH):
            if len(lines) == (NOTE_SIGNATURES_MAX if most is None else most):
                raise Refused("signatureCount", signed)
            lines.append(located(signed, lambda: parse_signature_line(self.next())))
        if len(lines) < (most or 1):
            raise Refused("signatureCount", signed)
        return found, text, lines, signed

    def finish(self):
        if self.next() != b"end":
            raise Refused("endLine", self.number)
        if self.at != len(self.data):
            raise Refused("trailing", self.number + 1)


def located(first, work):
    """Runs `work`; the line inside a note in a refusal becomes a line of the document."""
    try:
        return work()
    except Refused as refused:
        raise Refused(refused.reason, first + (refused.line or 0)) from None


def read_chain(lines, conflict=False):
    """The statements at the reader; with `conflict`, a repeated last number ends the chain (returned apart)."""
    chain = []
    while lines.peek() == b"identity":
        lines.next()
        if len(chain) == STATEMENTS_MAX:
            raise Refused("statementCount", lines.number)
        number = len(chain)
        found = []

        def check(text):
            again = (
                conflict and number >= 2 and text.split(b"\n")[1:2] == [b"number %d" % (number - 1)]
            )
            found.append(again)
            before = number - 1 if again else number
            return check_statement_text(text, before, chain[before - 1] if before else None)

        fields, text, signatures, signed = lines.note(1 if number == 0 else 2, check)
        located(signed, lambda: check_strict(text, signatures, statement_signers(fields)))
        if found[0]:
            return chain, fields
        chain.append(fields)
    if not chain:
        raise Refused("chainMissing", lines.number + 1)
    return (chain, None) if conflict else chain


# The receiver


class Replica:
    """What a receiver holds of one node: its chain, and per origin the entries, payloads, pending head."""

    def __init__(self):
        self.chain, self.entries, self.payloads, self.pending = [], {}, {}, {}
        self.notes = {}

    def receive(self, body, asked=None, limits=(SECTION_ENTRIES_MAX, SECTION_BYTES_MAX)):
        if body[:2] == b"\x1f\x8b":
            body = gunzip(body, limits[1])
        if len(body) > limits[1]:
            raise Refused("sectionBytes", 0)
        lines = Lines(body)
        if lines.next() != b"sangam section v1":
            raise Refused("newerFormat", 1)
        chain = read_chain(lines)
        self.check_chain(chain, lines.number)
        origin, size, head = read_head(lines, chain)
        if asked is not None and origin != asked:
            raise Refused("originMismatch", lines.number)
        ours = self.entries.get(origin, [])
        closed = not origin.endswith(b"/%d" % (len(chain) - 1))
        if closed:  # entries beyond the cut are void; another root at the cut: begin again
            ours = ours[:size]
            if len(ours) == size and root(list(map(leaf, ours))) != head:
                ours = []
        first, to, proof = read_range(lines, size, len(ours), limits[0])
        entries, payloads, notes = read_entries(lines, first, to)
        lines.finish()
        leaves = list(map(leaf, ours[:first] + entries))
        if to == size and root(leaves) != head:
            raise Refused("rootMismatch", lines.number)
        if to < size and not consistent(to, size, root(leaves), head, proof):
            raise Refused("proofInvalid", lines.number)
        if entries[: len(ours) - first] != ours[first:to]:
            if not closed:
                raise Refused("fork", lines.number)
            ours = ours[:first]
        if not closed and size <= len(ours) and root(list(map(leaf, ours[:size]))) != head:
            raise Refused("fork", lines.number)
        pending = self.pending.get(origin)
        if (
            pending
            and not closed
            and len(ours) < pending[0] <= to
            and root(leaves[: pending[0]]) != pending[1]
        ):
            raise Refused("fork", lines.number)
        self.commit(
            chain, origin, (ours[:first] + entries + ours[to:]), payloads, notes, size, head
        )
        return len(self.entries[origin])

    def check_chain(self, chain, line):
        if self.chain and chain[0]["text"] != self.chain[0]["text"]:
            raise Refused("originMismatch", line)
        if len(chain) < len(self.chain):
            raise Refused("chainShorter", line, len(self.chain) - 1)
        for mine, theirs in zip(self.chain, chain):
            if mine["text"] != theirs["text"]:
                raise Refused("identityConflict", line)

    def commit(self, chain, origin, entries, payloads, notes, size, head):
        self.chain, self.entries[origin] = chain, entries
        if size > len(entries) and size > self.pending.get(origin, (0,))[0]:
            self.pending[origin] = (size, head)
        live, gone = {}, set()
        for index, entry in enumerate(entries):
            operation = check_entry(entry)
            if operation[0] == "remove":
                gone.add(operation[1])
                live.pop(operation[1], None)
            elif operation[0] == "put" and operation[1] not in gone:
                live[operation[1]] = index
        current = set(live.values())
        kept = {**self.payloads.get(origin, {}), **payloads}
        self.payloads[origin] = {
            i: p for i, p in kept.items() if i in current and notes.get(i) != "tooLong"
        }
        self.notes[origin] = {i: r for i, r in notes.items() if i in current}


def gunzip(body, most):
    """One layer of gzip; members one after another are one body (RFC 1952)."""
    data = b""
    while body:
        inflate = zlib.decompressobj(31)
        try:
            data += inflate.decompress(body, most + 1 - len(data))
        except zlib.error:
            raise Refused("gzip", 0) from None
        if len(data) > most:
            raise Refused("sectionBytes", 0)
        if not inflate.eof:
            raise Refused("gzip", 0)
        body = inflate.unused_data
    return data


def read_head(lines, chain):
    line = lines.next()
    match = re.fullmatch(rb"closed (" + DECIMAL + rb")", line)
    node = chain[0]["node"]
    if match:
        epoch = int(match[1])
        if epoch + 1 >= len(chain):
            raise Refused("closedEpoch", lines.number)
        return (node + b"/%d" % epoch,) + chain[epoch + 1]["closes"]
    if line != b"checkpoint":
        raise Refused("headLine", lines.number)
    first = lines.number + 1
    (origin, size, head), text, signatures, signed = lines.note(1, check_checkpoint)
    if origin.rsplit(b"/", 1)[0] != node:
        raise Refused("checkpointOrigin", first)
    if int(origin.rsplit(b"/", 1)[1]) != len(chain) - 1:
        raise Refused("checkpointEpoch", first)
    located(
        signed, lambda: check_strict(text, signatures, [(origin.decode(), chain[-1]["signing"])])
    )
    return origin, size, head


def read_range(lines, size, ours, most):
    match = re.fullmatch(rb"range (" + DECIMAL + rb") (" + DECIMAL + rb")", lines.next())
    if not match:
        raise Refused("rangeLine", lines.number)
    first, to = int(match[1]), int(match[2])
    if not first <= to <= size:
        raise Refused("rangeOrder", lines.number)
    if first == to and to != size:
        raise Refused("rangeEmpty", lines.number)
    if to - first > most:
        raise Refused("sectionEntries", lines.number)
    if first > ours:
        raise Refused("rangeAhead", lines.number, ours)
    return first, to, read_proof(lines, 0 < to < size)


def read_proof(lines, wanted, optional=False):
    proof = []
    while lines.peek().startswith(b"proof"):
        line = lines.next()
        data = strict64(line[6:], 32) if line.startswith(b"proof ") else None
        if data is None:
            raise Refused("proofLine", lines.number)
        if len(proof) == PROOF_HASHES_MAX:
            raise Refused("proofCount", lines.number)
        if not wanted:
            raise Refused("proofSuperfluous", lines.number)
        proof.append(data)
    if wanted and not proof and not optional:
        raise Refused("proofMissing", lines.number + 1)
    return proof


def read_entries(lines, first, to):
    entries, payloads, notes = [], {}, {}
    for index in range(first, to):
        line = lines.next()
        if line.startswith(b"e "):
            entry = line[2:]
        elif line.startswith(b"p "):
            match = PAYLOAD_LINE.fullmatch(line)
            if not match:
                raise Refused("payloadLine", lines.number)
            name, time, nonce, payload = match.groups()
            nonce = strict64(nonce, 16)
            entry = b"put " + name + b" " + time + b" " + commitment(nonce, payload)
            payloads[index] = (nonce, payload)
            try:
                check_payload(payload, name.split(b"/")[0].decode())
            except Refused as refused:
                notes[index] = refused.reason
        elif line == b"end":
            raise Refused("entryCount", lines.number)
        else:
            raise Refused("entryLine", lines.number)
        try:
            check_entry(entry)
        except Refused as refused:
            raise Refused(refused.reason, lines.number) from None
        entries.append(entry)
    return entries, payloads, notes


# The other documents


def check_node_document(data):
    lines = Lines(data)
    if lines.next() != b"sangam node v1":
        raise Refused("newerFormat", 1)
    if lines.peek().startswith(b"url "):
        if not re.fullmatch(rb"url [!-~]{1,2048}", lines.next()):
            raise Refused("nodeURL", lines.number)
    if not re.fullmatch(rb"software [!-~]{1,128}", lines.next()):
        raise Refused("nodeSoftware", lines.number)
    if lines.peek() == b"static":
        lines.next()
    match = re.fullmatch(rb"limits (" + DECIMAL + rb") (" + DECIMAL + rb")", lines.next())
    if not match or not 0 < int(match[1]) < 1 << 31 or not 0 < int(match[2]) < 1 << 31:
        raise Refused("nodeLimits", lines.number)
    chain = read_chain(lines)
    lines.finish()
    return chain


def check_roster(data):
    lines = Lines(data)
    if lines.next() != b"sangam roster v1":
        raise Refused("newerFormat", 1)
    if not re.fullmatch(rb"next [!-~]{1,128}", lines.next()):
        raise Refused("rosterNext", lines.number)
    rows, seen = [], set()
    while lines.peek() != b"end":
        line = lines.next()
        match = re.fullmatch(rb"log (" + DECIMAL + rb") (" + DECIMAL + rb")( frozen)?", line)
        if not match:
            raise Refused("endLine" if not line.startswith(b"log") else "rosterRow", lines.number)
        if int(match[1]) > DISTANCE_MAX or int(match[2]) > TREE_SIZE_MAX:
            raise Refused("rosterRow", lines.number)
        if len(rows) == ROSTER_ROWS_MAX:
            raise Refused("rosterCount", lines.number)
        row, start = lines.number, lines.at
        (origin, size, head), text, signatures, _ = lines.note(None, check_checkpoint)
        located(row + 1, lambda: parse_note(data[start : lines.at]))
        if origin in seen:
            raise Refused("rosterDuplicate", row)
        seen.add(origin)
        rows.append(
            (origin, size, head, int(match[1]), int(match[2]), bool(match[3]), text, signatures)
        )
    lines.finish()
    return rows


def check_evidence(data):
    lines = Lines(data)
    if lines.next() != b"sangam evidence v1":
        raise Refused("newerFormat", 1)
    chain, rival = read_chain(lines, conflict=True)
    if not rival and len(chain) > 1 and lines.peek() != b"checkpoint":
        raise Refused("evidenceShape", lines.number + 1)
    if rival:
        lines.finish()
        if rival["text"] == chain[-1]["text"]:
            raise Refused("noFork", lines.number)
        return "identity"
    heads = []
    for _ in range(2):
        if lines.next() != b"checkpoint":
            raise Refused("evidenceShape", lines.number)
        first = lines.number + 1
        (origin, size, head), text, signatures, signed = lines.note(None, check_checkpoint)
        node, _, epoch = origin.rpartition(b"/")
        if node != chain[0]["node"]:
            raise Refused("evidenceOrigin", first)
        if int(epoch) >= len(chain):
            raise Refused("checkpointEpoch", first)
        raw = chain[int(epoch)]["signing"]
        own = [s for n, k, s in signatures if n == origin.decode() and k == key_id(n, 1, raw)]
        if not own:
            raise Refused("signatureMissing", signed)
        if not verifies(raw, own[0], text):
            raise Refused("signatureInvalid", signed)
        heads.append((origin, size, head))
    (log, m, old), (other_log, n, new) = heads
    if log != other_log:
        raise Refused("evidenceOrigin", lines.number)
    if n < m:
        raise Refused("evidenceOrder", lines.number)
    other, proof = new, []
    if lines.peek().startswith(b"root ") or n > m:
        line = lines.next()
        other = strict64(line[5:], 32) if line.startswith(b"root ") else None
        if other is None or n == m:
            raise Refused("evidenceRoot", lines.number)
        proof = read_proof(lines, n > m, optional=True)
    lines.finish()
    if n > m and not (m > 0 and consistent(m, n, other, new, proof)):
        raise Refused("proofInvalid", lines.number)
    if other == old:
        raise Refused("noFork", lines.number)
    return "fork"


def check_cosignature(line, text, name, raw):
    """The time of a cosignature line over a checkpoint's text, or None if it is another key's."""
    if not line.endswith(b"\n"):
        raise Refused("signatureLine")
    signer, kid, signature = parse_signature_line(line[:-1])
    if signer != name or kid != key_id(name, 4, raw):
        return None
    if len(signature) != 72:
        raise Refused("signatureInvalid")
    time = int.from_bytes(signature[:8], "big")
    if time > 999999999999:
        raise Refused("cosignatureTime")
    if not verifies(raw, signature[8:], b"cosignature/v1\ntime %d\n" % time + text):
        raise Refused("signatureInvalid")
    return time


def tile_path(level, index, width, entries=False):
    parts = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        parts.insert(0, "x%03d" % (index % 1000))
    path = "tile/%s/%s" % ("entries" if entries else level, "/".join(parts))
    return path if width == 256 else path + ".p/%d" % width


def check_tile_path(path):
    """(level or 'entries', index, width)."""
    word, _, rest = path.partition("/")
    level, slash, rest = rest.partition("/")
    if word != "tile" or not slash:
        raise Refused("tilePath")
    number, dot, last = rest.partition(".p/")
    if level != "entries":
        level = decimal(level.encode(), 63)
        if level is None:
            raise Refused("tileLevel")
    if not re.fullmatch(r"(?:x[0-9]{3}/)*[0-9]{3}", number) or number.startswith("x000"):
        raise Refused("tileIndex")
    index = int(number.replace("x", "").replace("/", ""))
    if index >= 1 << 40:
        raise Refused("tileIndex")
    width = 256
    if dot:
        width = decimal(last.encode(), 255)
        if not width:
            raise Refused("tileWidth")
    return level, index, width


def check_bundle(data, width):
    entries, at = [], 0
    while at < len(data):
        if at + 2 > len(data):
            raise Refused("bundleLength")
        length = int.from_bytes(data[at : at + 2], "big")
        if at + 2 + length > len(data):
            raise Refused("bundleLength")
        entries.append(data[at + 2 : at + 2 + length])
        check_entry(entries[-1])
        at += 2 + length
    if len(entries) != width:
        raise Refused("bundleCount")
    return entries


def check_proof_file(data, chain):
    """(index, entry) of a .tlog-proof file against the chain of the node that it names."""
    lines = Lines(data)
    if lines.next() != b"c2sp.org/tlog-proof@v1":
        raise Refused("proofFileHeader", 1)
    line = lines.next()
    entry = strict64(line[6:]) if line.startswith(b"extra ") else None
    if (
        entry is None
        or not 1 <= len(entry) <= 512
        or any(not 0x20 <= byte <= 0x7E for byte in entry)
    ):
        raise Refused("proofFileExtra", 2)
    line = lines.next()
    index = decimal(line[6:]) if line.startswith(b"index ") else None
    if index is None:
        raise Refused("proofFileIndex", 3)
    proof = []
    while lines.peek():
        if len(proof) == PROOF_HASHES_MAX:
            raise Refused("proofCount", lines.number + 1)
        proof.append(strict64(lines.next(), 32))
        if proof[-1] is None:
            raise Refused("proofLine", lines.number)
    lines.next()
    note = lines.data[lines.at :]
    text, signatures = parse_note(note)
    origin, size, head = check_checkpoint(text)
    node, _, epoch = origin.rpartition(b"/")
    if int(epoch) >= len(chain):
        raise Refused("checkpointEpoch")
    if node != chain[0]["node"]:
        raise Refused("checkpointOrigin")
    verify_note(note, [(origin.decode(), chain[int(epoch)]["signing"])])
    if not included(index, size, leaf(entry), head, proof):
        raise Refused("proofInvalid")
    return index, entry


def check_vkey(text):
    name, _, rest = text.partition(b"+")
    kid, plus, key = rest.partition(b"+")
    if not plus:
        raise Refused("vkeyFormat")
    decoded = name.decode("utf-8", "surrogateescape")
    if not name or any(ord(c) in SPACES or ord(c) < 0x20 for c in decoded):
        raise Refused("vkeyName")
    if not re.fullmatch(rb"[0-9a-f]{8}", kid):
        raise Refused("vkeyKeyID")
    data = strict64(key)
    if data is None:
        raise Refused("vkeyBase64")
    if not data or data[0] not in (1, 4):
        raise Refused("vkeyType")
    if len(data) != 33:
        raise Refused("vkeyLength")
    if not key_ok(data[1:]):
        raise Refused("publicKey")
    if key_id(decoded, data[0], data[1:]).hex().encode() != kid:
        raise Refused("vkeyMismatch")
    return decoded, data[0], data[1:]


def gzipped(data):
    return gzip.compress(data, 9, mtime=0)
