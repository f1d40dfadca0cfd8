"""Third-party files that the site carries (docs/vendor/README.md lists them) go to `assets/`."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add styles and fonts; scripts that run only while building stay behind."""
    vendor = Path(config.config_file_path).parent / "docs" / "vendor"
    for path in sorted(vendor.rglob("*")):
        if path.suffix in {".css", ".woff2"}:
            files.append(
                File.generated(
                    config,
                    f"assets/{path.relative_to(vendor).as_posix()}",
                    abs_src_path=str(path),
                )
            )
    return files
