"""JupyterLab itself opens notebook 01, runs it to its last cell, and its controls answer."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
pytest.importorskip("jupyterlab", reason="JupyterLab is not installed")
from selenium.common.exceptions import StaleElementReferenceException  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.ui import Select, WebDriverWait  # noqa: E402

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="no chromium and chromedriver on this machine")
NOTEBOOK = next((Path(__file__).parents[2] / "notebooks").glob("01_*.ipynb"))
PATIENCE = 180  # seconds for a slow machine; an idle one needs about twenty in all
RUN_ALL = """
const done = arguments[arguments.length - 1], app = window.jupyterapp;
(async () => {
  await app.restored;
  const panel = app.shell.currentWidget;
  await panel.context.ready;
  await panel.sessionContext.ready;
  await app.commands.execute("notebook:run-all-cells");
  done(panel.content.model.sharedModel.cells.map(c => c.toJSON()).filter(c => c.cell_type === "code"));
})().catch(error => done(String(error)));
"""


@pytest.fixture
def lab(tmp_path):
    """The address of a JupyterLab server of our own, on a copy of notebook 01; nothing is fetched from outside."""
    (tmp_path / "work").mkdir()
    shutil.copy(NOTEBOOK, tmp_path / "work" / "01.ipynb")
    quiet = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (tmp_path / "labconfig").mkdir()
    (tmp_path / "labconfig" / "page_config.json").write_text(json.dumps(quiet))
    tracker = tmp_path / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    tracker.parent.mkdir(parents=True)
    tracker.write_text(json.dumps({"windowingMode": "none"}))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {"JUPYTER_CONFIG_DIR": tmp_path, "JUPYTERLAB_SETTINGS_DIR": tmp_path / "settings", "HOME": tmp_path}
    options = [
        "--no-browser", "--allow-root", "--expose-app-in-browser", f"--port={port}", "--ip=127.0.0.1",
        "--IdentityProvider.token=t", f"--ServerApp.root_dir={tmp_path / 'work'}",
    ]  # fmt: skip
    with (tmp_path / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options], env=os.environ | {k: str(v) for k, v in places.items()},
            stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait_for(f"http://127.0.0.1:{port}/api?token=t", server, tmp_path / "lab.log")
            yield f"http://127.0.0.1:{port}/lab/tree/01.ipynb?token=t"
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-500:]}")


@pytest.fixture
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.add_argument("--window-size=1400,1000")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    driver.set_script_timeout(PATIENCE)
    yield driver
    driver.quit()


def test_notebook_01_runs_in_jupyterlab_and_its_controls_answer(lab, browser):
    browser.get(lab)
    wait = WebDriverWait(browser, PATIENCE, ignored_exceptions=[StaleElementReferenceException])  # it is being redrawn
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".jp-Notebook .jp-CodeCell"))
    cells = browser.execute_async_script(RUN_ALL)
    assert isinstance(cells, list), cells
    errors = [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]
    assert errors == [] and all(cell["execution_count"] for cell in cells) and len(cells) > 10

    def worded(b: webdriver.Chrome) -> str:
        return b.find_element(By.CSS_SELECTOR, ".widget-html .worded").text

    before = wait.until(worded)
    chosen = Select(browser.find_element(By.CSS_SELECTOR, ".widget-dropdown select"))
    other = [option.text for option in chosen.options][3]
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", chosen._el)
    chosen.select_by_visible_text(other)
    after = wait.until(lambda b: (text := worded(b)) != before and text)
    assert "Filled: the outlet" in after
