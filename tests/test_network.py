"""The network is the source notebook's and validates its arguments."""

import pytest
import torch
from torch.nn import functional as F

from xor_tutorial import ACTIVATIONS, XOR, one_step_network, truth_table


def test_the_truth_table_is_xor() -> None:
    inputs, targets = truth_table()
    assert inputs.dtype == torch.float32
    assert targets.dtype == torch.int64
    assert [(int(a) ^ int(b)) for a, b in inputs.tolist()] == targets.tolist()


def test_the_first_loss_has_the_notebooks_digits() -> None:
    torch.manual_seed(70)
    model = XOR()
    x = torch.tensor([[0.0, 1.0]])
    wrong, right = (F.cross_entropy(model(x), torch.tensor([t])).item() for t in (0, 1))
    assert wrong == pytest.approx(0.33104363083839417, abs=1e-7)
    assert right == pytest.approx(1.2664648294448853, abs=1e-6)


def test_the_network_of_one_step_leaves_the_random_numbers_that_follow() -> None:
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    one_step_network()
    assert torch.equal(torch.rand(3), expected)


def test_the_names_in_its_state_dict_are_the_notebooks() -> None:
    names = [f"layers.{n}.{kind}" for n in (0, 2, 4) for kind in ("weight", "bias")]
    assert list(XOR().state_dict()) == names


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_sizes_and_activation_are_as_given(activation: str) -> None:
    model = XOR(sizes=(3, 5, 4), activation=activation)
    assert model(torch.zeros(7, 3)).shape == (7, 4)
    assert any(type(layer) is ACTIVATIONS[activation] for layer in model.layers)


def test_predict_returns_probabilities_and_keeps_the_mode() -> None:
    model = XOR().train()
    p = model.predict(truth_table()[0])
    torch.testing.assert_close(p.sum(dim=1), torch.ones(4))
    assert not p.requires_grad
    assert model.training
    assert not model.eval().predict(truth_table()[0]).requires_grad
    assert not model.training


@pytest.mark.parametrize(
    ("x", "error", "words"),
    [
        (torch.zeros(2), ValueError, r"x: expected shape \(N, 2\)"),
        (
            torch.zeros(4, 3),
            ValueError,
            r"x: expected shape \(N, 2\), got float32 of shape \(4, 3\)",
        ),
        (torch.zeros(4, 2).long(), TypeError, r"x: expected floating-point numbers, got int64"),
        ([[0.0, 1.0]], TypeError, "x: expected a tensor, got a list"),
    ],
)
def test_a_wrong_input_is_named(
    x: list[list[float]] | torch.Tensor, error: type[Exception], words: str
) -> None:
    for function in (XOR(), XOR().predict):
        with pytest.raises(error, match=words):
            function(x)  # type: ignore[arg-type]


@pytest.mark.parametrize("sizes", [(2,), (), (2, 0, 2), (2, 2.5, 2)])
def test_wrong_sizes_are_named(sizes: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="sizes: expected"):
        XOR(sizes=sizes)  # type: ignore[arg-type]


def test_an_unknown_activation_is_named() -> None:
    with pytest.raises(ValueError, match=r"activation: expected one of sigmoid, .* got 'swish'"):
        XOR(activation="swish")


def test_predict_keeps_each_modules_mode() -> None:
    model = XOR()
    model.layers[1].eval()
    before = [module.training for module in model.modules()]
    model.predict(torch.zeros(1, 2))
    with pytest.raises(ValueError, match="expected shape"):
        model.predict(torch.zeros(1, 3))
    assert [module.training for module in model.modules()] == before
