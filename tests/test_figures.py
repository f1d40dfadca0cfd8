"""The figures show torch's numbers, with the page's words and the site's colours."""

import ast
import doctest
import importlib
import itertools
import math
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import torch

from figures import FIGURES, WORDS, draw, trained
from figures import words as words_of
from figures.autograd import derivative_errors, own_answers
from figures.autograd_in_practice import descent
from figures.optimizers import step_lengths
from figures.plane import favicon
from figures.plot import Plot
from figures.svg import region
from figures.why_xor import AND, NAND, OR
from xor_tutorial import Adam, RMSprop
from xor_tutorial.data import truth_table
from xor_tutorial.recordings import load

DOCS = Path(__file__).parents[1] / "docs"
THEME = DOCS / "theme" / "assets"
LANGUAGES = sorted(path.stem for path in WORDS.glob("*.toml"))
HANGUL = re.compile(r"[가-힣]")
every_figure = pytest.mark.parametrize("name", FIGURES)


def words(svg: str) -> str:
    return " ".join(ElementTree.fromstring(svg).itertext())


@pytest.mark.parametrize("name", ["figures", "figures.plot", "figures.svg"])
def test_the_docstrings_examples_print_what_they_show(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


@every_figure
def test_a_figure_is_well_formed_and_has_a_text_alternative(name: str) -> None:
    for language in ("ko", "en"):
        svg = ElementTree.fromstring(draw(name, language, 'a "label" & more'))
        assert svg.get("role") == "img"
        assert svg.get("aria-label") == 'a "label" & more'


@every_figure
def test_the_words_of_a_figure_are_in_the_pages_language(name: str) -> None:
    assert not HANGUL.search(words(draw(name, "en")))
    if re.search(r"[a-z]{3}", words(draw(name, "en")).replace("softmax", "").replace("loss", "")):
        assert HANGUL.search(words(draw(name, "ko")))


@every_figure
def test_a_figure_uses_the_sites_colours(name: str) -> None:
    svg = draw(name, "ko")
    assert not re.search(r"#[0-9a-f]{3,6}|rgb|style=|fill=|stroke=", svg)
    styled = set(re.findall(r"\.([\w-]+)", (THEME / "figures.css").read_text(encoding="utf-8")))
    used = {c for group in re.findall(r'class="([^"]+)"', svg) for c in group.split()}
    assert used <= styled, used - styled


def test_only_losses_and_what_the_line_gets_wrong_have_the_colour_of_the_loss() -> None:
    drawings = {name: draw(name, "en") for name in FIGURES}
    coloured = {
        name: words(svg)
        for name, svg in drawings.items()
        if re.search(r'class="(loss|loss-dot|loss-text|dots loss)"', svg)
    }
    others = {
        name for name, said in coloured.items() if not re.search("loss|cross-entropy|ln 2", said)
    }
    assert len(coloured) > 10
    assert others == {"line-puzzle"}


@every_figure
def test_drawing_a_figure_is_repeatable_and_keeps_the_callers_random_state(name: str) -> None:
    torch.manual_seed(1)
    first, number = draw.__wrapped__(name, "ko"), torch.rand(1)
    torch.manual_seed(2)
    assert draw.__wrapped__(name, "ko") == first
    torch.manual_seed(1)
    assert torch.equal(torch.rand(1), number)


@every_figure
def test_a_figures_module_is_named_like_the_page_that_shows_it(name: str) -> None:
    page = FIGURES[name].__module__.removeprefix("figures.").replace("_", "-")
    assert f"](figure:{name})" in (DOCS / "ko" / f"{page}.md").read_text(encoding="utf-8")


def test_every_language_has_the_same_words() -> None:
    keys = [{name: set(table) for name, table in words_of(each).items()} for each in LANGUAGES]
    assert all(each == keys[0] for each in keys)
    assert {name.removeprefix("play.") for name in keys[0]} <= set(FIGURES)


def test_no_text_of_a_figure_is_unused() -> None:
    """Each is asked for when its figure is drawn."""

    class Asked(dict[str, str]):
        def __getitem__(self, key: str) -> str:
            asked.add(key)
            return super().__getitem__(key)

    for name, figure in FIGURES.items():
        asked: set[str] = set()
        table = words_of("en").get(name, {})
        figure(Asked(table))
        assert asked == set(table), name


def test_what_was_trained_for_figures_can_be_trained_again() -> None:
    recorded, again = trained.load(), trained.record()
    assert recorded.keys() == again.keys()
    for name, numbers in recorded.items():
        # Long trainings differ between machines in the last digits, and those grow on the way.
        torch.testing.assert_close(again[name], numbers, atol=1e-3, rtol=1e-3, msg=name)


def test_a_logarithmic_axis_has_powers_of_ten_at_equal_distances() -> None:
    plot = Plot(10, 20, 300, 200, x=(1, 1000), y=(0.01, 1), log="xy")
    assert plot.place(1, 1) == pytest.approx((10, 20))
    assert plot.place(10, 0.1) == pytest.approx((110, 120))
    assert plot.place(1000, 0.01) == pytest.approx((310, 220))


SNIPPETS = DOCS.parent / "xor_tutorial" / "snippets"


def test_the_first_networks_numbers_are_those_that_the_page_prints() -> None:
    printed = (SNIPPETS / "first-network" / "untrained.pycon").read_text(encoding="utf-8")
    shown = re.findall(r"\d\.\d{4}", words(draw("first-network", "en")))
    assert len(shown) == 5  # a weight, two scores, two probabilities
    assert all(number in printed for number in shown[1:])


def test_the_first_loss_starts_and_falls_as_the_page_prints_it() -> None:
    printed = (SNIPPETS / "first-network" / "train.pycon").read_text(encoding="utf-8")
    shown = re.findall(r"\d\.\d{4}", words(draw("first-loss", "en")))
    assert re.findall(r"loss (\d\.\d{4})", printed)[:3] == shown


def test_only_numbers_that_are_there_are_framed() -> None:
    svg = draw("broadcasting", "en")
    assert svg.count('class="frame"') == (6 + 3 + 6) + (6 + 2 + 6)
    assert svg.count("<text") == 2 * (3 * 6 + 3 + 2)


def test_the_functions_shown_are_those_behind_e() -> None:
    a, b = (torch.tensor(x, requires_grad=True) for x in (2.0, 3.0))
    e = (a + b) * (2 * b + 1)
    names, waiting = [], [e.grad_fn]
    while waiting:
        function = waiting.pop()
        names.append(function.name().split("::")[-1])
        waiting += [f for f, _ in function.next_functions if f is not None]
    names.remove("AccumulateGrad")  # b's was met twice
    shown = re.findall(r"\w+(?:Backward0|Grad)\b", words(draw("grad-functions", "en")))
    assert sorted(shown) == sorted(names)
    assert draw("grad-functions", "en").count("gradient head") == 6


def test_the_numbers_around_a_function_are_those_of_the_snippet() -> None:
    snippet = DOCS.parent / "xor_tutorial/snippets/autograd-tools/straight-through.pycon"
    _, _, output = snippet.read_text(encoding="utf-8").partition(">>> h.detach(), a.grad\n")
    h, gradient = (f"({a}, {b})" for a, b in re.findall(r"(\d)\., (\d)\.", output)[:2])
    shown = re.findall(r"\(.*?\)", words(draw("custom-function", "en")))
    assert shown == ["(−1, 2)", h, gradient, gradient]


def test_the_error_of_the_numeric_derivative_is_least_between_rounding_and_truncation() -> None:
    errors = dict(derivative_errors())
    best = min(errors, key=lambda place: errors[place])
    assert 1e-7 < best < 1e-4
    assert max(e for h, e in errors.items() if h < 1e-10) > 1e-7
    assert errors[max(errors)] == pytest.approx(0.01)


def test_softmax_bars_are_as_high_as_the_probabilities() -> None:
    p = torch.softmax(torch.tensor([3.0, 1.0, 5.0, 9.0]), dim=0).tolist()
    svg = draw("softmax-bars", "en")
    heights = [float(h) for h in re.findall(r'height="([\d.]+)" class="bar"', svg)[4:]]
    assert heights == pytest.approx([max(162 * x, 0.8) for x in p], abs=0.01)
    for x in p:
        assert f"{x:.3f}" in words(svg)
    assert re.findall(r"[zp][₀₁₂₃]", words(svg)) == [f"{c}{i}" for c in "zp" for i in "₀₁₂₃"]


def test_the_batch_adds_up_to_1_along_the_dim_that_is_named() -> None:
    shown = re.findall(r">(\d\.\d{3})<", draw("softmax-dims", "en"))
    rows, columns = (torch.tensor([float(x) for x in part]) for part in (shown[:8], shown[8:]))
    assert rows.view(2, 4).sum(dim=1).tolist() == pytest.approx([1, 1], abs=2e-3)
    assert columns.view(2, 4).sum(dim=0).tolist() == pytest.approx([1] * 4, abs=2e-3)


def test_bars_at_each_temperature_are_as_high_as_the_probabilities() -> None:
    z = torch.tensor([3.0, 1.0, 5.0, 9.0])
    heights = re.findall(r'height="([\d.]+)" class="bar"', draw("temperature", "en"))
    expected = torch.cat([torch.softmax(z / t, dim=0) for t in (0.5, 1, 4, 100)])
    assert [float(h) for h in heights] == pytest.approx(
        [max(160 * p, 0.8) for p in expected.tolist()], abs=0.01
    )


def test_the_squares_of_the_jacobian_are_as_large_as_its_numbers() -> None:
    z = torch.tensor([3.0, 1.0, 5.0])
    slopes = torch.func.jacrev(lambda z: torch.softmax(z, dim=0))(z).flatten()
    svg = draw("softmax-jacobian", "en")
    sides = re.findall(r'width="([\d.]+)" height="[\d.]+" class="(bar|node)"', svg)
    for (side, look), slope in zip(sides, slopes.tolist(), strict=True):
        assert (look == "bar") == (slope > 0)
        assert float(side) ** 2 == pytest.approx(48**2 * abs(slope) / 0.1154, abs=4)
        assert f"{abs(slope):.4f}" in words(svg)


def curve_of(svg: str, kind: str) -> list[tuple[float, float]]:
    """The points of the one curve of a class."""
    (points,) = re.findall(rf'points="([^"]+)" class="{kind}"', svg)
    return [(float(x), float(y)) for x, y in (point.split(",") for point in points.split())]


def test_the_derivative_of_the_sigmoid_is_a_quarter_where_the_sigmoid_is_a_half() -> None:
    svg = draw("sigmoid", "en")
    lowest = max(y for _, y in curve_of(svg, "border"))
    highest = min(y for _, y in curve_of(svg, "border"))
    peak = min(y for _, y in curve_of(svg, "gradient"))
    assert (lowest - peak) / (lowest - highest) == pytest.approx(0.25, abs=0.005)


def test_cross_entropy_is_least_where_belief_is_truth() -> None:
    svg = draw("cross-entropy-gap", "en")
    points = curve_of(svg, "loss")
    x, _ = max(points, key=lambda point: point[1])  # down is where y grows
    assert (x - 66) / 520 == pytest.approx(0.9, abs=0.03)
    assert "0.3251" in words(svg)


def test_the_gradient_of_squared_error_vanishes_where_that_of_cross_entropy_is_largest() -> None:
    svg = draw("dying-gradient", "en")
    for kind, pull in (
        ("gradient second", lambda p: 2 * p * (1 - p) ** 2),
        ("gradient", lambda p: 1 - p),
    ):
        for x, y in curve_of(svg, kind):
            p = torch.sigmoid(torch.tensor((x - 66) / 520 * 16 - 8)).item()
            assert (260 - y) / 220 == pytest.approx(pull(p), abs=0.002)  # type: ignore[no-untyped-call]


def test_the_smoothed_loss_is_torchs_and_turns_at_ln_19() -> None:
    svg = draw("smoothed-loss", "en")
    assert "2.9444" in words(svg)
    for x, y in curve_of(svg, "loss")[::4]:
        logits = torch.tensor([[(x - 66) / 52 - 1, 0.0]])
        loss = torch.nn.functional.cross_entropy(logits, torch.tensor([0]), label_smoothing=0.1)
        assert (260 - y) / 220 * 1.25 == pytest.approx(loss.item(), abs=0.005)


def test_the_graph_shows_autograds_gradients() -> None:
    assert {"7", "17", "5", "1"} <= set(words(draw("graph-backward", "en")).split())
    assert {"2", "3", "5", "7", "35"} <= set(words(draw("graph-forward", "en")).split())


def test_what_was_detached_has_no_gradient_and_b_gets_only_what_comes_through_c() -> None:
    shown = words(draw("graph-detached", "en")).split()
    assert shown.count("7") == 4  # a, b and c, and the factor d = 7
    assert "None" in shown
    assert "17" not in shown
    assert draw("graph-detached", "en").count('class="other"') == 2  # b to d, d to e


def test_the_losses_with_a_shared_part_are_those_of_the_snippet() -> None:
    snippet = DOCS.parent / "xor_tutorial/snippets/autograd-in-practice/two-losses.pycon"
    code = re.findall(r"(?m)^>>> (\w.* = .*)$", snippet.read_text(encoding="utf-8"))
    names: dict[str, torch.Tensor] = {}
    exec("\n".join(["import torch", *code]), names)
    shown = re.findall(r"\b\d+\b", words(draw("shared-part", "en")).replace("5 ×", ""))
    for name in ("w", "shared", "one", "other"):
        assert f"{names[name].item():.0f}" in shown


def test_gradients_that_are_never_cleared_swing_and_cleared_ones_fade() -> None:
    cleared, w_cleared = descent(clear=True)
    summed, w_summed = descent(clear=False)
    assert cleared == pytest.approx([6 * 0.8**i for i in range(28)])
    assert w_cleared[-1] == pytest.approx(3 * 0.8**28)
    assert summed == pytest.approx(
        list(itertools.accumulate(2 * w for w in w_summed[:-1])), abs=1e-5
    )
    assert max(map(abs, w_summed[14:])) == pytest.approx(max(map(abs, w_summed[:15])), rel=0.02)


def test_one_step_shows_the_notebooks_numbers() -> None:
    shown = words(draw("one-step", "en"))
    for number in ("−0.1563", "−0.0126", "−0.1551", "0.9404"):
        assert number in shown


def test_the_way_forward_shows_the_values_of_the_snippets() -> None:
    shown = words(draw("one-step-forward", "en"))
    for number in ("0.3375", "0.5547", "0.5140", "0.1561", "−0.2892"):
        assert number in shown


def test_the_way_back_shows_the_deltas_of_autograd() -> None:
    shown = words(draw("one-step-backward", "en"))
    for number in ("0.6095", "−0.1007", "0.0470", "−0.0045", "−0.0126", "0.0064", "−0.0006"):
        assert number in shown
    for weight in ("−0.3497", "0.3193", "0.3610", "−0.4260"):
        assert weight in shown


def test_the_bars_of_the_rows_stand_in_the_order_of_the_truth_table() -> None:
    shown = words(draw("rows-cancel", "en"))
    numbers = [float(x.replace("−", "-")) for x in re.findall(r"−?0\.\d{4}", shown)]
    inputs, targets = truth_table("cpu")
    delta = load().model(300).predict(inputs)[:, 1] - targets
    assert [number > 0 for number in numbers[:4]] == (delta > 0).tolist()
    assert re.findall(r"\(\d, \d\)", shown)[:4] == ["(0, 0)", "(1, 0)", "(0, 1)", "(1, 1)"]


def test_the_loss_curve_shows_the_notebooks_losses() -> None:
    shown = words(draw("loss-curve", "en"))
    for number in ("0.6842", "0.0035", "0.0002", "0.6931"):
        assert number in shown


def test_the_sick_curves_end_where_the_clinics_snippets_do() -> None:
    shown = words(draw("sick-curves", "en")).split()
    for number in ("0.3352", "0.6931", "0.7088"):
        assert number in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_healthy_run_and_the_two_sick_ones_are_as_the_page_says(language: str) -> None:
    values, ratios, losses = (
        trained.load()[f"health-{name}"] for name in ("values", "ratios", "losses")
    )
    page = (DOCS / language / "debugging.md").read_text(encoding="utf-8")
    section = page[page.index("{ #histograms }") : page.index("{ #numeric }")]
    shown = words(draw("health", language))
    for loss in losses.flatten().tolist():
        assert f" {loss:.2f}" in shown
        assert f"{loss:.2f}" in section
    healthy, small, large = values
    assert healthy.max() < 0.2  # spread out
    assert small[:, 9:11].sum(dim=1).tolist() == pytest.approx([1, 1, 1])  # near 0
    assert large[1:, [0, -1]].sum(dim=1).min() > 0.8  # near −1 and 1
    assert 5e-4 < ratios[0].median() < 2e-3
    assert ratios[1].max() < 1e-4
    assert losses[1].tolist() == pytest.approx([math.log(2)] * 2, abs=1e-3)


def test_the_bars_of_the_histograms_are_as_high_as_the_values_are_frequent() -> None:
    svg = draw("health", "en")
    heights = [float(h) for h in re.findall(r'height="([\d.]+)" class="bar"', svg)]
    values = trained.load()["health-values"].flatten(end_dim=1)
    expected = 48 * values / values.max(dim=1, keepdim=True).values
    assert heights == pytest.approx(expected.flatten().tolist(), abs=0.01)


def dots(svg: str, kind: str) -> list[tuple[float, float]]:
    """Where the circles of a class are."""
    found = re.findall(rf'<circle cx="([\d.]+)" cy="([\d.]+)" r="[\d.]+" class="{kind}"', svg)
    return [(float(x), float(y)) for x, y in found]


def test_each_optimizers_path_ends_where_torchs_does() -> None:
    torchs = (
        (torch.optim.SGD, {"lr": 0.07}),
        (torch.optim.SGD, {"lr": 0.02, "momentum": 0.9}),
        (torch.optim.SGD, {"lr": 0.02, "momentum": 0.9, "nesterov": True}),
        (torch.optim.RMSprop, {"lr": 0.15}),
        (torch.optim.Adam, {"lr": 0.5}),
    )
    drawn = re.findall(r"M([\d.]+) ([\d.]+)h0", draw("optimizer-paths", "en"))
    places = [(float(x), float(y)) for x, y in drawn]
    assert len(places) == 5 * 41
    for i, (kind, settings) in enumerate(torchs):
        w = torch.tensor([10.0, 2.0], requires_grad=True)
        optimizer = kind([w], **settings)
        for _ in range(40):
            optimizer.zero_grad()
            ((w[0] ** 2 + 25 * w[1] ** 2) / 2).backward()
            optimizer.step()
        (x1, y1), (x2, y2) = places[41 * i], places[41 * i + 40]
        moved = torch.tensor([10.0, 2.0]) - w.detach()
        assert [x1 - x2, y2 - y1] == pytest.approx([21 * d for d in moved.tolist()], abs=0.11)


def test_the_lengths_of_steps_are_those_of_the_page() -> None:
    shown = words(draw("bias-correction", "en"))
    assert "6.57" in shown
    assert step_lengths(Adam, 100) == pytest.approx([1.0] * 100)
    assert step_lengths(RMSprop, 1) == pytest.approx([10.0])


def test_the_sweep_is_the_one_that_the_page_prints() -> None:
    printed = (SNIPPETS / "optimizers" / "sweep.pycon").read_text(encoding="utf-8")
    rows = [line.split() for line in printed.split("\n") if re.match(r" *\d", line)]
    assert len(rows) == 7
    for lr, *ends in rows:
        recorded = trained.load()["sweep"][:, trained.RATES.index(float(lr))].tolist()
        assert [f"{end:.4f}".replace("inf", "worse") for end in recorded] == ends


def test_the_schedules_are_torchs() -> None:
    kinds = torch.optim.lr_scheduler
    makers = (
        lambda o: kinds.StepLR(o, step_size=3, gamma=0.5),
        lambda o: kinds.CosineAnnealingLR(o, T_max=9),
        lambda o: kinds.SequentialLR(
            o,
            [kinds.LambdaLR(o, lambda t: (t + 1) / 4), kinds.CosineAnnealingLR(o, T_max=6)],
            milestones=[3],
        ),
    )
    places = dots(draw("schedules", "en"), "dot")
    assert len(places) == 30
    for i, make in enumerate(makers):
        optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=0.8)
        scheduler = make(optimizer)  # type: ignore[no-untyped-call]
        for _, y in places[10 * i : 10 * i + 10]:
            optimizer.step()
            assert (224 - y) / 140 == pytest.approx(optimizer.param_groups[0]["lr"], abs=1e-3)
            scheduler.step()


