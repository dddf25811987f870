#!/usr/bin/env python3
"""Checks pages with axe, light and dark, wide and narrow, and takes pictures of them.

    python3 -m venv /tmp/axe && /tmp/axe/bin/pip install playwright axe-playwright-python
    costcalc report efficientnet_b0 -o /tmp/report.html
    /tmp/axe/bin/python Tests/oracle/accessibility.py /tmp/report.html

It uses Debian's Chromium (apt-get install --no-install-recommends chromium). It prints every
violation, what the page loaded or wrote to its console, and a page that is wider than its window;
exit code 1 if there are any. PAGE-WIDTH-SCHEME.png is left beside each page.
"""
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright


def faults(browser, path, width, scheme):
    # axe is a script from outside, which the page's own policy would refuse.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = []
    page.on("console", lambda message: found.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on("request", lambda request: found.append(f"loads {request.url}"))
    page.goto(f"file://{path}")
    found.remove(f"loads file://{path}")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    page.wait_for_timeout(500)
    page.screenshot(path=f"{path.removesuffix('.html')}-{width}-{scheme}.png", full_page=True)
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        found.append(f"{wide} pixels wide")
    for violation in Axe().run(page).response["violations"]:
        for node in violation["nodes"]:
            found.append(f"{violation['id']} ({violation['impact']}): {node['html'][:120]}")
    context.close()
    return found


count = 0
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for path in sys.argv[1:]:
        for width in [1280, 400]:
            for scheme in ["light", "dark"]:
                found = faults(browser, path, width, scheme)
                count += len(found)
                print(f"{path}, {width} pixels, {scheme}: {len(found)} faults", *found, sep="\n  ")
sys.exit(count > 0)
