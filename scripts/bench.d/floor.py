"""The floor: what nobody who moves the listings and makes them searchable can go below.

Initial: a copy of the NDJSON over loopback, its SHA-256, and the `sqlite3` program loading it with
every index (FTS5, R*Tree, four b-trees), in one transaction, one thread. Changes: the same
operations in one transaction of an open connection. No signatures, no tree, no peers.
"""

import hashlib
import json
import os
import socket
import sqlite3
import subprocess
import threading

from measure import now

SCHEMA = """
CREATE TABLE listing(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, network TEXT, lang TEXT,
  names TEXT, summary TEXT, address TEXT, country TEXT, lat REAL, lon REAL, categories TEXT,
  updated TEXT, rev INTEGER, doc TEXT NOT NULL);
CREATE VIRTUAL TABLE fts USING fts5(names, summary, address, categories,
  content='listing', content_rowid='rid',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
CREATE VIRTUAL TABLE geo USING rtree(rid, minlat, maxlat, minlon, maxlon);
"""
PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
    "PRAGMA temp_store=MEMORY;"
)
LOAD = PRAGMAS + SCHEMA + """
BEGIN;
CREATE TEMP TABLE raw(doc TEXT);
.mode ascii
.separator "\\037" "\\n"
.import '{source}' raw
INSERT INTO listing(id,network,lang,names,summary,address,country,lat,lon,categories,updated,rev,
    doc)
  SELECT json_extract(doc,'$.id'),json_extract(doc,'$.network'),json_extract(doc,'$.lang'),
  (SELECT group_concat(value,' · ') FROM json_each(raw.doc,'$.names')),
  json_extract(doc,'$.summary'),
  json_extract(doc,'$.address.street')||' '||json_extract(doc,'$.address.city')||' '
    ||json_extract(doc,'$.address.postcode'),
  json_extract(doc,'$.country'),json_extract(doc,'$.lat'),json_extract(doc,'$.lon'),
  (SELECT group_concat(value,' ') FROM json_each(raw.doc,'$.categories')),
  json_extract(doc,'$.updated'),json_extract(doc,'$.rev'),doc FROM raw;
INSERT INTO fts(rowid,names,summary,address,categories)
  SELECT rid,names,summary,address,categories FROM listing;
INSERT INTO geo SELECT rid,lat,lat,lon,lon FROM listing;
CREATE INDEX l_country ON listing(country, rid);
CREATE INDEX l_updated ON listing(updated);
CREATE INDEX l_network ON listing(network, updated);
CREATE INDEX l_cat ON listing(categories);
COMMIT;
SELECT count(*) FROM listing;
"""
COLUMNS = (
    "id,network,lang,names,summary,address,country,lat,lon,categories,updated,rev,doc".split(",")
)


def processor_seconds():
    """Processor time of this process and of those that it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def copy(source, sink):
    """A copy over loopback: a thread that sends the file, and we who write it."""
    listener = socket.create_server(("127.0.0.1", 0))

    def send():
        peer, _ = listener.accept()
        with peer, open(source, "rb") as file:
            peer.sendfile(file)

    thread = threading.Thread(target=send)
    thread.start()
    buffer = bytearray(1 << 18)
    with socket.create_connection(listener.getsockname()) as peer, open(sink, "wb") as file:
        while count := peer.recv_into(buffer):
            file.write(memoryview(buffer)[:count])
    thread.join()
    listener.close()


def initial(source, folder, expected):
    """Returns: seconds by step (`cpu`: processor time of all of it), and the database's path."""
    database, copied = os.path.join(folder, "floor.db"), os.path.join(folder, "floor.ndjson")
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(database + suffix):
            os.unlink(database + suffix)
    seconds, before, start = {}, processor_seconds(), now()
    copy(source, copied)
    seconds["copy"] = now() - start
    start = now()
    with open(copied, "rb") as file:
        hashlib.file_digest(file, "sha256")
    seconds["sha256"] = now() - start
    start = now()
    done = subprocess.run(
        ["sqlite3", "-batch", "-bail", database], input=LOAD.format(source=copied).encode(),
        stdout=subprocess.PIPE, check=True)
    seconds["load"] = now() - start
    assert int(done.stdout.split()[-1]) == expected, done.stdout
    seconds["sum"] = sum(seconds.values())
    seconds["cpu"] = processor_seconds() - before
    os.unlink(copied)
    return seconds, database


def row(d, text):
    address = d["address"]
    return (
        d["id"], d["network"], d["lang"], " · ".join(d["names"].values()), d["summary"],
        f"{address['street']} {address['city']} {address['postcode']}", d["country"], d["lat"],
        d["lon"], " ".join(d["categories"]), d["updated"], d["rev"], text)


def connect(path):
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(PRAGMAS)
    return database


def apply(database, ops):
    """Applies (op, id, text) in one transaction and keeps FTS5 and R*Tree in step.

    Returns: seconds.
    """
    start = now()
    database.execute("BEGIN IMMEDIATE")
    for op, key, text in ops:
        old = database.execute(
            "SELECT rid,names,summary,address,categories FROM listing WHERE id=?", (key,)
        ).fetchone()
        if old:
            database.execute(
                "INSERT INTO fts(fts,rowid,names,summary,address,categories)"
                " VALUES('delete',?,?,?,?,?)", old)
            database.execute("DELETE FROM geo WHERE rid=?", (old[0],))
        if op == "delete":
            if old:
                database.execute("DELETE FROM listing WHERE rid=?", (old[0],))
            continue
        values = row(json.loads(text), text)
        if old:
            rid = old[0]
            database.execute(
                f"UPDATE listing SET {','.join(c + '=?' for c in COLUMNS)} WHERE rid=?",
                values + (rid,))
        else:
            rid = database.execute(
                f"INSERT INTO listing({','.join(COLUMNS)})"
                f" VALUES({','.join('?' * len(COLUMNS))})", values).lastrowid
        database.execute(
            "INSERT INTO fts(rowid,names,summary,address,categories) VALUES(?,?,?,?,?)",
            (rid, values[3], values[4], values[5], values[9]))
        database.execute(
            "INSERT INTO geo VALUES(?,?,?,?,?)",
            (rid, values[7], values[7], values[8], values[8]))
    database.execute("COMMIT")
    return now() - start
