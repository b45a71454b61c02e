"""Verifies one log of a Sangam node, as its owner serves it and as another node relays it, with
`cryptography` (Ed25519) and `pymerkle` (RFC 9162 trees and proofs). Run by scripts/interop.

pymerkle builds its tree from entries and makes the proofs; it does not read tiles. So tiles are
compared with the tree's own subtree roots, and every proof is verified against the root that the
node signed. The note's frame (C2SP signed-note) has no library in Python: the lines are split here.
"""

import argparse
import base64
import hashlib
import re
import sys
import urllib.request

import pymerkle
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TILE = 256


class Refused(Exception):
    """What was read does not prove itself."""


def check(holds, what):
    print(f"{'ok    ' if holds else 'FAILED'}  python: {what}", flush=True)
    if not holds:
        sys.exit(1)


def get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read(32 << 20)


def decode64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data) != (text.encode() if isinstance(text, str) else text):
        raise Refused("this is not the only way to write it in base64")
    return data


class Checkpoint:
    """A C2SP checkpoint, verified by the owner's key."""

    def __init__(self, raw, vkey):
        name, key_hash, key = vkey.split("+", 2)
        key = decode64(key)
        expected = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
        if key[0] != 1 or expected.hex() != key_hash:
            raise Refused("this is no Ed25519 verifier key")
        text, separator, signatures = raw.rpartition(b"\n\n")
        if not separator or not signatures.endswith(b"\n"):
            raise Refused("this is no signed note")
        text += b"\n"
        verified = False
        for line in signatures[:-1].split(b"\n"):
            match = re.fullmatch(rb"\xe2\x80\x94 ([^ +]+) ([A-Za-z0-9+/]+=*)", line)
            if not match:
                raise Refused("this is no signature line")
            blob = decode64(match[2])
            if match[1] == name.encode() and blob[:4] == expected:
                try:
                    Ed25519PublicKey.from_public_bytes(key[1:]).verify(blob[4:], text)
                except InvalidSignature:
                    raise Refused("the signature is wrong") from None
                verified = True
        if not verified:
            raise Refused("the owner has not signed this")
        match = re.fullmatch(r"(\S+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/=]+)\n", text.decode())
        if not match or match[1] != name:
            raise Refused("this is no checkpoint of that log")
        self.size, self.root = int(match[2]), decode64(match[3])


def places(count):
    """The paths of the tiles or bundles that hold `count` elements, with their widths."""
    for number in range((count + TILE - 1) // TILE):
        width = min(TILE, count - number * TILE)
        digits = f"{number % 1000:03d}"
        rest = number // 1000
        while rest:
            digits = f"x{rest % 1000:03d}/{digits}"
            rest //= 1000
        yield number, width, digits if width == TILE else f"{digits}.p/{width}"


def entries(bundle):
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        if len(bundle) < 2 + length:
            raise Refused("the bundle is cut off")
        yield bundle[2 : 2 + length]
        bundle = bundle[2 + length :]


def refuses(action):
    try:
        action()
    except (Refused, pymerkle.InvalidProof, ValueError):
        return True
    return False


class Log:
    """One log as one node serves it: everything fetched once, then checked."""

    def __init__(self, base, vkey):
        self.vkey = vkey
        self.served = {"checkpoint": get(f"{base}/checkpoint")}
        self.head = Checkpoint(self.served["checkpoint"], vkey)
        for _, _, path in places(self.head.size):
            path = f"tile/entries/{path}"
            self.served[path] = get(f"{base}/{path}")
        level, count = 0, self.head.size
        while count:
            for _, _, path in places(count):
                path = f"tile/{level}/{path}"
                self.served[path] = get(f"{base}/{path}")
            level, count = level + 1, count // TILE

    def tree(self, served):
        """pymerkle's tree of all entries; refused unless its root is the signed one."""
        tree = pymerkle.InmemoryTree(algorithm="sha256")
        for _, width, path in places(self.head.size):
            found = list(entries(served[f"tile/entries/{path}"]))
            if len(found) != width:
                raise Refused("the bundle has another number of entries")
            for entry in found:
                tree.append_entry(entry)
        if tree.get_root() != self.head.root:
            raise Refused("the entries have another root")
        return tree

    def check_tiles(self, served, leaves):
        """Each element of each tile is the root of what is under it."""
        level, hashes = 0, leaves
        while hashes:
            for number, width, path in places(len(hashes)):
                part = hashes[number * TILE : number * TILE + width]
                if served[f"tile/{level}/{path}"] != b"".join(part):
                    raise Refused(f"tile {level}/{path} has other hashes")
            full = len(hashes) // TILE
            hashes = [subtree(hashes[i * TILE : (i + 1) * TILE]) for i in range(full)]
            level += 1


def subtree(hashes):
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2])
        hashes = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return hashes[0]


