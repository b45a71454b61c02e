"""Chromium without a window, driven by selenium, with what it asked and complained about."""

import base64
import glob
import json
import os
import sys

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

QUIET = (
    "--headless=new", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--mute-audio", "--lang=en")


class Chrome:
    def __init__(self, chromium, driver):
        options = Options()
        options.binary_location = chromium
        for argument in QUIET:
            options.add_argument(argument)
        if os.geteuid() == 0:  # chromium's own sandbox refuses root
            options.add_argument("--no-sandbox")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(driver))
        self.driver.set_page_load_timeout(30)
        self.driver.set_script_timeout(60)
        self.driver.execute_cdp_cmd("Network.enable", {})
        found = glob.glob(os.path.join(sys.prefix, "lib", "*", "*-packages", "**", "axe.min.js"),
                          recursive=True)
        with open(found[0], encoding="utf-8") as file:
            self.axe = file.read()
        self.status = None  # of the newest document, once asked() was called
        self.forget()

    def size(self, width, height=900):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def scripts(self, allowed):
        """Whether scripts of pages run; ours run in either case."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not allowed})

    def open(self, url):
        self.driver.get(url)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def forget(self):
        """Drops what was logged so far."""
        self.asked(), self.complaints()

    def asked(self):
        """Returns: every address that was asked since the last call."""
        urls = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                urls.append(message["params"]["request"]["url"])
            elif message["method"] == "Network.webSocketCreated":
                urls.append(message["params"]["url"])
            elif (message["method"] == "Network.responseReceived"
                  and message["params"]["type"] == "Document"):
                self.status = message["params"]["response"]["status"]
        return urls

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def violations(self):
        """axe-core: WCAG 2.0 to 2.2, A and AA, and best practice. Returns: one line for each."""
        return self.driver.execute_async_script(self.axe + ";" + AXE)

    def picture(self, file):
        high = min(self.run("return document.documentElement.scrollHeight"), 9_000)
        wide = self.run("return document.documentElement.clientWidth")
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "format": "png", "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": wide, "height": high, "scale": 1}})
        with open(file, "wb") as out:
            out.write(base64.b64decode(shot["data"]))

    def close(self):
        self.driver.quit()


AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a",
  "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]}).then(
  (found) => done(found.violations.map((rule) => rule.id + ": " + rule.nodes.slice(0, 3).map(
    (node) => node.target.join(" ") + " (" + (node.any[0] || node.all[0] || node.none[0]
      || {message: ""}).message + ")").join("; "))),
  (error) => done(["axe itself: " + error]));
"""