def test_class_0_is_a_circle_and_class_1_a_square() -> None:
    for name in ("xor-plane", "decision-boundary", "hidden-folding", "gates", "folding-by-hand"):
        for shape in ElementTree.fromstring(draw(name, "en")).iter():
            kind = {"class0": "circle", "class1": "rect"}.get(shape.get("class", ""))
            assert kind is None or shape.tag.endswith(kind)


@pytest.mark.parametrize(
    ("gate", "answers"), [(AND, [0, 0, 0, 1]), (OR, [0, 1, 1, 1]), (NAND, [1, 1, 1, 0])]
)
def test_a_gates_line_gives_the_gates_answers(gate: tuple[float, ...], answers: list[int]) -> None:
    w1, w2, b = gate
    inputs, _ = truth_table("cpu")
    assert [int(w1 * x1 + w2 * x2 + b > 0) for x1, x2 in inputs.tolist()] == answers


def test_three_gates_have_a_line_and_xor_has_none() -> None:
    svg = draw("gates", "en")
    assert svg.count('class="border"') == 3
    assert svg.count('class="other"') == 2  # XOR's diagonals
    # Of AND, OR, NAND and XOR, 1 + 3 + 3 + 2 rows are of class 1.
    assert svg.count('class="class1"') == 9
    assert svg.count('class="class0"') == 7


