"""Settings come from one file and the environment. An unknown name is refused, and the message says which."""

import os
import stat
import traceback
from pathlib import Path

import pytest

from newsarchive.errors import SettingsError
from newsarchive.settings import SETTINGS, load_settings, settings_file, with_option


def test_without_a_file_the_archive_is_beside_scrapy_cfg(tmp_path: Path):
    (tmp_path / "scrapy.cfg").touch()
    (tmp_path / "deep").mkdir()
    settings = load_settings(cwd=tmp_path / "deep", environ={})
    assert settings.db == tmp_path / "archive.db"
    assert settings.captures_folder == tmp_path / "captures"
    assert settings.delay_seconds == 1.0


def test_file_then_environment_then_command_decide(tmp_path: Path):
    (tmp_path / "newsarchive.toml").write_text('db = "file.db"\ncontact = "desk@post.example"\nallow_private = ["::1"]')
    assert load_settings(cwd=tmp_path, environ={}).db == tmp_path / "file.db"
    environ = {"NEWSARCHIVE_DB": "environment.db", "NEWSARCHIVE_ALLOW_PRIVATE": "127.0.0.1:8000, 10.0.0.0/8"}
    settings = load_settings(cwd=tmp_path, environ=environ)
    assert settings.db == tmp_path / "environment.db"
    assert settings.allow_private == ("127.0.0.1:8000", "10.0.0.0/8")
    assert settings.contact == "desk@post.example"
    assert load_settings(db="command.db", cwd=tmp_path, environ=environ).db == tmp_path / "command.db"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        pytest.param('contcat = "a@b.example"', "unknown setting 'contcat'; did you mean contact?", id="misspelled"),
        pytest.param("colour = 1", "the settings are db, contact,", id="unknown"),
        pytest.param("delay_seconds = -1", "delay_seconds is -1, which is not a number from 0", id="negative"),
        pytest.param("workers = 1.5", "workers is 1.5, which is not a whole number from 1", id="half a worker"),
        pytest.param("window = true", "window is True, which is not a whole number", id="boolean for a number"),
        pytest.param('contact = "me"', "which is not a mail address or a web address", id="contact is no address"),
        pytest.param('contact = "a@b.example\\r\\nX: y"', "which is not a mail address", id="header injection"),
        pytest.param('allow_private = ["10.0.0.0/99"]', "which is not a list of hosts", id="network is not valid"),
        pytest.param('wayback_url = "web.archive.org"', "which is not a web address such as", id="URL without scheme"),
        pytest.param('alert_urls = "ntfy"', "alert_urls is not a list of addresses", id="address without a kind"),
        pytest.param("alert_urls = [1]", "alert_urls is not a list of addresses", id="no text"),
        pytest.param('ping_url = "hc-ping.com/x"', "ping_url is not a web address", id="ping without a scheme"),
        pytest.param(
            "pictures = 1.5", "pictures is 1.5, which is not true, false or a list of", id="pictures as a number"
        ),
        pytest.param("picture_max_mb = 0", "picture_max_mb is 0, which is not a number above 0", id="no room"),
        pytest.param(
            'cookies = "guardian"', "cookies is 'guardian', which is not a table", id="cookies without outlet"
        ),
        pytest.param("[cookies]\nguardian = 1", "which is not a table of outlets and files", id="cookies without file"),
        pytest.param("file_mode = 0o640", "file_mode is 416, which is not 600, 640 or 644", id="file mode as a number"),
        pytest.param('db = ""', "db is '', which is not a path", id="empty path"),
        pytest.param("db = [", "cannot be read", id="broken file"),
        pytest.param(
            '[cookies]\npost = "c.txt"\noutlets_folder = "own"\n',
            "outlets_folder is below [cookies], so it is not read; move it above [cookies]",
            id="appended below the cookies",
        ),
        pytest.param(
            '[sets]\nquality = ["post"]\nmin_free_gb = 2\n',
            "min_free_gb is below [sets], so it is not read; move it above [sets]",
            id="appended below the sets",
        ),
    ],
)
def test_an_unknown_name_or_wrong_value_is_refused_with_its_name(tmp_path: Path, toml, message):
    (tmp_path / "newsarchive.toml").write_text(toml)
    with pytest.raises(SettingsError, match=r"newsarchive\.toml") as error:
        load_settings(cwd=tmp_path, environ={})
    assert message in str(error.value)


def test_a_set_of_outlets_may_have_the_name_of_a_setting(tmp_path: Path):
    (tmp_path / "newsarchive.toml").write_text('[sets]\nwindow = ["gb"]\n')
    assert load_settings(cwd=tmp_path, environ={}).sets.written == {"window": ("gb",)}


def test_unknown_environment_name_is_refused(tmp_path: Path):
    with pytest.raises(SettingsError, match="NEWSARCHIVE_DELAY: unknown setting 'delay'"):
        load_settings(cwd=tmp_path, environ={"NEWSARCHIVE_DELAY": "1"})


def test_a_settings_file_that_does_not_exist_is_refused(tmp_path: Path):
    message = r"absent\.toml: no such file; NEWSARCHIVE_CONFIG names it\. Change or unset that variable"
    with pytest.raises(SettingsError, match=message):
        load_settings(cwd=tmp_path, environ={"NEWSARCHIVE_CONFIG": "absent.toml"})


