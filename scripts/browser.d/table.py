"""The table of all pages. A route that is missing here fails the suite."""

import os
import re
from dataclasses import dataclass
from typing import Callable, Optional

from selenium.webdriver.common.by import By

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = os.path.join(HERE, os.pardir, os.pardir, "Sources")


@dataclass(frozen=True)
class Page:
    """One page as a reader meets it. `path` names records by their key in the fixture."""
    name: str
    route: str
    path: str
    status: int = 200
    act: Optional[Callable] = None  # what the reader does there first: a form sent
    is_quick: bool = True
    # In how few kinds of browser it is looked at, because a message is sent, and only five are
    # taken from one reader; 0 for all.
    rare: int = 0
    is_ours: bool = True  # no text of a record stands outside <bdi> or without a language


def sent(**fields):
    """Fills in the fields of the page's form and sends it."""
    def act(driver):
        # The browser asks for what is required; here the node's own answer is looked at.
        for form in driver.find_elements(By.CSS_SELECTOR, "main form[method=post]"):
            driver.execute_script("arguments[0].noValidate = true", form)
        for name, text in fields.items():
            field = driver.find_element(By.NAME, name)
            if field.get_attribute("type") == "radio":
                driver.execute_script("arguments[0].click()", field)
            else:
                field.clear()
                field.send_keys(text)
        driver.find_element(By.CSS_SELECTOR, "main form[method=post] button").click()
    return act


PAGES = [
    Page("home", "/", ""),
    Page("search", "/search", "/search?q=bread"),
    Page("search-all", "/search", "/search", is_quick=False),
    Page("search-filtered", "/search", "/search?kind=organisation&country=ZA&q=bread"),
    Page("search-empty", "/search", "/search?q=zzyzzx&country=FR&kind=offer"),
    Page("search-misspelt", "/search", "/search?q=bakrey", is_quick=False),
    Page("search-near", "/search", "/search?q=bread&near=-29.9,31.0&within=50"),
    Page("search-hostile", "/search",
         "/search?q=%22%3E%3Cimg%20class%3Dhostile-mark%20src%3Dx%3E%D8%80%22%CC%81&place=%3Cb%3E"),
    Page("map", "/map", "/map"),
    Page("map-search", "/map", "/map?q=bread", is_quick=False),
    Page("map-near", "/map", "/map?at=-29.9,31.0&zoom=9", is_quick=False),
    Page("map-live", "/map", "/map?live=1"),
    Page("calendar", "/calendar", "/calendar"),
    Page("calendar-search", "/calendar", "/calendar?q=course", is_quick=False),
    Page("goods", "/goods", "/goods"),
    Page("listing-merged", "/l/:node/:kind/:id", "/l/{bakery}"),
    Page("listing-person", "/l/:node/:kind/:id", "/l/{weaver}"),
    Page("listing-chapter", "/l/:node/:kind/:id", "/l/{village}", is_quick=False),
    Page("listing-foreign", "/l/:node/:kind/:id", "/l/{eggs}"),
    Page("offer", "/l/:node/:kind/:id", "/l/{offer}"),
    Page("want", "/l/:node/:kind/:id", "/l/{want}", is_quick=False),
    Page("event", "/l/:node/:kind/:id", "/l/{course}"),
    Page("market", "/l/:node/:kind/:id", "/l/{market}"),
    Page("resource", "/l/:node/:kind/:id", "/l/{guide}", is_quick=False),
    Page("campaign", "/l/:node/:kind/:id", "/l/{campaign}", is_quick=False),
    Page("image", "/l/:node/:kind/:id", "/l/{picture-bakery}", is_quick=False),
    Page("membership", "/l/:node/:kind/:id", "/l/{member}", is_quick=False),
    Page("concept", "/l/:node/:kind/:id", "/l/{concept}", is_quick=False),
    Page("removed", "/l/:node/:kind/:id", "/l/{gone}", status=410),
    Page("network-own", "/n/:node", "/n/{first}"),
    Page("network", "/n/:node", "/n/{second}"),
    Page("networks", "/networks", "/networks"),
    Page("tree", "/tree/:node/:kind/:id", "/tree/{union}"),
    Page("figures", "/figures", "/figures"),
    Page("print", "/print", "/print"),
    Page("verify", "/verify", "/verify"),
    Page("verify-listing", "/verify", "/verify?about={bakery}"),
    Page("verify-wrong", "POST /verify", "/verify", act=sent(proof="no proof <b>at all</b>")),
    Page("help", "/help", "/help"),
    Page("privacy", "/privacy", "/privacy"),
    Page("accessibility", "/accessibility", "/accessibility"),
    Page("ask", "/ask/:node/:kind/:id", "/ask/{bakery}"),
    Page("ask-elsewhere", "/ask/:node/:kind/:id", "/ask/{eggs}", is_quick=False),
    Page("ask-empty", "POST /ask/:node/:kind/:id", "/ask/{bakery}", 422, sent(name="Thandi")),
    Page("ask-sent", "POST /ask/:node/:kind/:id", "/ask/{bakery}",
         act=sent(text="Do you bake <b>rye</b>?", name="Thandi", reply="+27 31 555 0100"),
         rare=3),
    Page("correct", "/correct/:node/:kind/:id", "/correct/{bakery}"),
    Page("correct-empty", "POST /correct/:node/:kind/:id", "/correct/{bakery}", 422,
         sent(note="")),
    Page("correct-sent", "POST /correct/:node/:kind/:id", "/correct/{bakery}",
         act=sent(reason="", note="We moved next door.", reply="+27 31 555 0142"),
         rare=2, is_quick=False),
    Page("embed-list", "/embed/list", "/embed/list?q=bread"),
    Page("embed-map", "/embed/map", "/embed/map?q=bread"),
    Page("embed-card", "/embed/card", "/embed/card?id={bakery}"),
    Page("missing", "", "/nothing-here", 404),
    Page("refused", "", "/search?within=far&near=nowhere", 400, is_quick=False),
]

# Pages that are not HTML; `outputs.py` reads each with a program of somebody else.
FILES = {"/map.json", "/figures.csv"}


def routes():
    """The page and form routes of the program, as its router names them."""
    with open(os.path.join(SOURCES, "SangamWeb", "Routes.swift"), encoding="utf-8") as file:
        text = file.read()
    found = set(re.findall(r'routes\.page\("([^"]+)"', text))
    found |= {"POST " + path for path in re.findall(r'routes\.form\("([^"]+)"', text)}
    if not found:
        raise RuntimeError("no page route is found in Routes.swift: is it written otherwise now?")
    # Exports of a view: one route for each format, and outputs.py asks for all of them.
    return {route for route in found if not route.endswith(".\\(format.rawValue)")}


def problems():
    """What the table and the router do not agree about."""
    listed = {page.route for page in PAGES if page.route} | FILES
    return ([f"route {path} is missing from the table of pages" for path in routes() - listed]
            + [f"the table names {path}, which is no route" for path in listed - routes()])
