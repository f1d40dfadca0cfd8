"""The comparator refuses wrong outputs and accepts rounding differences."""

import re

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.verify.mutations import HARMLESS, WRONG, refused
from xor_tutorial.verify.compare import Checker, ErrorMessage, difference
from xor_tutorial.verify.run import read_snippet, snippets

ACCEPTED = {
    "last digit off by one": ("0.1234", "0.1235"),
    "0.0003 for 0.0004": ("tensor([0.0004])", "tensor([0.0003])"),
    "negative zero": ("tensor([0.0000, 0.5000])", "tensor([-0.0000, 0.5000])"),
    "negative whole zero": ("tensor(0.)", "tensor(-0.)"),
    "scientific for fixed": ("tensor([0.1200])", "tensor([1.2000e-01])"),
    "fixed for scientific": ("1.2000e-01", "0.1200"),
    "few digits in scientific": ("1e-05", "0.00001"),
    "a digit in scientific": ("0.12", "1.2e-01"),
    "last digit of scientific": ("1.5000e-05", "1.5001e-05"),
    "wrapped": (
        "tensor([[0.1000, 0.2000],\n        [0.3000, 0.4000]])",
        "tensor([[0.1000, 0.2000], [0.3000, 0.4000]])",
    ),
    "padded": ("tensor([ 0.1000, -0.2000])", "tensor([0.1000, -0.2000])"),
    "padded whole": ("tensor([ 1., 10.])", "tensor([1., 10.])"),
    "complex": ("tensor([1.0000+2.0000j])", "tensor([1.0001+1.9999j])"),
    "complex zero": ("tensor([1.+0.j])", "tensor([1.-0.j])"),
    "nested list": ("[tensor([0.1000]), [0.2512]]", "[tensor([0.1001]), [0.2513]]"),
    "dict": ("{'a': tensor([0.1000])}", "{'a': tensor([0.1001])}"),
    "in a sentence": ("the loss is 0.6931.", "the loss is 0.6932."),
    "tuple": ("(0.1234, 2)", "(0.1235, 2)"),
    "both nan": ("tensor([nan, 0.1000])", "tensor([nan, 0.1001])"),
    "both inf": ("tensor([-inf, inf, 0.1000])", "tensor([-inf, inf, 0.1001])"),
    "nested dict": (
        "{'w': {'a': tensor([[0.1000]])}, 'b': [tensor([True]), 3]}",
        "{'w': {'a': tensor([[0.1001]])}, 'b': [tensor([True]), 3]}",
    ),
    "wrapped and padded": (
        "tensor([ 0.1000, -0.2000,  0.3000,\n        10.0000])",
        "tensor([0.1000, -0.2000, 0.3000, 10.0000])",
    ),
    "a digit less in a list": ("['0.1000', '1.000']", "['0.0999', '0.999']"),
    "scientific with a digit less": ("tensor([-16.8288])", "tensor([-1.6829e+01])"),
    "one ulp from 2048 on": ("2049.1230", "2049.1233"),
    "one ulp of 12345": ("tensor([12345.6777])", "tensor([12345.6787])"),
    "spaces at line ends": ("a 0.6931  \nb", "a 0.6931\nb  "),
}
REFUSED = {
    "last digit off by two": ("0.1234", "0.1236"),
    "inverted XOR as ints": ("tensor([0, 1, 1, 0])", "tensor([1, 0, 0, 1])"),
    "inverted XOR as floats": ("tensor([0., 1., 1., 0.])", "tensor([1., 0., 0., 1.])"),
    "inverted XOR as booleans": (
        "tensor([False,  True,  True, False])",
        "tensor([ True, False, False,  True])",
    ),
    "inverted XOR as a list of floats": ("[0.0, 1.0, 1.0, 0.0]", "[1.0, 0.0, 0.0, 1.0]"),
    "inverted XOR as whole complex numbers": (
        "tensor([0.+0.j, 1.+0.j])",
        "tensor([1.+0.j, 0.+0.j])",
    ),
    "0.01 for 1.": ("tensor([1.])", "tensor([0.01])"),
    "1.0 for 0.9": ("0.9", "1.0"),
    "1.1921e-07 for 0.": ("tensor([0.])", "tensor([1.1921e-07])"),
    "1.0000 for 1.": ("tensor([1.])", "tensor([1.0000])"),
    "int for float": ("1.", "1"),
    "another shape": ("torch.Size([2, 4])", "torch.Size([4, 2])"),
    "another nesting": ("tensor([[0.1000]])", "tensor([0.1000])"),
    "another dtype": ("tensor([1, 2], dtype=torch.int32)", "tensor([1, 2])"),
    "a dtype for none": ("tensor([0.1000])", "tensor([0.1000], dtype=torch.float64)"),
    "booleans for ints": ("tensor([True, False])", "tensor([1, 0])"),
    "another grad_fn": (
        "tensor(5.5000, grad_fn=<AddBackward0>)",
        "tensor(5.5000, grad_fn=<MulBackward0>)",
    ),
    "no grad_fn": ("tensor(5.5000, grad_fn=<AddBackward0>)", "tensor(5.5000)"),
    "a device on the CPU lane": ("tensor([0.1000])", "tensor([0.1000], device='cuda:0')"),
    "another epoch": ("[1001] Loss: 0.6842", "[1002] Loss: 0.6842"),
    "inf for nan": ("nan", "inf"),
    "-inf for inf": ("tensor([inf])", "tensor([-inf])"),
    "a number for nan": ("tensor([nan])", "tensor([0.1000])"),
    "nan for a number": ("tensor([0.1000])", "tensor([nan])"),
    "another sign": ("0.1234", "-0.1234"),
    "another imaginary sign": ("tensor([1.0000+2.0000j])", "tensor([1.0000-2.0000j])"),
    "real and imaginary swapped": ("tensor([1.5000+2.5000j])", "tensor([2.5000+1.5000j])"),
    "a value deep in a list": ("[[tensor([0.1000])], [0.25]]", "[[tensor([0.1003])], [0.25]]"),
    "a value deep in a dict": ("{'w': {'a': tensor([0.1000])}}", "{'w': {'a': tensor([0.1003])}}"),
    "another order of keys": ("{'a': 0.1000, 'b': 0.1000}", "{'b': 0.1000, 'a': 0.1000}"),
    "another nesting of lists": ("[[0.1000], 0.2000]", "[[0.1000, 0.2000]]"),
    "another scientific value": ("1e-05", "2e-05"),
    "another value of few digits in scientific": ("1e-05", "0.00002"),
    "another key": ("{'a': 0.1000}", "{'b': 0.1000}"),
    "one number more": ("[0.2500, 0.7500]", "[0.2500, 0.7500, 0.1000]"),
    "one number less": ("[0.2500, 0.7500]", "[0.2500]"),
    "no comma": ("[0.1000, 0.2000]", "[0.1000 0.2000]"),
    "another version": ("torch 2.13.0", "torch 2.14.0"),
    "another word": ("loss 0.6931", "cost 0.6931"),
    "something for nothing": ("", "0.1234"),
    "nothing for something": ("0.1234", ""),
    "another exponent": ("1.5000e-05", "1.5000e-06"),
    "another learning rate": ("lr: 0.001", "lr: 0.002"),
    "another learning rate in a list": ("[0.05, 0.01]", "[0.05, 0.02]"),
    "another beta": ("betas: (0.9, 0.999)", "betas: (0.9, 0.998)"),
    "another slope": ("LeakyReLU(negative_slope=0.01)", "LeakyReLU(negative_slope=0.02)"),
    "another rate of dropout": ("Dropout(p=0.25, inplace=False)", "Dropout(p=0.26, inplace=False)"),
    "another accuracy": ("accuracy 1.00", "accuracy 0.99"),
    "another share": ("0.75", "0.76"),
    "two digits swapped": ("tensor([0.50, 0.49])", "tensor([0.49, 0.50])"),
    "another Python": ("Python 3.11", "Python 3.12"),
    "another torch of two parts": ("torch 2.13", "torch 2.14"),
    "two ulps from 2048 on": ("2049.1230", "2049.1235"),
    "a float32 ulp of a float64": ("0.6931471805599453", "0.6931471824645996"),
    "a space less in a string": ("'( x'", "'(x'"),
    "a space more in a string": ("['a,b']", "['a, b']"),
    "lines joined": ("a\nb", "a b"),
}


