"""Do our own scripts find one another once their names carry a hash of what is in them?"""

import re
import shutil
from pathlib import Path

import pytest
from django.test import override_settings

from improvement.ui import assets

NAMES = [path.relative_to(assets.ROOT / "js").as_posix() for path in assets.ROOT.glob("js/**/*.js")]
IMPORTED = re.compile(r'from "\./([^"]+)"')


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """The built scripts under their hashed names, as a production server has them."""
    for name in [*NAMES, "govuk-frontend.min.js"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(assets.DIST / name, tmp_path / name)
    with override_settings(STATIC_ROOT=str(tmp_path), STATIC_URL="/static/"):
        storage = assets.AppStaticStorage(location=tmp_path, base_url="/static/")
        files = {name: (storage, name) for name in [*NAMES, "govuk-frontend.min.js"]}
        assert [
            done for _, _, done in storage.post_process(files) if isinstance(done, Exception)
        ] == []
    return tmp_path


def test_every_import_leads_to_a_hashed_file(served):
    hashed = [
        path for path in served.glob("**/*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)
    ]
    imports = [
        (path, one)
        for path in hashed
        if "govuk" not in path.name
        for one in IMPORTED.findall(path.read_text())
    ]
    assert len(imports) > 10
    for path, one in imports:
        assert re.search(r"\.[0-9a-f]{12}\.js$", one), f"{path.name} imports {one}"
        assert (path.parent / one).is_file(), f"{path.name} imports {one}"


def test_own_scripts_stay_small_and_need_no_library():
    for name in NAMES:
        text = (assets.ROOT / "js" / name).read_text()
        assert len(text.splitlines()) <= 150, name
        assert "eval(" not in text, name
        outside = [one for one in re.findall(r'from "([^"]+)"', text) if not one.startswith("./")]
        assert outside == [], name
