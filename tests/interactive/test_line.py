"""The neuron of the line puzzle has torch's numbers, and no line solves XOR."""

import torch

from tests.interactive.conftest import Node
from xor_tutorial.data import truth_table

TRIES = """
  const counts = {};
  for (const gate of Object.keys(figure.GATES)) counts[gate] = [0, 0, 0, 0, 0];
  for (let angle = -180; angle <= 180; angle += 3) {
    for (let middle = -80; middle <= 80; middle += 5) {
      const one = figure.neuron(angle, middle / 100);
      for (const gate of Object.keys(counts)) {
        counts[gate][figure.correct(one, gate).filter(Boolean).length]++;
      }
    }
  }
  return counts;"""
SCORES = """return input.given.map(([angle, middle]) => {
  const one = figure.neuron(angle, middle);
  return [[one.w1, one.w2, one.b], input.rows.map(one.z)];
})"""


def test_no_line_classifies_more_than_three_rows_of_xor(node: Node) -> None:
    """For all positions of the sliders; nor fewer than one row, which would solve XNOR."""
    counts = node("lib/line.js", TRIES)
    assert counts["XOR"][4] == counts["XOR"][0] == 0
    assert counts["XOR"][3] > 0
    assert all(counts[gate][4] > 0 for gate in ("AND", "OR", "NAND"))


def test_the_scores_are_those_of_a_linear_layer_and_the_diagonals_have_equal_sums(
    node: Node,
) -> None:
    inputs, _ = truth_table("cpu")
    given = [
        [angle, middle] for angle in range(-180, 181, 15) for middle in (-0.8, -0.25, 0.0, 0.5)
    ]
    for (w1, w2, b), scores in node(
        "lib/line.js", SCORES, {"given": given, "rows": inputs.tolist()}
    ):
        weight, bias = torch.tensor([[w1, w2], [b, 0.0]]).float()
        layer = torch.nn.functional.linear(inputs, weight.unsqueeze(0), bias[:1])
        assert torch.allclose(layer.squeeze(1), torch.tensor(scores).float(), atol=1e-6)
        assert abs(scores[0] + scores[3] - scores[1] - scores[2]) < 1e-12


def test_the_gates_are_those_of_the_page(node: Node) -> None:
    gates = node("lib/line.js", "return figure.GATES")
    bits = [(int(a), int(b)) for a, b in truth_table("cpu")[0].tolist()]
    assert gates["AND"] == [a & b for a, b in bits]
    assert gates["OR"] == [a | b for a, b in bits]
    assert gates["NAND"] == [1 - (a & b) for a, b in bits]
    assert gates["XOR"] == truth_table("cpu")[1].tolist() == [a ^ b for a, b in bits]


def test_a_line_is_recovered_from_two_of_its_points(node: Node) -> None:
    script = """return input.map((angle) => {
      const [a, b] = figure.divided(figure.neuron(angle, 0.2), -0.35, 1.35).ends;
      return [[a, b], [b, a]].map((ends) => figure.through(...ends));
    })"""
    angles = list(range(-175, 180, 10))
    for angle, found in zip(angles, node("lib/line.js", script, angles), strict=True):
        off = [abs((one["angle"] - angle + 180) % 360 - 180) for one in found]
        assert min(off) < 0.5
        assert max(off) > 179.5
        nearest = found[off.index(min(off))]
        assert abs(nearest["middle"] - 0.2) < 0.011
