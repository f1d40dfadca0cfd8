"""The command line: train, predict, study, verify and practice."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
import warnings
from pathlib import Path

# torch warns where NumPy isn't installed; nothing here uses it.
warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import torch  # noqa: E402

from xor_tutorial import __version__  # noqa: E402
from xor_tutorial._program import THREADS, run_program  # noqa: E402
from xor_tutorial._signals import signals_deferred  # noqa: E402
from xor_tutorial.checkpoints import load_checkpoint, save_checkpoint  # noqa: E402
from xor_tutorial.data import truth_table  # noqa: E402
from xor_tutorial.files import check_writable, write_whole  # noqa: E402
from xor_tutorial.network import ACTIVATIONS, XOR  # noqa: E402
from xor_tutorial.practice.commands import add_practice  # noqa: E402
from xor_tutorial.training import Run, train  # noqa: E402

EXAMPLES = """examples:
  python -m xor_tutorial train
  python -m xor_tutorial predict xor.pt
  python -m xor_tutorial study
  python -m xor_tutorial verify
  python -m xor_tutorial practice
  python -m xor_tutorial train --help              more of one command
"""
TRAIN_EXAMPLES = """examples:
  python -m xor_tutorial train                     10,000 steps from seed 70
  python -m xor_tutorial train --lr 0.1            a small learning rate: after 10,000 steps
                                                   the loss is still near ln 2 = 0.693
  python -m xor_tutorial train --steps 2000 --momentum 0.9 --out fast.pt
  python -m xor_tutorial train --resume xor.pt --steps 5000

Ctrl-C stops between two steps and saves the run, as SIGTERM does; --resume continues it
as if it had never stopped.
"""
PREDICT_EXAMPLES = """examples:
  python -m xor_tutorial predict xor.pt
  python -m xor_tutorial predict xor.pt --inputs 0,1 0.5,0.5 -1,2
"""
STUDY_EXAMPLES = """examples:
  python -m xor_tutorial study                     34 settings, 1,000 seeds each: minutes
  python -m xor_tutorial study --seeds 10 --out small-study
"""
VERIFY_EXAMPLES = """examples:
  python -m xor_tutorial verify                    everything: a few minutes
  python -m xor_tutorial verify softmax losses     the examples of two pages
  python -m xor_tutorial verify --device cuda --report gpu.json
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status, which `run_program` explains."""

    def command() -> int:
        words = sys.argv[1:] if arguments is None else arguments
        # argparse would take the point -1,2 for an option.
        options = _parser().parse_args([f" {w}" if re.match(r"-[\d.].*,", w) else w for w in words])
        status: int = options.command(options)
        return status

    return run_program(command)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m xor_tutorial",
        description="Train a small network on XOR, save it, and use it.",
        epilog=f"{EXAMPLES}\n{THREADS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_train(commands)
    _add_predict(commands)
    _add_study(commands)
    _add_verify(commands)
    add_practice(commands)
    return parser


def _add_train(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "train",
        help="train a network and save it",
        description="Train on XOR's truth table, all four rows at each step, and save the run.",
        epilog=f"{TRAIN_EXAMPLES}\n{THREADS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=_train)
    add = command.add_argument
    add("--steps", type=int, default=10_000, metavar="N", help="how many steps (10000)")
    add(
        "--lr",
        type=float,
        metavar="RATE",
        help="learning rate: how far one step goes down the gradient (0.7; with 0.1 the loss stays "
        "on its plateau for more than 10,000 steps)",
    )
    add(
        "--momentum",
        type=float,
        metavar="M",
        help="how much of the last step goes into the next, from 0 to below 1 (0; with 0.9 the "
        "plateau is left several times sooner)",
    )
    add("--seed", type=int, metavar="N", help="seed of the first weights (70)")
    add("--hidden", type=int, nargs="*", metavar="UNITS", help="units of each hidden layer (4 2)")
    add("--activation", choices=sorted(ACTIVATIONS), help="between the layers (sigmoid)")
    add("--device", default="cpu", help="where to train: cpu, cuda, cuda:1, ... (cpu)")
    add("--out", default="xor.pt", metavar="FILE", help="where the run is saved (xor.pt)")
    add("--resume", metavar="FILE", help="continue a saved run with its own settings")
    add("--log-every", type=int, default=1000, metavar="N", help="a line each N steps (1000)")


def _train(options: argparse.Namespace) -> int:
    settings = {
        "lr": options.lr,
        "momentum": options.momentum,
        "seed": options.seed,
        "sizes": None if options.hidden is None else (2, *options.hidden, 2),
        "activation": options.activation,
    }
    settings = {name: value for name, value in settings.items() if value is not None}
    if options.resume and settings:
        raise ValueError(
            f"--resume continues with the run's settings: leave out {', '.join(sorted(settings))}"
        )
    if options.log_every < 1:
        raise ValueError(f"--log-every: expected a number from 1, got {options.log_every}")
    out = Path(options.out)
    _check_target("--out", out)

    run = load_checkpoint(options.resume) if options.resume else None
    first = run.steps if run else 0
    kept = run or train(steps=0, progress=False, **settings)  # saved even if interrupted
    stopped = None
    with signals_deferred():  # except between two steps, until the run is saved
        try:
            train(steps=options.steps, device=options.device, resume=kept)
        except (KeyboardInterrupt, OSError) as error:  # an OSError: the terminal is gone
            stopped = error
        if stopped and kept.steps == first:
            print("stopped before the first step: nothing was saved", file=sys.stderr)
            raise stopped
        save_checkpoint(kept, out)  # before anything is printed: a closed pipe costs nothing
        if stopped:
            print(f"stopped after step {kept.steps}: saved to {out}", file=sys.stderr)
            raise stopped
    for step in range(first, kept.steps):
        if step % options.log_every == 0:
            print(f"[{step + 1}] Loss: {kept.losses[step]:.4f}")
    print(f"best loss {kept.best_loss:.4f} after {kept.best_step} steps")
    print(f"saved to {out}; use it: python -m xor_tutorial predict {shlex.quote(str(out))}")
    _print_predictions(kept, truth_table()[0])
    return 0


def _check_target(option: str, path: Path) -> None:
    """Raise before the work if its result can't be written there."""
    try:
        check_writable(path)
    except FileNotFoundError:
        raise ValueError(f"{option}: there is no folder {path.parent}") from None
    except OSError as error:
        raise ValueError(f"{option}: {path} can't be written: {error.strerror}") from None


