"""A typed answer is compared by value: 1/4, 0.25 and 25 % are equal."""

import pytest

from tests.interactive.conftest import Node

MODULE = "../answers.js"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.25", 0.25),
        (" -3 ", -3.0),
        ("−3", -3.0),
        ("1/4", 0.25),
        ("25 %", 0.25),
        ("1,000", 1000.0),
        ("1e-3", 0.001),
        ("", None),
        ("three", None),
        ("1,5", None),
    ],
)
def test_numbers_are_parsed_in_every_usual_notation(
    node: Node, text: str, number: float | None
) -> None:
    found = node(MODULE, "return figure.parsedNumber(input)", text)
    assert found == number if number is not None else found != found


@pytest.mark.parametrize(
    ("given", "expected", "right"),
    [
        ("0.25", "0.25", True),
        ("1/4", "0.25", True),
        ("0.2", "0.25", False),
        ("0.693", "0.6931", True),
        ("0.7", "0.6931", True),  # within one per cent
        ("0.71", "0.6931", False),
        ("2", "2", True),
        ("2.01", "2", False),  # small whole numbers are counted
        ("1010", "1000", True),
        ("1100", "1000", False),
        ("NaN", "nan", True),
        ("'None'", "None", True),
        ("yes", "True | yes", True),
        ("no", "True | yes", False),
        ("inf", "nan", False),
    ],
)
def test_equal_answers_are_right_whatever_their_notation(
    node: Node, given: str, expected: str, right: bool
) -> None:
    assert node(MODULE, "return figure.isRight(...input.map(String))", [given, expected]) is right
