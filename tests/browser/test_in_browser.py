"""Report and check pages in a real browser: no request, no error, every explanation reached, nothing cut in print."""
import base64
import json
from importlib.resources import files

import pandas as pd
import pytest

from analysis import SAMPLE, read_articles, write_report
from analysis.show.draft import check_draft
from analysis.show.draft_page import draft_page

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
pytest.importorskip("axe_core_python", reason="axe-core-python is not installed: pip install -e .[dev]")
DRAFT = "Thugs slaughter 40 in Osten\n\nHouses were destroyed. “Such thugs,” said Ben Ruiz. Traders slammed him.\n"
EVIL = "\"><script>alert(1)</script><img src=//x.test/y onerror=alert(2)> \u202e=1+1"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The report on the sample, the page of a draft, and the report on a hostile article, by name."""
    folder = tmp_path_factory.mktemp("pages")
    report = write_report(read_articles(SAMPLE), folder / "sample")
    draft = folder / "draft.html"
    draft.write_text(draft_page(check_draft(DRAFT)), encoding="utf-8")
    return {"report": report, "draft": draft, "hostile": _hostile(folder / "hostile")}


def _hostile(folder):
    text = f"Thugs {EVIL} slammed the bridge. “{EVIL} thugs,” said Ben {EVIL} Ruiz.\n\n"
    frame = pd.DataFrame({"text": [text, text + "bridge " * 150_000, text + "again"]}, index=["a", "b", "c"])
    frame = frame.assign(outlet=[f"One {EVIL}", "Two\u202etxt", "Three"], headline=f"Thugs {EVIL}", event=EVIL)
    return write_report(frame, folder)


def opened(browser, path):
    """The page opened from disk, with what the browser asked for and complained of meanwhile."""
    browser.get("about:blank")
    for log in ("browser", "performance"):
        browser.get_log(log)
    browser.get(path.as_uri())
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    return [url for url in asked if not url.startswith("data:")], browser.get_log("browser")


@pytest.mark.parametrize("name", ["report", "draft", "hostile"])
def test_a_page_asks_for_nothing_and_the_console_stays_empty(browser, pages, name):
    asked, complaints = opened(browser, pages[name])
    assert asked == [pages[name].as_uri()] and complaints == []


@pytest.mark.parametrize("name", ["report", "draft"])
def test_axe_finds_no_violation(browser, pages, name):
    opened(browser, pages[name])
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    browser.execute_script((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = browser.execute_async_script("const done = arguments[0]; axe.run().then(done, done)")
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []
    assert len(found["passes"]) > 15


@pytest.mark.parametrize("name", ["report", "draft"])
def test_keyboard_and_pointer_reach_every_explanation(browser, pages, name):
    opened(browser, pages[name])
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    told = browser.execute_script(
        """return [...document.querySelectorAll('mark[data-note]')].map(mark => {
          mark.focus();
          const note = document.getElementById(mark.getAttribute('aria-describedby'));
          return [document.activeElement === mark, getComputedStyle(mark, '::after').content.length > 9,
                  note !== null && note.textContent.includes(mark.dataset.note)]; })"""
    )
    assert len(told) > 2 and all(all(row) for row in told)
    hover = browser.find_element("css selector", "mark[data-note]")
    browser.execute_script("document.activeElement.blur(); arguments[0].scrollIntoView({block: 'center'})", hover)
    webdriver.ActionChains(browser).move_to_element(hover).perform()
    shown = browser.execute_script("return getComputedStyle(arguments[0], '::after').content", hover)
    assert hover.get_attribute("data-note")[:20] in shown


@pytest.mark.parametrize("name", ["report", "draft"])
def test_on_paper_no_table_is_cut_and_what_must_be_read_is_open(browser, pages, name):
    opened(browser, pages[name])
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                            {"width": 672, "height": 980, "deviceScaleFactor": 1, "mobile": False})  # fmt: skip
    try:
        wide = browser.execute_script(
            """return [...document.querySelectorAll('table')].filter(t => t.offsetParent !== null
                 && t.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                 .map(t => t.caption.textContent)"""
        )
        closed = browser.execute_script(
            """return [...document.querySelectorAll('details.print:not([open])')].filter(d =>
                 !d.parentElement.closest('details:not(.print):not([open])')
                 && d.lastElementChild.getBoundingClientRect().height === 0).length"""
        )
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide == [] and closed == 0
    paper = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert paper.startswith(b"%PDF")


def test_a_narrow_screen_scrolls_tables_and_not_the_page(browser, pages):
    opened(browser, pages["report"])
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                            {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})  # fmt: skip
    try:
        width = browser.execute_script("return document.documentElement.scrollWidth")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= 390


def test_a_hostile_article_is_inert_and_legible(browser, pages):
    opened(browser, pages["hostile"])
    text = browser.execute_script("return document.body.textContent")
    assert "<script>alert(1)</script>" in text and "[U+202E]" in text and "\u202e" not in text
    assert browser.execute_script("return document.querySelectorAll('script, iframe, [onerror]').length") == 0
    assert browser.execute_script("return document.querySelectorAll('img:not([src^=\"data:image/svg\"])').length") == 0