def test_the_hidden_layer_by_hand_puts_both_rows_of_class_1_in_one_place() -> None:
    squares = [
        (shape.get("x"), shape.get("y"))
        for shape in ElementTree.fromstring(draw("folding-by-hand", "en")).iter()
        if shape.get("class") == "class1"
    ]
    assert len(squares) == 4  # two in either plane
    assert len(set(squares)) == 3


def test_the_tangent_of_the_margins_loss_touches_it_at_ln_2() -> None:
    svg = draw("margin-loss", "en")
    assert "0.6931" in words(svg)
    dot = ElementTree.fromstring(svg).find(".//*[@class='loss-dot']")
    tangent = ElementTree.fromstring(svg).find(".//*[@class='other']")
    (x1, y1, x2, y2) = (float(tangent.get(name, "")) for name in ("x1", "y1", "x2", "y2"))
    assert float(dot.get("cx", "")) == pytest.approx((x1 + x2) / 2, abs=0.01)
    assert float(dot.get("cy", "")) == pytest.approx((y1 + y2) / 2, abs=0.01)
    points = re.search(r'points="([^"]+)" class="loss"', svg)[1].split()
    for x, y in (map(float, point.split(",")) for point in points):
        assert y <= y1 + (x - x1) / (x2 - x1) * (y2 - y1) + 0.06  # never below, 0.05 for rounding


