"""What holds for a comment's corrections whatever people, candidates and models wrote."""

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from screening.comment.escaping import one_line
from screening.feedback import commands
from screening.feedback.words import ANSWERS, COMMANDS, SIGNS
from screening.model import Language

_WORDS = [
    *(word for several in COMMANDS.values() for word in several),
    *(word for one in ANSWERS.values() for several in one.values() for word in several),
    *(sign for signs in SIGNS.values() for sign in signs),
    *(
        "#",
        "＃",
        " R1",
        " r22",
        "Ｒ４",
        "р3",
        " ",
        "\n",
        "\r\n",
        ",",
        "、",
        ":",
        "は",
        "→",
        "(",
        ")",
    ),
    *(
        "「",
        "」",
        '"',
        "“",
        "”",
        "«",
        "»",
        "`",
        ">",
        "&gt;",
        "<blockquote>",
        "</blockquote>",
        "<p>",
    ),
    *(
        "*",
        "_",
        "\\",
        "|",
        "｜",
        "SCR-7Q3K9F2A",
        "scr—",
        "\0",
        "\u200b",
        "\ufe0f",
        "\ud800",
        "です",
        "?",
    ),
]
_PIECES = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=4)), max_size=40)
_COMMENTS = _PIECES.map("".join)
_CORRECTIONS = [
    f"#{command} R{number} {word}"
    for language in Language
    for command in COMMANDS[language]
    for number in (1, 40, 999)
    for several in ANSWERS[language].values()
    for word in several
]


@settings(max_examples=400)
@given(_COMMENTS, st.lists(_COMMENTS, max_size=2))
@example("<" * 50, [])
@example("#fix R1 " * 30, [])
def test_any_text_is_read_without_an_error_and_twice_the_same(body: str, ours: list[str]) -> None:
    first = commands(body, ours=ours)
    assert commands(body, ours=ours) == first
    for one in first:
        assert 1 <= int(one.requirement_id.removeprefix("R")) <= 999


@given(_COMMENTS)
def test_what_is_ours_is_never_a_correction(body: str) -> None:
    assert commands(body, ours=[body]) == ()


@given(st.lists(_COMMENTS, min_size=1, max_size=5))
def test_what_is_quoted_line_by_line_is_never_a_correction(bodies: list[str]) -> None:
    lines = [line for body in bodies for line in body.splitlines()]
    assert commands("\n".join(f"> {line}" for line in lines if "<" not in line)) == ()


@given(st.sampled_from(_CORRECTIONS), st.sampled_from(_CORRECTIONS), _COMMENTS)
def test_a_correction_on_a_line_of_its_own_is_found_among_anything(
    one: str, other: str, noise: str
) -> None:
    """Only an open HTML quote, or a copied comment below it, can take it away."""
    plain = "\n".join(line for line in noise.splitlines() if "<" not in line and "|" not in line)
    plain = plain.replace("｜", "").replace(">", "")
    body = f"{plain}\n-\n{one}\n-\n{other}"
    assert set(commands(one) + commands(other)) <= set(commands(body))


@given(st.sampled_from(_CORRECTIONS), st.text(max_size=20))
def test_a_candidates_words_quoted_in_our_comment_hold_no_correction(said: str, noise: str) -> None:
    """However the ATS changes our comment, and even if it loses who wrote it."""
    quote = one_line(noise.replace("”", "").replace('"', "") + said)
    assert commands(f"met – R1 Python — “{quote}” (CV p. 1)") == ()


def test_hostile_texts_are_read_in_time() -> None:
    """The longest comment that an ATS takes, made to be slow to read."""
    hostile = (
        '<|<a |#|#fix |#fix R1|#fix R1 |「|"|R1 | |(|-|- |>|,|、|R1,|R0|0|あり|not |ﷺ|_ _|SCR-'
    )
    hostile += "|#fix R1 (|#fix R1 ○→ |_|&#|＃訂正、|R1と|R1 - |#fix R1 met|\n> |\nR1 met|<p>|&lt;"
    for piece in (*hostile.split("|"), "|", "\n"):
        for head in ("", "#fix ", "#fix R1"):
            body = head + piece * (20_000 // len(piece))
            began = time.perf_counter()
            commands(body, ours=[body[::-1]])
            assert time.perf_counter() - began < 2, (head, piece)