def check_log(base, vkey, old):
    log = Log(base, vkey)
    head = log.head
    check(True, f"Ed25519 of {base}/checkpoint: size {head.size}, root {head.root.hex()[:16]}…")
    tree = log.tree(log.served)
    check(True, f"pymerkle's root of {head.size} entries is the signed one")
    leaves = [tree.get_leaf(index + 1) for index in range(head.size)]
    log.check_tiles(log.served, leaves)
    check(True, "every tile holds the hashes of that tree")
    for index, leaf in enumerate(leaves):
        proof = tree.prove_inclusion(index + 1)
        pymerkle.verify_inclusion(
            leaf, head.root, proof, index=index + 1, size=head.size, algorithm="sha256")
    check(True, f"pymerkle's inclusion proof of each of {head.size} entries holds")
    before = Checkpoint(old, vkey)
    proof = tree.prove_consistency(before.size, head.size)
    pymerkle.verify_consistency(
        before.root, head.root, proof, prior_size=before.size, later_size=head.size,
        algorithm="sha256")
    wrong = bytes([before.root[0] ^ 1]) + before.root[1:]
    check(
        refuses(lambda: pymerkle.verify_consistency(wrong, head.root, proof)),
        f"pymerkle's consistency proof from size {before.size} holds, and not from another root")
    return log, leaves


def check_flips(log, leaves):
    def flipped(data, place):
        return data[:place] + bytes([data[place] ^ 0x01]) + data[place + 1 :]

    raw = log.served["checkpoint"]
    # Not the last line's end: base64 has spare bits there that no decoder looks at.
    tries = range(len(raw) - 4)
    taken = [i for i in tries if not refuses(lambda: Checkpoint(flipped(raw, i), log.vkey))]
    check(not taken, f"a flipped bit in each byte of the note is refused ({len(tries)} tries)")
    for kind in ("tile", "entry bundle"):
        count = 0
        for path, data in log.served.items():
            isBundle = path.startswith("tile/entries/")
            if path == "checkpoint" or isBundle != (kind == "entry bundle"):
                continue
            for place in {0, 1, 2, len(data) // 2, len(data) - 1}:
                bad = {**log.served, path: flipped(data, place)}
                action = (lambda: log.tree(bad)) if isBundle else (
                    lambda: log.check_tiles(bad, leaves))
                count += 1
                if not refuses(action):
                    check(False, f"a flipped bit in {path} at {place} is refused")
        check(count > 0, f"a flipped bit in each {kind} is refused ({count} tries)")


def proof_root(leaf, index, size, path):
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2); pymerkle reads its own form
    of proofs only."""
    if index >= size:
        raise Refused("the index is outside the tree")
    node, last, result = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise Refused("the proof is too long")
        if node & 1 or node == last:
            result = hashlib.sha256(b"\x01" + sibling + result).digest()
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            result = hashlib.sha256(b"\x01" + result + sibling).digest()
        node, last = node >> 1, last >> 1
    if last:
        raise Refused("the proof is too short")
    return result


def check_proof(raw, vkey):
    frame, _, note = raw.partition(b"\n\n")
    lines = frame.split(b"\n")
    if lines[0] != b"c2sp.org/tlog-proof@v1" or len(lines) < 3:
        raise Refused("this is no tlog-proof file")
    extra = re.fullmatch(rb"extra (\S+)", lines[1])
    index = re.fullmatch(rb"index (0|[1-9][0-9]*)", lines[2])
    if not extra or not index:
        raise Refused("extra or index is missing")
    leaf = hashlib.sha256(b"\x00" + decode64(extra[1])).digest()
    head = Checkpoint(note, vkey)
    path = [decode64(line) for line in lines[3:]]
    if proof_root(leaf, int(index[1]), head.size, path) != head.root:
        raise Refused("the proof leads to another root")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("vkey", "own", "relayed", "old"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--proof")
    options = parser.parse_args()
    with open(options.old, "rb") as file:
        old = file.read()
    own, _ = check_log(options.own, options.vkey, old)
    relayed, leaves = check_log(options.relayed, options.vkey, old)
    check(
        own.served == relayed.served,
        f"checkpoint, tiles and bundles are the same bytes at both ({len(own.served)} files)")
    check_flips(relayed, leaves)
    if options.proof:
        with open(options.proof, "rb") as file:
            raw = file.read()
        check_proof(raw, options.vkey)
        check(True, ".tlog-proof verifies offline")
        tries = range(len(raw) - 4)
        taken = [
            i for i in tries
            if not refuses(lambda: check_proof(
                raw[:i] + bytes([raw[i] ^ 1]) + raw[i + 1 :], options.vkey))
        ]
        check(not taken, f"a flipped bit in each byte of it is refused ({len(tries)} tries)")


if __name__ == "__main__":
    try:
        main()
    except (Refused, pymerkle.InvalidProof, OSError, ValueError) as error:
        check(False, f"{type(error).__name__}: {error}")