@pytest.mark.parametrize(("want", "got"), ACCEPTED.values(), ids=ACCEPTED)
def test_equal_outputs_are_accepted(want: str, got: str) -> None:
    assert difference(want, got) is None


@pytest.mark.parametrize(("want", "got"), REFUSED.values(), ids=REFUSED)
def test_different_outputs_are_refused(want: str, got: str) -> None:
    assert difference(want, got)


def test_an_error_message_is_exact() -> None:
    assert difference(ErrorMessage("expected 0.1234"), "expected 0.1235")
    assert difference(ErrorMessage("a  b"), "a b")
    assert difference(ErrorMessage("ValueError: no"), "ValueError: no\n") is None


def test_the_printed_device_is_ignored_on_the_gpu_lane_only() -> None:
    want, got = "tensor([0.1000])", "tensor([0.1001], device='cuda:0')"
    assert difference(want, got, gpu=True) is None
    assert difference(want, got.replace("0.1001", "0.1003"), gpu=True)


def test_the_difference_names_the_number_and_how_far_it_is() -> None:
    said = difference("tensor([0.1000, 0.1234])", "tensor([0.1000, 0.1239])")
    assert said == "0.1239 for 0.1234: 5 units of the last digit, at most 1.5 are allowed"


def test_ellipsis_is_as_in_doctest_only_where_asked_for() -> None:
    import doctest

    assert Checker().check_output("<f at 0x...>\n", "<f at 0x7f>\n", doctest.ELLIPSIS)
    assert not Checker().check_output("<f at 0x...>\n", "<f at 0x7f>\n", 0)