def _add_predict(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "predict",
        help="use a saved network",
        description="Print what the best weights of a saved run predict.",
        epilog=f"{PREDICT_EXAMPLES}\n{THREADS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=_predict)
    command.add_argument("checkpoint", help="a file that `train` saved")
    command.add_argument(
        "--inputs",
        type=_pair,
        nargs="+",
        metavar="X1,X2",
        help="inputs to predict (the truth table's four)",
    )
    command.add_argument("--device", default="cpu", help="where to compute: cpu, cuda, ... (cpu)")


def _pair(text: str) -> list[float]:
    try:
        x1, x2 = map(float, text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected two numbers such as 0,1, got {text!r}"
        ) from None
    return [x1, x2]


def _predict(options: argparse.Namespace) -> int:
    run = load_checkpoint(options.checkpoint, options.device)
    inputs = torch.tensor(options.inputs) if options.inputs else truth_table()[0]
    _print_predictions(run, inputs)
    return 0


def _add_study(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "study",
        help="train a thousand seeds in each of 34 settings",
        description="Run the study of the page on the plateau again: train every seed in every "
        "setting, and print tables. If it was interrupted, the next call continues.",
        epilog=f"{STUDY_EXAMPLES}\n{THREADS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=_study)
    add = command.add_argument
    add("--out", default="study", type=Path, metavar="FOLDER", help="folder of the results (study)")
    add("--seeds", default=1_000, type=int, metavar="N", help="seeds 0, 1, ... each (1000)")
    add("--steps", default=10_000, type=int, metavar="N", help="steps each (10000)")


def _study(options: argparse.Namespace) -> int:
    from xor_tutorial import study

    if options.out.is_dir():
        _check_target("--out", options.out / "study.csv")
    try:
        study.make(options.out, options.seeds, options.steps)
    except KeyboardInterrupt:
        print(
            f"stopped: results so far are in {options.out}; call again to continue", file=sys.stderr
        )
        raise
    write_whole(options.out / "study.csv", study.as_csv(options.out))
    for factor in study.FACTORS:
        print(f"{factor}\n{study.table(factor, options.out)}\n")
    print(f"all results are in {options.out / 'study.csv'}")
    return 0


def _add_verify(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "verify",
        help="run every example of the site and compare",
        description="Run every snippet and docstring, compare what is printed with what is "
        "recorded. With --device cuda every tensor is created on the GPU, random "
        "numbers are drawn on the CPU, and a machine without a GPU fails.",
        epilog=f"{VERIFY_EXAMPLES}\n{THREADS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=_verify)
    command.add_argument("pages", nargs="*", help="pages to run, such as softmax (all)")
    command.add_argument("--device", default="cpu", help="device of the tensors: cpu, cuda (cpu)")
    command.add_argument(
        "--report", type=Path, metavar="FILE", help="write a report in JSON (none)"
    )


def _verify(options: argparse.Namespace) -> int:
    from xor_tutorial.verify.report import verify  # reads every source, so only here

    if options.report:
        _check_target("--report", options.report)
    try:
        return verify(options.device, options.report, options.pages)
    except KeyboardInterrupt:
        print("stopped: no report was written", file=sys.stderr)
        raise


def _print_predictions(run: Run, inputs: torch.Tensor) -> None:
    model: XOR = run.best_model()
    device = next(model.parameters()).device
    probabilities = model.predict(inputs.to(device)).cpu()
    print("  x1   x2   p(class 0)   p(class 1)   prediction")
    for (x1, x2), (p0, p1) in zip(inputs.tolist(), probabilities.tolist(), strict=True):
        print(f"{x1:4g} {x2:4g}   {p0:10.4f}   {p1:10.4f}   {int(p1 > p0):10}")


if __name__ == "__main__":
    sys.exit(main())