def test_the_region_of_a_plane_ends_where_the_field_is_zero() -> None:
    field = [[x - 1.5 for x in range(4)] for _ in range(4)]  # above 0 right of 1.5
    area, border = region(field, left=0.0, top=0.0, cell=10.0)
    assert {x for x, _ in re.findall(r"[ML]([\d.]+) ([\d.]+)", border)} == {"15.0"}
    assert "H30.0" in area
    assert region([[1.0, 1.0], [1.0, 1.0]], 0.0, 0.0, 10.0) == ("M0.0 0.0H10.0V10.0H0.0Z", "")
    assert region([[-1.0, -1.0], [-1.0, -1.0]], 0.0, 0.0, 10.0) == ("", "")


def test_the_mark_of_the_site_is_the_one_that_the_package_draws() -> None:
    assert (THEME / "mark.svg").read_text(encoding="utf-8").rstrip() == favicon()


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("netwerk", "en", "figure: expected one of .*network.*, got 'netwerk'"),
        ("network", "fr", "language: expected one of en, ko, got 'fr'"),
    ],
)
def test_an_unknown_name_is_refused(name: str, language: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        draw(name, language)


def test_overfitting_shows_where_the_validation_loss_turns() -> None:
    shown = words(draw("overfitting", "en"))
    losses = trained.load()["overfitting"][1].tolist()
    assert f"{min(losses):.2f}, epoch {losses.index(min(losses))}" in shown
    assert losses[-1] > 2 * min(losses)


def test_one_of_three_seeds_ends_half_way_and_two_at_the_bottom() -> None:
    svg = draw("three-seeds", "en")
    ends = [float(y) for y in re.findall(r'cy="([\d.]+)"', svg)]
    losses = [1 - (y - 48) / 150 for y in ends]
    assert losses == pytest.approx([0.0, 0.0, 0.4774], abs=0.01)


def test_resuming_without_the_velocity_leaves_the_dots_and_with_it_goes_through_them() -> None:
    svg = draw("resumed", "en")
    whole, _, emptied = trained.load()["resumed"]
    drawn = {"loss": whole, "other": emptied}
    for kind, losses in drawn.items():
        points = curve_of(svg, kind)
        assert points[0][0] == pytest.approx(66 + 520 * 20 / 200, abs=0.1)
        for x, y in points:
            step = round((x - 66) / 520 * 200 + 100)
            assert (256 - y) / 220 * 0.8 == pytest.approx(losses[step].item(), abs=0.002)
    (dots,) = re.findall(r'd="(M66[^"]+)" class="dots loss"', svg)
    places = [tuple(map(float, dot.split())) for dot in re.findall(r"M([^h]+)h0", dots)]
    for (_, y), step in zip(places, range(100, 301, 5), strict=True):
        assert (256 - y) / 220 * 0.8 == pytest.approx(whole[step].item(), abs=0.002)


def test_the_last_outputs_of_the_own_autograd_are_those_of_the_snippet() -> None:
    source = (DOCS.parent / "xor_tutorial/snippets/autograd/own-xor.pycon").read_text(
        encoding="utf-8"
    )
    assert [f"{answer:.2f}" for answer in own_answers()[-1]] == ast.literal_eval(
        source.strip().split("\n")[-1]
    )


def test_as_many_curves_rest_as_the_spirals_page_counts() -> None:
    printed = (SNIPPETS / "spirals" / "seeds.pycon").read_text(encoding="utf-8")
    count = re.search(r"(\d+) of 10 seeds at a loss near 0.42", printed)
    svg = draw("spiral-seeds", "en")
    assert count
    assert f"{count[1]} seeds" in words(svg)
    assert svg.count('class="line"') == int(count[1])
    assert svg.count("<polyline") == 10


def test_the_gradient_changes_along_the_move_in_the_eigenvectors_panels_alone() -> None:
    shown = re.findall(r"\((\d+), (\d+)\)", words(draw("eigenvectors", "en")))
    numbers = [torch.tensor([float(x), float(y)]) for x, y in shown]
    moves, changes = numbers[::2], numbers[1::2]
    hessian = torch.diag(torch.tensor([1.0, 25.0]))
    for move, change in zip(moves, changes, strict=True):
        torch.testing.assert_close(hessian @ move, change)
    assert [bool(m[0] * c[1] == m[1] * c[0]) for m, c in zip(moves, changes, strict=True)] == [
        True,
        True,
        False,
    ]


def test_one_of_twenty_intervals_misses_the_share_of_the_thousand_seeds() -> None:
    svg = draw("intervals", "en")
    lines = re.findall(r'<polyline points="[\d.]+,([\d.]+) [\d.]+,([\d.]+)" class="([\w-]+)"', svg)
    (level,) = {float(y) for y in re.findall(r'y1="([\d.]+)"[^>]*class="axis"', svg)}
    missing = [class_ for low, high, class_ in lines if not float(high) <= level <= float(low)]
    assert len(lines) == 20
    assert missing == ["class1-line"]
    assert svg.count('class="class1-line"') == 1
    printed = (SNIPPETS / "thousand-seeds" / "table-activation.pycon").read_text(encoding="utf-8")
    assert re.search(r"2-4-2 relu, lr 0.1 +69\.9 ", printed)
    assert "69.9 %" in words(svg)
