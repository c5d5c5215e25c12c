"""Text from reports cannot touch the terminal."""

import io

import pytest
from rich.console import Console

from averment.faces.terminal import plain, said


@pytest.mark.parametrize(
    ("words", "shown", "why"),
    [
        ("\x1b[31mred", "\\x1b[31mred", "an escape code is shown, not obeyed"),
        ("a\u202eb", "a\\u202eb", "a direction override is shown"),
        ("two\nlines", "two lines", "one line stays one line"),
        ("\x07bell\x00", "\\x07bell\\x00", "control characters are shown"),
        ("Žofia “said”", "Žofia “said”", "names and quotation marks stay as they are"),
    ],
)
def test_control_characters_are_shown_instead_of_obeyed(words: str, shown: str, why: str) -> None:
    assert plain(words) == shown, why


def test_square_brackets_in_a_report_are_no_markup() -> None:
    screen = io.StringIO()
    Console(file=screen, width=80).print(said("[bold]12[/bold] [link=http://x.example]dead[/link]"))
    assert screen.getvalue().strip() == "[bold]12[/bold] [link=http://x.example]dead[/link]"
