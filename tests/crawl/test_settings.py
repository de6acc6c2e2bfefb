import os
import subprocess
import sys

import pytest
from scrapy.settings import Settings

from newsarchive.crawl.settings import user_agent


@pytest.fixture
def load(tmp_path):
    """Loads the Scrapy settings in a new process, in a folder with this newsarchive.toml, and prints one of them."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("NEWSARCHIVE_")}

    def run(toml, name):
        (tmp_path / "newsarchive.toml").write_text(toml)
        code = f"import sys; from newsarchive.crawl import settings; print(settings.{name}, 'scrapy' in sys.modules)"
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=clean)

    return run


def test_a_users_setting_is_read_without_loading_scrapy(load):
    assert load("delay_seconds = 2.5", "NEWSARCHIVE_DELAY_SECONDS").stdout == "2.5 False\n"


def test_a_wrong_setting_is_reported_in_one_line_with_exit_code_2(load):
    done = load("dealy_seconds = 2", "USER_AGENT")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "did you mean delay_seconds?" in done.stderr


def test_the_user_agent_says_that_there_is_no_contact():
    assert "no contact given" in user_agent(None)


def test_a_missing_contact_gives_a_hint(load):
    assert "contact" in load("", "NEWSARCHIVE_CONTACT_HINT").stdout
    assert load("contact = 'me@archive.example'", "NEWSARCHIVE_CONTACT_HINT").stdout.startswith("None")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REMOTE_CONTROL_ENABLED", False),
        ("TELNETCONSOLE_ENABLED", False),
        ("ROBOTSTXT_OBEY", True),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("COOKIES_ENABLED", False),
        ("HTTPCACHE_ENABLED", False),
        ("AUTOTHROTTLE_ENABLED", False),
    ],
)
def test_the_settings_are_polite_and_safe(name, value):
    settings = Settings()
    settings.setmodule("newsarchive.crawl.settings")
    assert settings.getbool(name) is value


def test_every_name_in_the_table_is_a_setting_of_scrapy():
    from scrapy.settings import default_settings

    from newsarchive.crawl import settings

    ours = {name for name in dir(settings) if name.isupper() and not name.startswith("NEWSARCHIVE_")}
    assert ours <= set(default_settings.__all__)
