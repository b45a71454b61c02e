"""What the nodes of the suite hold: records as people write them, and records as nobody should."""

import base64
import json
import os
import struct
import zlib

from foreign import Foreign
from hostile import DANGEROUS_ADDRESS, NAMES, corrupted
from node import Node

HERE = os.path.dirname(os.path.abspath(__file__))


def read(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def picture(width=240, height=160):
    """A PNG with a slope of two colours. Returns: base64."""
    rows = b"".join(
        b"\0" + b"".join(bytes((180 - y, 90 + x // 3, 60 + y // 2)) for x in range(width))
        for y in range(height))

    def chunk(kind, data):
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return base64.b64encode(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")).decode()


def resolved(value, ids):
    """`@key` stands for the id of the record whose source has that id."""
    if isinstance(value, dict):
        return {key: resolved(each, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [resolved(each, ids) for each in value]
    if isinstance(value, str) and value.startswith("@"):
        return picture() if value == "@picture" else ids[value[1:]]
    return value


def crowd():
    """Groups in many towns: enough for a second page of results and for clusters on the map."""
    towns = [
        ("Lagos", "NG", 6.45, 3.39), ("Nairobi", "KE", -1.29, 36.82), ("Leeds", "GB", 53.8, -1.55),
        ("Jakarta", "ID", -6.2, 106.82), ("Bogotá", "CO", 4.71, -74.07),
        ("Lyon", "FR", 45.76, 4.84),
        ("القاهرة", "EG", 30.04, 31.24), ("กรุงเทพฯ", "TH", 13.75, 100.5)]
    for index in range(32):
        town, country, latitude, longitude = towns[index % len(towns)]
        yield {
            "kind": "organisation", "lang": "en",
            "name": {"en": f"{town} bread circle {index + 1}"},
            "summary": {"en": "Neighbours who bake and share bread every week."},
            "forms": ["community"], "goods": [{"scheme": "goods", "code": "bread"}],
            "place": {"address": {"locality": town, "country": country}, "precision": "area",
                      "point": [latitude + index % 5 / 50, longitude + index % 7 / 50]},
            "source": {"system": "fixture", "id": f"circle-{index}"}}


def load(node, payloads, known=None):
    for payload in payloads:
        node.put(resolved(payload, {**(known or {}), **node.ids}))


def rich(binary, folder, nodes):
    """Two networks that know each other. Returns: the first, which is looked at."""
    first = Node(binary, folder, "first", "Many Streams", "en,zu,ar")
    nodes.append(first)
    second = Node(binary, folder, "second", "Steel Rivers", "en")
    nodes.append(second)
    load(first, read("rich.ndjson"))
    crowd_file = os.path.join(folder, "crowd.ndjson")
    with open(crowd_file, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(each) + "\n" for each in crowd())
    first.command("import", crowd_file, "--format", "json")
    load(second, read("second.ndjson"), first.ids)
    second.put({"kind": "vouch", "node": first.id, "label": "first.browser.example",
                "since": "2025-01-01", "note": {"en": "We trade with them."}})
    first.command("peers", "add", second.url, "--name", "Steel Rivers", "--private")
    second.command("peers", "add", first.url, "--name", "Many Streams", "--private")
    theirs = second.ids["eggs"]
    first.until("the second network reaches the first", 60,
                lambda: first.get("/l/" + theirs)[0] == 200)
    first.command("listing", "link", first.ids["bakery"], second.ids["same-bakery"])
    gone = first.put({"kind": "campaign", "lang": "en", "name": {"en": "It is over"}})
    first.command("listing", "remove", gone)
    first.ids.update({key: whole for key, whole in second.ids.items() if key not in first.ids})
    first.ids.update(first=first.id, second=second.id, gone=gone)
    return first


def attacks():
    """A foreign network whose every text is an attack: each as the name of an organisation, and
    all of them in turn in every field of every kind."""
    network, records = Foreign(), read("rich.ndjson")
    for payload in records:
        network.name(payload["kind"], payload["source"]["id"])
    network.put("profile", {
        "kind": "network", "lang": "en", "name": {"en": NAMES["markup"]}, "url": DANGEROUS_ADDRESS,
        "region": NAMES["quotes"], "charter": DANGEROUS_ADDRESS,
        "vouching": {"en": NAMES["hidden"]}})
    bakery = next(each for each in records if each["source"]["id"] == "bakery")
    for key, text in NAMES.items():
        network.put("name-" + key, resolved(
            {**bakery, "name": {"en": text}, "summary": {"ar": text}, "lang": "en"}, network.ids))
    for number, payload in enumerate(records):
        key = payload["source"]["id"]
        for everything in (False, True):
            network.put(key + "-all" * everything, resolved(
                corrupted(payload, number, everything), network.ids))
    return network


def hostile(binary, folder, nodes):
    """A node that holds such a network's records, with a few of its own."""
    node = Node(binary, folder, "holder", "Holder", "en")
    nodes.append(node)
    load(node, [each for each in read("rich.ndjson") if each["source"]["id"] in (
        "union", "province", "town", "village", "bakery", "offer")])
    network = attacks()
    file = os.path.join(folder, "hostile.sangam")
    with open(file, "wb") as out:
        out.write(network.section())
    node.command("peers", "add", "--node", network.id)
    node.command("bundle", "import", file)
    node.until("the hostile records are shown", 30,
               lambda: node.get("/l/" + network.ids["name-markup"])[0] == 200)
    node.ids = {**network.ids, "ours": node.ids["bakery"]}
    node.ids.update(first=node.id, second=network.id, gone=network.ids["name-markup"])
    # What the other network of the friendly fixture has.
    node.ids.update(eggs=network.ids["name-quotes"])
    return node
