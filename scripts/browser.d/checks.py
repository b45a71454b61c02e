"""What must hold on every page, whatever it shows."""

import urllib.parse

# What a page may not have grown: an element, attribute, script or address made of somebody's text.
HOSTILE = """
const found = [], say = (what, node) => found.push(what + ": " + node.outerHTML.slice(0, 160));
if ("hostile" in window) found.push("a script of a record ran");
for (const node of document.querySelectorAll("*")) {
  if (node.closest(".live, .leaflet-container")) continue;
  if (node.classList.contains("hostile-mark")) say("an element made of a text", node);
  for (const {name, value} of node.attributes) {
    if (/^on/.test(name) || name === "style" || name === "srcdoc") say("attribute " + name, node);
    if (/^(href|src|action|formaction|data)$/.test(name)
      && !/^(https?:|mailto:|tel:|sms:|geo:|[/?#]|$)/i.test(value.trim())) say(name, node);
  }
}
for (const node of document.querySelectorAll("script")) {
  if (node.type === "application/ld+json") {
    try { JSON.parse(node.textContent); } catch (error) { say("JSON-LD " + error, node); }
  } else if (!node.src.startsWith(location.origin + "/")) say("a script that is not ours", node);
}
for (const node of document.querySelectorAll("iframe, object, embed, base[href], frame")) {
  say("no page of ours has this", node);
}
// Our sentences set a name apart by isolates that they close; nothing else may turn a text.
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement, text = walker.currentNode.data;
  if (node.closest("bdi, [dir=auto], textarea, script, title, option")) continue;
  let depth = 0, is_closed = !/[\u202a-\u202e]/.test(text);
  for (const [sign] of text.matchAll(/[\u2066-\u2069]/g)) {
    depth += sign === "\u2069" ? -1 : 1;
    if (depth < 0) is_closed = false;
  }
  if (!is_closed || depth) say("a text that turns the direction of what follows", node);
}
return found;
"""

WIDER = """
const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
if (wide <= 0) return [];
const out = [...document.querySelectorAll("body *")].filter((node) => {
  const box = node.getBoundingClientRect();
  return box.width > 2 && (box.right > innerWidth + 1 || box.left < -1);
}).slice(-3).map((node) => node.outerHTML.slice(0, 120));
return [`${wide} px too wide: ${out.join(" | ")}`];
"""

# Targets that stand alone; a link inside a line of text may be as high as the line.
SMALL = """
return [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), select")]
  .filter((node) => {
    const box = node.getBoundingClientRect();
    return box.height > 0 && box.height < 24 && getComputedStyle(node).display !== "inline"
      && !node.closest(".trap, .skip, .unseen, svg") && !/^(radio|checkbox)$/.test(node.type);
  }).slice(0, 3).map((node) => node.outerHTML.slice(0, 120));
"""

# In a pseudo-locale every word of ours has other letters; what still has plain ones is in no
# catalogue. Texts of records are marked with a language or set apart by <bdi>.
UNTRANSLATED = r"""
const found = new Set();
// Names of the fixture, what our sentences set apart, mail addresses, hosts and time zones.
const names = new RegExp("\\u2068[^\\u2069]*\\u2069|Many Streams|Steel Rivers|[\\w.]+@[\\w.]+"
  + "|[\\w.-]+\\.example(\\.org)?|[A-Z][a-z]+/[A-Z][A-Za-z_]+", "g");
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement, text = walker.currentNode.data.replace(names, "");
  if (node.closest(`bdi, code, .code, textarea, script, style, option, svg, [lang]:not(html)`)) {
    continue;
  }
  if (/[A-Za-z]{4,}/.test(text)) found.add(text.trim());
}
for (const node of document.body.querySelectorAll("[aria-label], [alt], [placeholder], [title]")) {
  if (node.matches("iframe, [lang]:not(html)") || node.closest("bdi, svg")) continue;
  for (const name of ["aria-label", "alt", "placeholder", "title"]) {
    const text = (node.getAttribute(name) || "").replace(names, "");
    if (/[A-Za-z]{4,}/.test(text)) found.add(name + ": " + text);
  }
}
return [...found].map((text) => text.slice(0, 120)).slice(0, 6);
"""

HIDDEN = """
return [...document.querySelectorAll("[hidden]")].filter(
  (node) => getComputedStyle(node).display !== "none").map((node) => node.outerHTML.slice(0, 120));
"""

OPEN_ALL = """
for (const node of document.querySelectorAll("details:not(.tongues)")) node.open = true;
"""

ROOT = "const root = document.documentElement; return [root.lang, root.dir, document.title];"

RIGHT_TO_LEFT = ("ar", "ur", "ar-XB")


def all_of(chrome, origin, language, page, is_live=False):
    """Runs every check on the page that is open. Returns: faults, each (check, what)."""
    faults = [("hostile text", each) for each in chrome.run(HOSTILE)]
    lang, direction, title = chrome.run(ROOT)
    wanted = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    if (lang, direction) != (language, wanted):
        faults.append(("language", f"html lang={lang} dir={direction}"))
    if not title.strip():
        faults.append(("title", "is empty"))
    faults += [("hidden", "and yet shown: " + each) for each in chrome.run(HIDDEN)]
    faults += [("sideways", each) for each in chrome.run(WIDER)]
    chrome.run(OPEN_ALL)
    faults += [("sideways, all open", each) for each in chrome.run(WIDER)]
    faults += [("small target", each) for each in chrome.run(SMALL)]
    if language in ("en-XA", "ar-XB") and page.is_ours and not is_live:
        faults += [("not in a catalogue", each) for each in chrome.run(UNTRANSLATED)]
    faults += [("axe", each) for each in chrome.violations()]
    return faults + traffic(chrome, origin, page.status)


def traffic(chrome, origin, status):
    """What was asked since the last call, and what the console says."""
    faults = []
    for url in chrome.asked():
        parts = urllib.parse.urlsplit(url)
        if parts.scheme in ("data", "blob", "about", "chrome"):
            continue
        if f"{parts.scheme}://{parts.netloc}" != origin:
            faults.append(("asked elsewhere", url[:160]))
    if status and chrome.status != status:
        faults.append(("status", f"{chrome.status}, not {status}"))
    for message in chrome.complaints():
        # A page that says what is wrong has that status, and the console repeats it.
        if f"status of {chrome.status} " in message and "Failed to load resource" in message:
            continue
        faults.append(("console", message[:240]))
    return faults


def narrow(chrome):
    """400 % zoom of a window of 1,280 pixels."""
    chrome.size(320)
    return [("sideways at 320", each) for each in chrome.run(WIDER)]
