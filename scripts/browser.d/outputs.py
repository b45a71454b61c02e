"""Feeds, calendars, cards and data, each read by a program of somebody else."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree

import extruct
import feedparser
import icalendar
import openapi_spec_validator
import vobject

# What follows a view's own address in the names of its exports.
VIEWS = ("/search.", "/map.geojson", "/map.csv", "/calendar.", "/networks.")


def problems(node):
    """Returns: pairs of an address and what is wrong with its answer."""
    found = []
    for path, read in answers(node):
        try:
            status, headers, body = node.get(path)
            if status != 200:
                found.append((path, f"answers {status}"))
                continue
            found += [(path, each) for each in read(body, headers)]
            if path.startswith(VIEWS):
                found += [(path, each) for each in again(node, path, headers)]
        except Exception as error:  # whatever a reader throws is the finding
            found.append((path, f"{type(error).__name__}: {error}"[:300]))
    return found


def answers(node):
    """Each address with the function that reads its answer and says what is wrong."""
    listings = [node.ids[key] for key in ("bakery", "market", "course", "offer", "guide")]
    yield "/search.atom", atom
    yield "/search.atom?q=bread", atom
    yield "/search.ics", calendar
    yield "/search.vcf", cards
    yield "/search.csv", table
    yield "/search.excel.csv", excel
    yield "/figures.csv", table
    yield "/search.geojson", geojson
    yield "/search.jsonld", linked
    yield "/search.ndjson", lines
    for view in ("/map", "/networks", f"/n/{node.ids['first']}", f"/tree/{node.ids['union']}"):
        yield view + ".csv", table
        yield view + ".excel.csv", excel
        yield view + ".atom", atom
        yield view + ".jsonld", linked
        yield view + ".ndjson", lines
    yield "/map.geojson", geojson
    yield f"/tree/{node.ids['union']}.vcf", cards
    yield "/calendar.ics", calendar
    yield "/calendar.atom", atom
    yield "/calendar.csv", table
    yield "/map.json?bbox=-60,-170,75,170", whole
    yield "/sitemap.xml", xml
    yield "/openapi.json", openapi
    yield f"/l/{node.ids['market']}.ics", calendar
    yield f"/l/{node.ids['course']}.ics", calendar
    yield f"/l/{node.ids['bakery']}.vcf", cards
    yield f"/l/{node.ids['bakery']}.jsonld", linked
    for listing in listings:
        yield f"/l/{listing}", embedded
    for path in ("/", "/search?q=bread", "/calendar"):
        yield path, embedded_if_any


def again(node, path, headers):
    """Whoever has an export already is told so in one line, and other sites may read it."""
    if headers.get("Access-Control-Allow-Origin") != "*":
        yield "cannot be read by another site's page"
    status, _, body = node.get(path, {"If-None-Match": headers.get("ETag", "none")})
    if status != 304 or body:
        yield f"answers {status}, not 304, to who has it already"


def headers(path, answer):
    """What each page says to the browser. Returns: what is wrong with it."""
    policy = answer.get("Content-Security-Policy", "")
    if "Set-Cookie" in answer:
        yield "sets a cookie"
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"has a weak policy: {policy}"
    if ("frame-ancestors *" in policy) != path.startswith("/embed/"):
        yield "may stand in a frame elsewhere, or may not and should"
    if answer.get("Referrer-Policy") != "no-referrer":
        yield "tells other sites where the reader came from"
    if answer.get("X-Content-Type-Options") != "nosniff":
        yield "lets the browser guess the type"


def atom(body, answer):
    feed = feedparser.parse(body, response_headers={"content-type": answer["Content-Type"]})
    if feed.bozo:
        yield f"feedparser: {feed.bozo_exception}"
    if feed.version != "atom10":
        yield f"feedparser sees {feed.version!r}, not Atom 1.0"
    if not feed.entries:
        yield "has no entry"
    if len({entry.id for entry in feed.entries}) != len(feed.entries):
        yield "two entries have one id"
    for entry in feed.entries:
        if not all(entry.get(name) for name in ("id", "title", "link", "updated_parsed")):
            yield f"an entry lacks id, title, link or date: {entry.get('id')}"


def calendar(body, _):
    if any(len(line) > 75 for line in body.split(b"\r\n")):
        yield "a line is longer than 75 bytes"
    read = icalendar.Calendar.from_ical(body)
    if read.errors:
        yield f"icalendar: {read.errors[:2]}"
    events = [part for part in read.walk() if part.name == "VEVENT"]
    if not events:
        yield "has no event"
    zones = {str(part["TZID"]) for part in read.walk() if part.name == "VTIMEZONE"}
    for event in events:
        if event.errors:
            yield f"icalendar: {event.errors[:2]}"
        for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            if name not in event:
                yield f"an event has no {name}"
        if "DTSTART" in event:
            zone = event["DTSTART"].params.get("TZID")
            if zone and str(zone) not in zones:
                yield f"the zone {zone} is named and not described"


def cards(body, _):
    read = list(vobject.readComponents(body.decode()))
    if not read:
        yield "has no card"
    for card in read:
        card.validate(raiseException=True)


def table(body, _):
    if body.startswith(b"\xef\xbb\xbf"):
        yield "begins with a byte order mark"
    rows = list(csv.reader(io.StringIO(body.decode(), newline=""), strict=True))
    if len(rows) < 2:
        yield "has no row"
    if any(len(row) != len(rows[0]) for row in rows):
        yield "rows have different numbers of cells"


def excel(body, _):
    if not body.startswith(b"\xef\xbb\xbf"):
        yield "does not begin with a byte order mark"
    for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True):
        for cell in row:
            if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(
                    r"-?[0-9]+(\.[0-9]+)?", cell):
                yield f"a cell would run as a formula: {cell[:40]!r}"


def geojson(body, _):
    read = json.loads(body)
    if read["type"] != "FeatureCollection" or not read["features"]:
        yield "is no collection of features"
    for feature in read["features"]:
        if feature["geometry"] is None:
            continue
        longitude, latitude = feature["geometry"]["coordinates"][:2]
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            yield f"a point is not on the earth: {longitude}, {latitude}"


def linked(body, _):
    read = json.loads(body)
    if "@context" not in read:
        yield "has no @context"
    if not (read.get("@graph") or read.get("@type")):
        yield "says nothing"


def lines(body, _):
    for line in body.splitlines():
        json.loads(line)
    if not body:
        yield "has no line"


def whole(body, _):
    json.loads(body)
    yield from ()


def xml(body, _):
    ElementTree.fromstring(body)
    yield from ()


def openapi(body, _):
    openapi_spec_validator.validate(json.loads(body))
    yield from ()


def embedded(body, _):
    if not found(body):
        yield "extruct finds no JSON-LD in the page"
    yield from types(body)


def embedded_if_any(body, _):
    yield from types(body)


def found(body):
    return extruct.extract(body.decode(), syntaxes=["json-ld"])["json-ld"]


def types(body):
    for thing in found(body):
        for part in thing.get("@graph", [thing]):
            if "@type" not in part:
                yield f"a thing in JSON-LD has no @type: {str(part)[:120]}"
