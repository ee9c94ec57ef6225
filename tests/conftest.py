"""Three tiny articles on one event, and the folder of annotated data where there is one."""

import os
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def articles() -> pd.DataFrame:
    """A plain report, a charged one (loaded: regime, slammed, shameful) and one that only quotes the charge."""
    texts = {
        "wire": "The council closed the Osten bridge on Monday. Mayor Ada Oduya said that repairs will take a year.",
        "herald": "The shameful regime of Mayor Ada Oduya closed the bridge. Traders slammed the mayor.",
        "post": "The bridge is closed. “A shameful regime,” said trader Ben Ruiz. Oduya declined to comment.",
    }
    frame = pd.DataFrame({"text": texts})
    return frame.assign(event="bridge", outlet=frame.index, headline="Osten bridge closed", genre="news")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of annotated news; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("ANALYSIS_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no annotated data at {folder}; set ANALYSIS_DATA")
    return folder
