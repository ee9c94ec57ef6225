"""A real browser, cut off from the network; tests are skipped with a reason where there is none."""
import os
import shutil

import pytest

selenium = pytest.importorskip("selenium", reason="selenium is not installed: pip install -e .[dev]")


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium without a window, every host name unresolvable, its console and its requests recorded."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    program, driver = (shutil.which(name) for name in ("chromium", "chromedriver"))
    if program is None or driver is None:
        pytest.skip("no chromium and chromedriver on the path; on Debian: apt-get install chromium chromium-driver")
    os.environ["SE_OFFLINE"] = "true"  # selenium fetches no driver of its own
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "window-size=1280,1000",
                 "host-resolver-rules=MAP * ~NOTFOUND", "disable-background-networking", "no-first-run"):  # fmt: skip
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    window = webdriver.Chrome(options=options, service=Service(driver))
    window.set_script_timeout(120)
    yield window
    window.quit()
