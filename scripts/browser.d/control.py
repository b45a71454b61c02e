"""Pages with faults put in on purpose: a check that does not see its own fault fails the suite."""

import http.server
import threading

import checks
import table

# What is wrong here, and which check must say so.
BODY = """<!doctype html><html lang="de"><head><title>A control</title>
<style>:focus {{ outline: none }} .wide {{ inline-size: 700px }} b {{ color: #ccc }}
.shown {{ display: block }}
.s {{ display: inline-block; block-size: 12px; font-size: 8px }}</style></head><body>
<h1>Control</h1><div class="wide">wide</div><b>pale words</b><input>
<div><a class="s" href="#">s</a><a
class="s" href="#">t</a></div>
<p hidden class="shown">x</p>
<p>Plainwords of nobody's catalogue</p><p>\u2067never closed</p><p onclick="1" style="x">x</p>
<a href="javascript:1">x</a><img class="hostile-mark" src="http://127.0.0.2:{port}/elsewhere.png">
<script type="application/ld+json">{{</script><script>console.error("complaint")</script>
</body></html>"""
EXPECTED = {
    "axe": ("color-contrast", "label", "image-alt", "target-size"),
    "hostile text": ("an element made of a text", "attribute onclick", "attribute style", "href: ",
                     "direction", "JSON-LD", "a script that is not ours"),
    "sideways": ("too wide",), "sideways at 320": ("too wide",), "small target": ("class=\"s\"",),
    "hidden": ("class=\"shown\"",), "language": ("lang=de",), "status": ("200, not 204",),
    "not in a catalogue": ("Plainwords",), "asked elsewhere": ("127.0.0.2",),
    "console": ("complaint",),
}


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = BODY.format(port=self.server.server_port).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def problems(chrome, walk):
    """Opens the faulty page. Returns: checks that did not see what they are for."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    try:
        chrome.size(360)
        chrome.scripts(True)
        chrome.open(origin)
        page = table.Page("control", "", "", status=204)
        seen = checks.all_of(chrome, origin, "en-XA", page) + checks.narrow(chrome)
        step = walk.Walk(chrome, origin)
        step.tab()
        chrome.forget()
    finally:
        server.shutdown()
        server.server_close()
    missing = [f"{check} did not see {part!r}" for check, parts in EXPECTED.items()
               for part in parts if not any(c == check and part in what for c, what in seen)]
    if not any("focus is not seen" in what for _, what in step.faults):
        missing.append("the walk did not see that the focus is hidden")
    return missing