def test_captures_are_beside_the_file_behind_a_link(tmp_path: Path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "link.db").symlink_to("disk/archive.db")
    assert load_settings(db=tmp_path / "link.db").captures_folder == tmp_path / "disk" / "captures"
    assert load_settings(db=tmp_path / "disk" / "archive.db").captures_folder == tmp_path / "disk" / "captures"


@pytest.mark.parametrize(
    ("mode", "file", "folder"),
    [("600", 0o600, 0o700), ("640", 0o640, 0o750), ("644", 0o644, 0o755), (None, 0o660, 0o770)],
)
def test_new_files_are_made_as_file_mode_says(tmp_path: Path, mode, file, folder):
    environ = {"NEWSARCHIVE_FILE_MODE": mode} if mode else {}
    settings = load_settings(cwd=tmp_path, environ=environ)
    before = os.umask(0o007)
    try:
        settings.apply_file_mode()
        (tmp_path / "file").touch()
        (tmp_path / "folder").mkdir()
    finally:
        os.umask(before)
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("file", "folder")] == [file, folder]


@pytest.mark.parametrize(
    ("raw", "prefix"), [("/archive/", "/archive/"), ("archive", "/archive/"), ("/a/b-c", "/a/b-c/"), ("/", "/")]
)
def test_a_prefix_has_a_slash_at_both_ends(tmp_path: Path, raw, prefix):
    assert load_settings(cwd=tmp_path, environ={"NEWSARCHIVE_PREFIX": raw}).prefix == prefix
    assert with_option(load_settings(cwd=tmp_path, environ={}), "prefix", raw).prefix == prefix


@pytest.mark.parametrize("raw", ["a b", "/a//b/", "https://a.example/", "/ä/", "/a?b", "<script>"])
def test_a_wrong_prefix_is_refused(tmp_path: Path, raw):
    with pytest.raises(SettingsError, match=r"--prefix: prefix is '.*', which is not a path such as /archive/"):
        with_option(load_settings(cwd=tmp_path, environ={}), "prefix", raw)


def test_an_option_that_is_not_given_leaves_the_setting(tmp_path: Path):
    settings = load_settings(cwd=tmp_path, environ={"NEWSARCHIVE_TITLE": " Coast archive "})
    assert with_option(settings, "title", None).title == "Coast archive"
    assert with_option(settings, "title", "Hill archive").title == "Hill archive"
    with pytest.raises(SettingsError, match="--title"):
        with_option(settings, "title", "")


def test_every_setting_has_its_sentence():
    assert all(sentence.endswith(".") for sentence in SETTINGS.values())


def test_secret_values_are_in_no_error_and_in_no_repr(tmp_path: Path):
    for environ in ({"NEWSARCHIVE_ALERT_URLS": "hunter2"}, {"NEWSARCHIVE_PING_URL": "hunter2"}):
        with pytest.raises(SettingsError) as error:
            load_settings(cwd=tmp_path, environ=environ)
        assert "hunter2" not in "".join(traceback.format_exception(error.value))
    environ = {
        "NEWSARCHIVE_ALERT_URLS": "json://hunter2 mailto://a,hunter2",
        "NEWSARCHIVE_PING_URL": "https://h/hunter2",
    }
    settings = load_settings(cwd=tmp_path, environ=environ)
    assert settings.alert_urls == ("json://hunter2", "mailto://a,hunter2")
    assert settings.ping_url == "https://h/hunter2"
    assert "hunter2" not in repr(settings)


def test_the_file_of_the_settings_is_found(tmp_path: Path):
    assert settings_file(tmp_path, {}) is None
    (tmp_path / "newsarchive.toml").touch()
    assert settings_file(tmp_path / "below", {}) == tmp_path / "newsarchive.toml"
    assert settings_file(tmp_path, {"NEWSARCHIVE_CONFIG": "newsarchive.toml"}) == tmp_path / "newsarchive.toml"


def test_cookies_are_files_by_outlet_relative_to_the_settings(tmp_path: Path):
    (tmp_path / "newsarchive.toml").write_text('[cookies]\npost = "post.txt"\nguardian = "/private/guardian.txt"')
    expected = (("guardian", Path("/private/guardian.txt")), ("post", tmp_path / "post.txt"))
    assert load_settings(cwd=tmp_path, environ={}).cookies == expected
    environ = {"NEWSARCHIVE_COOKIES": "post=a=b.txt, echo=/x.txt,"}
    expected = (("echo", Path("/x.txt")), ("post", tmp_path / "a=b.txt"))
    assert load_settings(cwd=tmp_path, environ=environ).cookies == expected


@pytest.mark.parametrize(
    ("toml", "kept"),
    [
        ("pictures = true", {"post", "echo"}),
        ("pictures = false", set()),
        ("", set()),
        ('pictures = ["post"]', {"post"}),
        ("pictures = []", set()),
    ],
)
def test_pictures_are_kept_of_all_outlets_of_some_or_of_none(tmp_path: Path, toml, kept):
    (tmp_path / "newsarchive.toml").write_text(toml)
    settings = load_settings(cwd=tmp_path, environ={})
    assert {name for name in ("post", "echo") if settings.keeps_pictures(name)} == kept
    environ = {"NEWSARCHIVE_PICTURES": "post, star" if kept else "no"}
    assert load_settings(cwd=tmp_path, environ=environ).keeps_pictures("post") is bool(kept)
