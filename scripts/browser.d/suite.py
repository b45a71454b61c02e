"""All pages in a browser: faults are printed as they are found, and decide the exit code."""

import argparse
import gzip
import itertools
import os
import re
import shutil
import signal
import sys
import tempfile
import time

import checks
import control
import fixtures
import outputs
import table
import walk
from chrome import Chrome

LANGUAGES = ("en", "ar", "en-XA", "ar-XB")
HARD_KB, GOAL_KB, SCRIPT_KB = 24_000, 14_000, 10_000
TIME_MAX_SECONDS = 2_700


class Suite:
    def __init__(self, options):
        self.options, self.faults, self.count = options, {}, 0
        self.nodes, self.chrome, self.sizes = [], None, []
        self.began = time.monotonic()

    def fault(self, where, check, what):
        """A fault that several pages share is printed once, and counted."""
        # Ports and ids are others in every run, and of every record.
        what = re.sub(r"http://127\.0\.0\.1:[0-9]+", "", what)
        what = re.sub(r"\b[a-z2-7]{26}\b|\b[a-z2-7]{32}\b", "…", what)
        known = self.faults.setdefault((check, what), [])
        known.append(where)
        if len(known) == 1:
            print(f"  FAULT {where}: {check}: {what}", flush=True)

    def step(self, text):
        print(f"== {text} ({time.monotonic() - self.began:.0f} s)", flush=True)

    # --- pages ---------------------------------------------------------------------------------

    def visit(self, node, page, language, width, is_scripted):
        where = f"{page.name} {language} {width} {'js' if is_scripted else 'no js'}"
        chrome = self.chrome
        self.count += 1
        try:
            chrome.size(width)
            chrome.scripts(is_scripted)
            chrome.open(node.url + "/" + language + page.path.format_map(node.ids))
            if page.act:
                chrome.scripts(True)  # the driver's own scripts find the fields
                page.act(chrome.driver)
            is_live = "live=1" in page.path and is_scripted
            if is_live:
                time.sleep(1.5)
            chrome.scripts(True)
            if self.options.shots and node is self.nodes[0]:
                name = f"{page.name}-{language}-{width}{'' if is_scripted else '-nojs'}.png"
                chrome.picture(os.path.join(self.options.shots, name))
            faults = checks.all_of(chrome, node.url, language, page, is_live)
            if width == 360:
                faults += checks.narrow(chrome)
        except Exception as error:  # one page that fails does not hide the others
            faults = [("could not be looked at", f"{type(error).__name__}: {error}"[:300])]
        for check, what in faults:
            self.fault(where, check, what)

    def friendly(self, node):
        pages = [page for page in table.PAGES if self.options.only in page.name]
        if self.options.quick:
            kinds = list(itertools.product(("en", "ar"), (360,), (True,)))
            pages = [page for page in pages if page.is_quick]
        else:
            kinds = list(itertools.product(LANGUAGES, (360, 1280), (True, False)))
        for page in pages:
            for language, width, is_scripted in kinds:
                # What words alone can break is seen at one width.
                if language in ("en-XA", "ar-XB") and (width != 360 or not is_scripted):
                    continue
                if page.rare and (language, width, is_scripted) not in (
                        ("en", 360, True), ("ar", 360, True), ("en", 1280, False))[:page.rare]:
                    continue
                self.visit(node, page, language, width, is_scripted)

    def attacked(self, node):
        """Every page again where every text is an attack, and every record's own page."""
        pages = [table.Page("hostile " + page.name, page.route, page.path, None, is_ours=False)
                 for page in table.PAGES if page.route and not page.act]
        pages += [
            table.Page("hostile " + key, "", "/l/" + whole, None, is_ours=False)
            for key, whole in node.ids.items() if whole.count("/") == 2 and (
                not self.options.quick or key.startswith("name-") or key.endswith("-all"))]
        if self.options.quick:
            pages = [page for page in pages if page.route == "" or page.path in (
                "", "/search", "/map", "/calendar", "/networks", "/print", "/tree/{union}",
                "/ask/{bakery}", "/correct/{bakery}", "/n/{second}")]
        pages = [page for page in pages if self.options.only in page.name]
        for index, page in enumerate(pages):
            # Quickly: each in one of the two directions; else in both.
            languages = ("en", "ar") if not self.options.quick else (("en", "ar")[index % 2],)
            for language in languages:
                self.visit(node, page, language, 360, True)

    # --- the rest ------------------------------------------------------------------------------

    def budget(self, node):
        def packed(path):
            _, headers, body = node.get(path, {"Accept-Encoding": "gzip"})
            if headers.get("Content-Encoding") != "gzip":
                self.fault(path, "budget", "is not sent with gzip")
                body = gzip.compress(body)
            return len(body), headers

        style, _ = packed("/style.css")
        for page in table.PAGES:
            if page.act or not page.route:
                continue
            for language in ("en", "ar"):
                path = f"/{language}" + page.path.format_map(node.ids)
                size, answer = packed(path)
                self.sizes.append((size + style, path))
                for what in outputs.headers(path.removeprefix("/" + language), answer):
                    self.fault(path, "headers", what)
        self.sizes.sort(reverse=True)
        for size, path in self.sizes:
            if size > HARD_KB:
                self.fault(path, "budget", f"{size} bytes of HTML and CSS, over {HARD_KB}")
        over = sum(size > GOAL_KB for size, _ in self.sizes)
        print(f"  style.css {style} bytes; largest of HTML and CSS together:")
        for size, path in self.sizes[:3]:
            print(f"    {size} {path}")
        print(f"  {over} of {len(self.sizes)} are over the goal of {GOAL_KB}")
        script, _ = packed("/site.js")
        if script > SCRIPT_KB:
            self.fault("/site.js", "budget", f"{script} bytes, over {SCRIPT_KB}")

    def keyboard(self, node):
        chrome = self.chrome
        bakery = node.ids["bakery"]
        ways = [(walk.search, "", True), (walk.contact, "/l/" + bakery, True),
                (walk.still_map, "/map?q=bread", False), (walk.live_map, "/map?q=bread", True)]
        for language in ("en", "ar"):
            for way, path, is_scripted in ways:
                chrome.size(360 if language == "ar" else 1280)
                chrome.scripts(True)
                try:
                    chrome.scripts(is_scripted)
                    faults = way(chrome, f"{node.url}/{language}{path}")
                except Exception as error:
                    faults = [("keyboard", f"{type(error).__name__}: {error}"[:300])]
                chrome.scripts(True)
                for check, what in faults + checks.traffic(chrome, node.url, None):
                    self.fault(f"{way.__name__} {language}", check, what)

    def run(self, folder):
        options = self.options
        for problem in table.problems():
            self.fault("table.py", "pages", problem)
        self.step("nodes and records")
        node = fixtures.rich(options.binary, folder, self.nodes)
        attacked = fixtures.hostile(options.binary, folder, self.nodes)
        if not options.only:
            self.step("sizes")
            self.budget(node)
            self.step("feeds, calendars, cards and data")
            for where in (node, attacked):
                for place, what in outputs.problems(where):
                    self.fault(place, "output", f"{place}: {what}")
        self.step("browser")
        self.chrome = Chrome(options.chromium, options.driver)
        for problem in control.problems(self.chrome, walk):
            self.fault("control.py", "a check that cannot fail", problem)
        if not options.only:
            self.step("keyboard")
            self.keyboard(node)
        self.step("every page")
        self.friendly(node)
        self.step("every page, its texts being attacks")
        self.attacked(attacked)

    def end(self):
        if self.chrome:
            self.chrome.close()
        for node in self.nodes:
            node.stop()

    def report(self):
        for (check, what), places in self.faults.items():
            if len(places) > 1:
                print(f"  {len(places)} x {check}: {what}\n      first at {', '.join(places[:4])}")
        faults = len(self.faults)
        print(f"browser suite: {self.count} pages looked at in "
              f"{time.monotonic() - self.began:.0f} s, "
              + (f"{faults} different faults" if faults else "no fault"))
        return 1 if faults else 0


def main():
    parser = argparse.ArgumentParser()
    for name in ("--binary", "--chromium", "--driver"):
        parser.add_argument(name, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--shots")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)

    def ended(number, _):
        raise SystemExit(f"browser suite: ended by signal {number}"
                         + (" (it took too long)" if number == signal.SIGALRM else ""))

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, ended)
    signal.alarm(600 if options.quick else TIME_MAX_SECONDS)
    folder = tempfile.mkdtemp(prefix="sangam-browser.")
    suite = Suite(options)
    try:
        suite.run(folder)
    finally:
        suite.end()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(suite.report())


if __name__ == "__main__":
    main()
