"""The keyboard's way through search, a listing and the map, as somebody without a mouse goes it."""

import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

# What has the focus, and whether one sees that: an outline, or another stroke inside a picture.
FOCUS = """
const node = document.activeElement;
if (!node || node === document.body) return null;
const seen = (one) => [null, "::before"].some((part) => {
  const style = getComputedStyle(one, part);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
});
const strokes = () => [...node.querySelectorAll("*")].map((one) => {
  const style = getComputedStyle(one);
  return style.stroke === "none" ? "" : style.stroke + style.strokeWidth;
});
let visible = seen(node) || [...node.querySelectorAll("*")].some(seen);
if (!visible && node.closest("svg")) {
  const before = strokes();
  node.blur();
  const after = strokes();
  visible = before.some((stroke, place) => stroke && stroke !== after[place]);
  node.focus();
}
const box = node.getBoundingClientRect();
return {visible,
  inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  name: (node.getAttribute("aria-label") || node.textContent || node.name || "").trim()
    .slice(0, 80), html: node.outerHTML.slice(0, 120)};
"""
MATCHES = "return !!document.activeElement && document.activeElement.matches(arguments[0]);"


class Walk:
    STEPS_MAX = 160

    def __init__(self, chrome, url):
        self.chrome, self.driver, self.faults = chrome, chrome.driver, []
        chrome.open(url)

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def fault(self, text):
        self.faults.append(("keyboard", text))

    def tab(self):
        """One step on. Returns: what has the focus now, or nothing."""
        self.press(Keys.TAB)
        focus = self.chrome.run(FOCUS)
        if focus and not focus["visible"]:
            self.fault("the focus is not seen on " + focus["html"])
        if focus and not focus["inside"]:
            self.fault("the focus is outside of the window on " + focus["html"])
        return focus

    def to(self, selector, what):
        """Tabs until something that matches has the focus. Returns: whether it was reached."""
        for _ in range(self.STEPS_MAX):
            if self.tab() is None:
                break
            if self.chrome.run(MATCHES, selector):
                return True
        self.fault(f"{what} is not reached by the Tab key")
        return False

    def follow(self, selector, what):
        """Tabs there and presses Enter, after which another page must be open."""
        before = self.driver.current_url
        if self.to(selector, what):
            self.press(Keys.ENTER)
            self.wait(lambda: self.driver.current_url != before, what + " opens nothing")

    def wait(self, holds, otherwise):
        end = time.monotonic() + 8
        while not holds():
            if time.monotonic() > end:
                self.fault(otherwise)
                return False
            time.sleep(0.05)
        return True


def search(chrome, url):
    """From the first Tab to a listing's contact, the form and the signatures."""
    walk = Walk(chrome, url)
    first = walk.tab()
    if not chrome.run(MATCHES, "a.skip"):
        walk.fault("the first stop is not the link to the content but " + str(first))
    walk.press(Keys.ENTER)
    walk.to("main input[type=search]", "the search box, after the link to the content")
    walk.press("bread", Keys.ENTER)
    walk.wait(lambda: "q=bread" in walk.driver.current_url, "Enter in the box does not search")
    walk.to("nav.ways a[href*='/map']", "the way to the map")
    walk.to("details summary", "the filters")
    walk.follow("ul.results h3 a", "the first result")
    # One open fold, then the form and the signatures; where they stand is the page's own matter.
    names = [node.get_attribute("href") for node in
             walk.driver.find_elements(By.CSS_SELECTOR, "main a[href*='/ask/']")]
    if not names:
        walk.fault("the first listing found has no way to ask")
    reached = dict.fromkeys(
        ("a[href*='/ask/']", "a[href*='/verify']", "a[href*='/correct/']"), False)
    for _ in range(walk.STEPS_MAX):
        if walk.tab() is None:
            break
        for selector in reached:
            reached[selector] = reached[selector] or chrome.run(MATCHES, selector)
    walk.faults += [("keyboard", f"{selector} of a listing is not reached")
                    for selector, is_reached in reached.items() if not is_reached]
    return walk.faults


def contact(chrome, url):
    """The contact of a listing opens by Enter, and is then the next stop."""
    walk = Walk(chrome, url)
    if walk.to(".reach summary", "the contact"):
        walk.press(Keys.ENTER)
        if not chrome.run("return document.querySelector('.reach details').open"):
            walk.fault("Enter does not show the contact")
        walk.to(".reach dd a", "the revealed number")
    return walk.faults


def still_map(chrome, url):
    """The map without scripts: its marks and its moves are links."""
    walk = Walk(chrome, url)
    walk.follow("svg.chart a", "a mark of the map")
    walk.driver.back()
    walk.to("nav.moves a, .moves a", "a move of the map")
    return walk.faults


def live_map(chrome, url):
    """The map that moves: its button, its marks, and where the focus is after a zoom."""
    walk = Walk(chrome, url)
    if not walk.to("[data-live-button]", "the button of the live map"):
        return walk.faults
    walk.press(Keys.ENTER)
    if not walk.wait(lambda: chrome.run(
            "return !!document.querySelector('.leaflet-marker-icon')"),
            "the live map shows no mark"):
        return walk.faults
    if not chrome.run("""const land = document.querySelector(".leaflet-overlay-pane svg");
        return !!land && land.getBoundingClientRect().width > 100
          && !!land.querySelector("path")"""):
        walk.fault("the live map draws no land")
    unnamed = chrome.run("""return [...document.querySelectorAll('.leaflet-marker-icon')]
        .filter((node) => !node.getAttribute('role') || !node.getAttribute('aria-label'))
        .map((node) => node.outerHTML.slice(0, 120))""")
    walk.faults += [("keyboard", "a mark without role or name: " + each) for each in unnamed]
    if walk.to(".leaflet-marker-icon", "a mark of the live map"):
        walk.press(Keys.ENTER)
        time.sleep(1.5)
        if chrome.run("return document.activeElement === document.body"):
            walk.fault("the focus is lost when a mark of the live map is chosen")
    return walk.faults
