"""Set up this checkout: install the locked packages, fetch the page assets, compile the translations.

Usage: set_up.py run|test. Needs nothing but the virtual environment that the Makefile made.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ASSETS = ROOT / "src" / "thidua" / "assets"

# The files of each npm package that pages and papers use; the rest of the package is left behind.
WANTED = {
    "bootstrap": ("bootstrap/dist/css/bootstrap.min.css", "bootstrap/LICENSE"),
    "tinos": (
        "@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf",
        "@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf",
        "@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf",
        "@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf",
    ),
}


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def install(lock: str) -> None:
    """Make the environment equal to the lock, hash by hash, then add the program itself."""
    uv = BIN / "uv"
    options = ("--quiet", "--system-certs", "--python", sys.executable)
    run(uv, "pip", "install", *options, "--require-hashes", "-r", f"requirements/{lock}.lock")
    run(uv, "pip", "install", *options, "--no-deps", "--no-build-isolation", "-e", ".")


def fetch_assets() -> None:
    """Install the npm packages of package-lock.json and keep only the wanted files."""
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    npm = BIN / "npm"
    run(npm, "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts")
    for folder, files in WANTED.items():
        target = ASSETS / folder
        target.mkdir(parents=True, exist_ok=True)
        for name in files:
            shutil.copy2(ROOT / "node_modules" / name, target)


def main() -> None:
    lock = sys.argv[1]
    print(f"Setting up ({lock}): packages, assets, translations. The first time takes a minute or two.")
    install(lock)
    fetch_assets()
    run(sys.executable, "scripts/translations.py", "compile")


if __name__ == "__main__":
    main()
