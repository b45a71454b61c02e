"""The pages as four members at once ask for them: how long each kind takes, and its weight.

Each client is a process of its own with one connection, as browsers keep theirs, and asks for one
page after the other without a pause, in an order of its own. Pages are asked without a browser's cache; the node keeps those that it has
made while nothing changes, and the searches are few enough to repeat.
"""

import http.client
import json
import multiprocessing
import random
import urllib.parse

import queries
from measure import now, percentile

CLIENTS = 4
SECONDS = 15
# What members open, and how often among a hundred pages.
SHARES = {"search": 45, "listing": 40, "home": 5, "map": 4, "goods": 2, "calendar": 2, "networks": 2}


def search_page(words, box):
    api = queries.path(words, box)
    return "/en/search?" + api.partition("?")[2].replace("limit=20", "").replace("&&", "&")


def listings(node):
    """Addresses of listings that the fixed words find."""
    found = []
    for words, _ in queries.QUERIES:
        query = urllib.parse.urlencode({"q": words, "limit": 50})
        items = json.loads(node.get(f"/api/v1/listings?{query}"))["items"]
        found += [f"/en/l/{item['id']}" for item in items]
    return sorted(set(found))


def client(port, addresses, seed, seconds, results):
    r = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    kinds, weights = zip(*SHARES.items())
    taken, end = [], now() + seconds
    while now() < end:
        kind = r.choices(kinds, weights)[0]
        path = r.choice(addresses[kind])
        start = now()
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            size, status = len(answer.read()), answer.status
        except (http.client.HTTPException, OSError) as error:
            connection.close()
            size, status = 0, f"{type(error).__name__}"
        taken.append((kind, (now() - start) * 1e3, size, status, path))
    results.put(taken)


def export_first_byte(node):
    """Milliseconds until the first byte of a whole export's body."""
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=120)
    start = now()
    connection.request("GET", "/en/search.csv")
    answer = connection.getresponse()
    answer.read(1)
    taken = (now() - start) * 1e3
    connection.close()
    return taken


def measure(node, seconds=SECONDS):
    """Kind of page to times, sizes and the slowest; the first byte of an export; memory."""
    words = [search_page(*query) for query in queries.QUERIES]
    addresses = {
        "search": words, "listing": listings(node), "home": ["/en"], "map": ["/en/map"],
        "goods": ["/en/goods"], "calendar": ["/en/calendar"], "networks": ["/en/networks"],
    }
    for kind in SHARES:
        node.get(addresses[kind][0])  # warms
    results = multiprocessing.Queue()
    clients = [
        multiprocessing.Process(
            target=client, args=(node.port, addresses, seed, seconds, results), daemon=True)
        for seed in range(CLIENTS)]
    for process in clients:
        process.start()
    taken = [item for _ in clients for item in results.get(timeout=seconds + 300)]
    for process in clients:
        process.join()
    raw = {}
    for kind in SHARES:
        own = [item for item in taken if item[0] == kind]
        bad = [item for item in own if item[3] != 200]
        assert not bad, bad[:3]
        if not own:
            continue
        times = [item[1] for item in own]
        slowest = max(own, key=lambda item: item[1])
        raw[kind] = {
            "count": len(own), "p50": percentile(times, 0.5), "p95": percentile(times, 0.95),
            "gzip": max(item[2] for item in own), "slowest": [slowest[4], round(slowest[1], 1)],
        }
    raw["export_ms"] = export_first_byte(node)
    raw["peak_mb"] = node.peak_mb()
    raw["pages_a_second"] = len(taken) / seconds
    return raw


def rows(raw, row):
    """Lines of the table; none if pages were not measured."""
    if not raw:
        return []

    def line(kind, target):
        own = raw[kind]
        return row(
            f"{kind} page, p95 with {CLIENTS} clients", own["p95"],
            f"p50 {own['p50']:.1f} ms, {own['gzip'] / 1e3:.1f} kB at most", "", target, None, " ms",
            1)
    targets = {"search": 50, "listing": 20}
    return [line(kind, targets.get(kind)) for kind in SHARES if kind in raw] + [
        row("first byte of an export", raw["export_ms"], "", "", 200, None, " ms", 0),
        row("memory of the node after that, peak", raw["peak_mb"], "", "", 256, None, " MB", 0),
    ]