def test_an_empty_line_of_output_is_compared() -> None:
    assert Checker().check_output("a\n<BLANKLINE>\nb\n", "a\n\nb\n", 0)


def printed(value: float) -> str:
    """As torch prints it; the second number keeps it from printing `1.`."""
    return repr(torch.tensor([value, 0.12345]))


def printed_alike(before: str, after: str) -> bool:
    """Whether torch kept its notation: it goes over to the other where the largest is 1000 times
    the smallest, and on that border the two show digits of different worth."""
    return ("e" in before) == ("e" in after)


def unit_of(text: str) -> float:
    """The worth of the last digit of the first number, as a person would read it off."""
    mantissa, _, exponent = re.search(r"-?\d+\.(\d+(?:e[-+]\d+)?)", text)[1].partition("e")
    return 10.0 ** (int(exponent or 0) - len(mantissa))


values = st.floats(min_value=-1e8, max_value=1e8).filter(lambda x: abs(x) > 1e-8)


@given(values, st.floats(min_value=-0.49, max_value=0.49))
def test_a_change_under_half_a_unit_is_accepted(value: float, units: float) -> None:
    before = printed(value)
    after = printed(value + units * unit_of(before))
    assume(printed_alike(before, after))
    assert difference(before, after) is None


@given(values, st.floats(min_value=3.0, max_value=1e6), st.sampled_from([-1, 1]))
def test_a_change_of_three_units_or_more_is_refused(value: float, units: float, sign: int) -> None:
    before = printed(value)
    change = sign * units * unit_of(before)
    # Where float32 is coarser than the printed digits, the change may be lost before it's printed.
    lost = abs(float(torch.tensor(value + change)) - float(torch.tensor(value)))
    assume(lost >= 3.0 * unit_of(before))
    after = printed(value + change)
    assume(printed_alike(before, after))
    assert difference(before, after)


# All that the site shows, but for errors, which are compared character by character.
RECORDED = {
    example.want
    for path in snippets()
    for example in read_snippet(path)[0].examples
    if example.want and example.exc_msg is None
}


@pytest.mark.parametrize("name", WRONG)
def test_no_wrong_change_of_what_the_site_shows_is_accepted(name: str) -> None:
    tried, failed = refused(sorted(RECORDED), {name: WRONG[name]}, difference)
    assert tried[name]
    assert len(failed[name]) == tried[name]


@pytest.mark.parametrize("name", HARMLESS)
def test_no_harmless_change_of_what_the_site_shows_is_refused(name: str) -> None:
    large = "tensor([2049.1230])"  # the site shows no number whose digits are finer than float32
    tried, failed = refused([*sorted(RECORDED), large], {name: HARMLESS[name]}, difference)
    assert tried[name]
    assert not failed[name]
