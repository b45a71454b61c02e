"""The searches that are measured: words, and a box (south, north, west, east) or none."""

import math
import urllib.parse

QUERIES = [
    ("bakery", None), ("organic farm", None), ("solar energy London", None),
    ("housing cooperative", None), ("repair recycling", None), ("commun", None), ("coop", None),
    ("health clinic Bristol", None), ("bakery", (51.2, 51.8, -0.6, 0.4)),
    ("housing", (40.4, 41.0, -74.4, -73.6)), ("credit union", (37.5, 38.1, -122.6, -121.9)),
    ("bicycle delivery", (53.2, 53.8, -2.6, -1.9)), ("boulangerie", (48.5, 49.2, 1.9, 2.8)),
    ("coopérative habitat", None), ("recyclerie", (45.5, 46.0, 4.4, 5.2)),
    ("énergie solaire", None), ("cooperativa panadería", None),
    ("vivienda", (-35.0, -34.2, -58.9, -57.9)), ("huerta ecológica", (19.1, 19.8, -99.6, -98.7)),
    ("radio comunitaria", None), ("tejid", None), ("padaria", (-24.0, -23.1, -47.2, -46.2)),
    ("agroecologia", None), ("reciclagem solidária", None), ("Bürgerenergie", None),
    ("Lastenradkurier Berlin", (52.2, 52.8, 12.9, 13.9)), ("güneş enerjisi", None),
    ("пекарня", None), ("кооператив Москва", None), ("ανακύκλωση", (37.6, 38.3, 23.3, 24.1)),
    ("مخبز", None), ("تعاونية", (36.4, 37.2, 9.7, 10.7)), ("طاقة شمسية", (29.7, 30.4, 30.8, 31.7)),
    ("إعادة تدوير", None), ("बेकरी", None), ("सहकारी समिति", (28.2, 29.0, 76.7, 77.7)),
    ("जैविक खेती", None), ("সমবায়", (23.4, 24.2, 90.0, 90.8)), ("সৌর শক্তি", None),
    ("สหกรณ์", None), ("สมาชิก", (13.4, 14.1, 100.0, 101.0)), ("協同組合", None),
    ("有機農園", (35.3, 36.1, 139.2, 140.2)), ("ushirika", None),
    ("kilimo hai", (-7.2, -6.4, 38.8, 39.7)), ("koperasi tenun", None),
]


def path(words, box):
    """The request to a node: a box is asked as the circle around it."""
    query = {"q": words, "limit": 20}
    if box:
        south, north, west, east = box
        middle, side = (south + north) / 2, (west + east) / 2
        across = (east - west) / 2 * 111.2 * math.cos(math.radians(middle))
        query["near"] = f"{middle:.4f},{side:.4f}"
        query["within"] = math.ceil(math.hypot((north - south) / 2 * 111.2, across))
    return "/api/v1/listings?" + urllib.parse.urlencode(query)


def sql(words, box):
    """The same of the floor's database: words are and-ed, the last one is a prefix."""
    match = " AND ".join(f'"{word}"' for word in words.split()) + "*"
    where, values = "f.fts MATCH ?", [match]
    if box:
        where += " AND l.lat BETWEEN ? AND ? AND l.lon BETWEEN ? AND ?"
        values += box
    return (
        "SELECT l.id, l.doc FROM fts f CROSS JOIN listing l ON l.rid = f.rowid"
        f" WHERE {where} ORDER BY f.rank LIMIT 20", values)
