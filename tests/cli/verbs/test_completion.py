"""`newsarchive completion` as a user runs it."""

from pathlib import Path


def test_the_script_is_printed_or_installed(run, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    printed = run("completion", "fish")
    assert (printed.status, printed.err) == (0, "")
    installed = run("completion", "fish", "--install")
    file = tmp_path / "fish" / "completions" / "newsarchive.fish"
    assert installed.out == f"{file}\n"
    assert file.read_text() == printed.out


def test_another_shell_is_refused(run):
    ran = run("completion", "bahs")
    assert ran.status == 2
    assert "did you mean bash?" in ran.err
